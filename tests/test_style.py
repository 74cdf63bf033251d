"""The code is formatted and linted, the prose is spelled right: what pre-commit checks as well."""

import subprocess

import pytest

from cnnlabs import course


@pytest.mark.parametrize("command", ["ruff check .", "ruff format --check .", "codespell"])
def test_style(programs, command):
    program, *arguments = command.split()
    ran = subprocess.run(
        [programs / program, *arguments],
        cwd=course.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
