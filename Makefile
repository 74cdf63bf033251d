.DEFAULT_GOAL := help
.PHONY: help setup lab test notebooks new-lab check-generated grade lint format lock docs site
PYTHON ?= python3
BIN := .venv/bin

help: ## say what each target does
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

setup: ## make .venv with the locked packages (the other targets do it when needed)
	@$(PYTHON) helpers/bootstrap.py

lab: setup ## open the labs in JupyterLab; ARGS="..." go to JupyterLab
	@$(BIN)/cnnlabs lab $(ARGS)

test: setup ## run every test; ARGS="..." go to pytest
	@$(BIN)/pytest -n auto --dist loadscope $(ARGS)

notebooks: setup ## make solutions/, notebooks/ and README's table from labs/
	@$(BIN)/cnnlabs build $(ARGS)

new-lab: setup ## write one more lab, a small one to begin from; ARGS='name "Title"'
	@$(BIN)/cnnlabs new-lab $(ARGS)

check-generated: setup ## say which generated file is not up to date
	@$(BIN)/cnnlabs build --check && $(BIN)/cnnlabs lock --check && $(BIN)/cnnlabs docs --check

grade: setup ## grade course/submitted/ into course/; ARGS="..." go to cnnlabs grade
	@$(BIN)/cnnlabs grade $(ARGS)

lint: setup ## check style, spelling and generated files, as pre-commit does
	@$(BIN)/pre-commit run --all-files

format: setup ## rewrite the code in the project's style
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

lock: setup ## make requirements.lock and environment.yml from pyproject.toml
	@$(BIN)/cnnlabs lock

docs: setup ## make the list of commands and the table of attacks in docs/
	@$(BIN)/cnnlabs docs

site: setup ## build the course as a web site into .cache/site; ARGS="--instructors" adds the solutions
	@$(BIN)/cnnlabs site $(ARGS)
