"""The files for Binder and development containers name what exists, and students get them."""

import json
import re
import sys
import tomllib

import pytest
from IPython.core.inputtransformer2 import TransformerManager
from packaging.specifiers import SpecifierSet

from cnnlabs import course
from cnnlabs.desk import bundle

CONTAINER = course.ROOT / ".devcontainer" / "devcontainer.json"
BINDER = course.ROOT / ".binder"


def test_their_python_is_one_that_the_package_runs_on():
    project = tomllib.loads((course.ROOT / "pyproject.toml").read_text())["project"]
    versions = SpecifierSet(project["requires-python"])
    image = json.loads(CONTAINER.read_text())["image"]
    runtime = (BINDER / "runtime.txt").read_text().strip()
    assert image.removeprefix("python:") in versions
    assert runtime.removeprefix("python-") in versions


def test_what_they_run_is_in_the_student_edition():
    files = bundle.contents(course.ROOT)
    command = json.loads(CONTAINER.read_text())["postCreateCommand"]
    assert f"\n{command.removeprefix('make ')}:".encode() in files["Makefile"]
    script = files[".binder/postBuild"].decode()
    (lock,) = re.findall(r" -r (\S+)", script)
    assert b"--hash=sha256:" in files[lock]
    assert " -e .\n" in script
    assert "pyproject.toml" in files
    assert files[".devcontainer/devcontainer.json"] == CONTAINER.read_bytes()
    assert files[".binder/runtime.txt"] == (BINDER / "runtime.txt").read_bytes()


def test_the_cell_for_colab_installs_where_the_package_is_missing_only():
    guide = (course.ROOT / "docs" / "hosting.md").read_text()
    (cell,) = re.findall(r"```python\n(.*?)```", guide, re.S)
    code = TransformerManager().transform_cell(cell)
    asked = []
    shell = type("Shell", (), {"run_line_magic": lambda _, *words: asked.append(words)})()
    exec(code, {"get_ipython": lambda: shell})
    assert not asked
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "cnnlabs", None)  # an import of it fails
        exec(code, {"get_ipython": lambda: shell})
    assert [words[0] for words in asked] == ["pip"]
