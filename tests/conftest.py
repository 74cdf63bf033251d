"""Fixtures that several test modules share."""

import os
import shutil
import sys
from pathlib import Path

import hypothesis
import nbval.kernel
import offline
import pytest

from cnnlabs import course
from cnnlabs.kernels import provisioner

# A busy machine must not fail a test, and CI tries the same examples each time.
hypothesis.settings.register_profile("course", deadline=None, derandomize="CI" in os.environ)
hypothesis.settings.load_profile("course")

if offline.possible():  # no lab may need a network
    nbval.kernel.KernelManager = offline.OfflineKernelManager
provisioner.use()  # for nbval, too

PARTS = (
    "labs", "solutions", "notebooks", "docs", "helpers", ".binder", ".cache", ".devcontainer",
)  # fmt: skip
FILES = (
    "README.md",
    "pyproject.toml",
    "requirements.lock",
    "environment.yml",
    "nbgrader_config.py",
)


def copy_course(folder):
    """Copy the course without its environment, tests and submissions; return the copy's root."""
    for part in PARTS:
        if (course.ROOT / part).exists():
            shutil.copytree(course.ROOT / part, folder / part)
    for file in FILES:
        shutil.copy2(course.ROOT / file, folder / file)
    return folder


@pytest.fixture
def course_copy(tmp_path):
    """Return the root of a copy of the course that a test may change."""
    root = tmp_path / "copy"
    root.mkdir()
    return copy_course(root)


@pytest.fixture(scope="session")
def programs():
    """Return the folder of the environment's programs."""
    return Path(sys.executable).parent


def pytest_terminal_summary(terminalreporter):
    """Show the tables that tests keep with `record_property("table", ...)`."""
    reports = [
        report for each in ("passed", "failed") for report in terminalreporter.getreports(each)
    ]
    for text in [
        text for report in reports for name, text in report.user_properties if name == "table"
    ]:
        terminalreporter.write_line(f"\n{text}")
