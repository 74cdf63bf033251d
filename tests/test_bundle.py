"""The student edition: it installs and works by itself, and tells no answer."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import classroom
import nbformat
import pytest
from conftest import copy_course
from typer.testing import CliRunner

from cnnlabs import bank, cli, course
from cnnlabs.desk import bundle

LABS = course.labs()
LAB = LABS[0]
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.S)
BY_CHANCE = {"for shape in shapes", "model = keras.Sequential("}  # read: neither tells an answer


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    """Write the student edition by the command; return its folder."""
    out = tmp_path_factory.mktemp("bundle") / "labs.zip"
    ran = CliRunner().invoke(cli.app, ["bundle", str(out)])
    assert ran.exit_code == 0, ran.output
    with zipfile.ZipFile(out) as archive:
        archive.extractall(out.parent)
    return out.parent / "labs"


@pytest.fixture(scope="module")
def installed(edition):
    """Install the edition from its own lock in an environment of its own; return its programs."""
    uv = [sys.executable, "-m", "uv"]
    for command in (
        ["venv", "--python", sys.executable, ".venv"],
        ["pip", "install", "--python", ".venv", "--require-hashes", "-r", "requirements.lock"],
        ["pip", "install", "--python", ".venv", "--no-deps", "--no-build-isolation", "-e", "."],
    ):
        done = subprocess.run(
            [*uv, *command], cwd=edition, capture_output=True, text=True, timeout=600, check=False
        )
        assert done.returncode == 0, done.stderr
    return edition / ".venv" / ("Scripts" if sys.platform == "win32" else "bin")


def run(installed, *command):
    """Run a program of the edition in its folder, by itself."""
    return subprocess.run(
        [installed / command[0], *command[1:]],
        cwd=installed.parents[1], env={"PATH": str(installed), "HOME": str(installed)},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def text(path):
    """Return what a reader sees of a file."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return "\n".join(cell.source for cell in cells)
    return path.read_text(encoding="utf-8")


def test_no_line_of_any_solution_or_hidden_test_stands_in_any_file(edition):
    cells = [cell.source for lab in LABS for cell in lab.read().cells]
    shown = "\n".join(REGION.sub("", cell) for cell in cells)
    regions = [region for cell in cells for _, region in REGION.findall(cell)]
    secret = {line.strip() for region in regions for line in region.splitlines()}
    secret = {line for line in secret if len(line) > 14 and line not in shown} - BY_CHANCE
    assert len(secret) > 500
    files = {path: text(path) for path in edition.rglob("*") if path.is_file()}
    assert len(files) > 40
    found = [(path, line) for path, told in files.items() for line in secret if line in told]
    assert not found
    for path, told in files.items():
        for mark in ("### BEGIN", "**Rubric.**", "A good answer"):
            assert mark not in told, path


def test_it_holds_the_notebooks_as_released_and_no_tool_of_the_instructor(edition):
    for lab in LABS:
        path = edition / lab.release.relative_to(course.ROOT)
        assert path.read_bytes() == lab.release.read_bytes()
    names = {path.relative_to(edition).parts[0] for path in edition.iterdir()} - {".venv"}
    assert names == {
        ".binder", ".devcontainer", "LICENSE", "Makefile", "README.md", "environment.yml", "helpers",
        "notebooks", "pyproject.toml", "requirements.lock",
    }  # fmt: skip
    parts = {path.name for path in (edition / "helpers" / "cnnlabs").iterdir()}
    assert {"check", "draw", "data.py", "layers.py", "models.py", "cli.py"} <= parts
    assert not parts & {"grading", "desk", "bank.py", "build.py", "reference.py"}
    for package in ("nbgrader", "distributed", "jupytext", "pytest", "sphinx"):
        assert f"\n{package}==" not in (edition / "requirements.lock").read_text()
        assert package not in (edition / "pyproject.toml").read_text()


def test_the_same_course_gives_the_same_bytes(edition, tmp_path):
    files = bundle.contents(course.ROOT)
    there = {p for p in edition.rglob("*") if p.is_file() and ".venv" not in p.parts}
    assert {p.relative_to(edition).as_posix() for p in there if "egg-info" not in str(p)} == {
        *files
    }
    for name in ("a", "b"):
        bundle.write_zip(tmp_path / name / "labs.zip", files)
    assert (tmp_path / "a/labs.zip").read_bytes() == (tmp_path / "b/labs.zip").read_bytes()


def test_a_student_does_a_lab_there(edition, installed):
    right = {}
    for answer in bank.answers(LAB):
        if answer.right:
            right[answer.exercise] = answer.source
    path = edition / "notebooks" / LAB.name / f"{LAB.name}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = right.pop(cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source)
    assert not right
    mine = edition / "mine.ipynb"
    nbformat.write(notebook, mine)
    ran = run(installed, "jupyter", "execute", "--inplace", "mine.ipynb")
    assert ran.returncode == 0, ran.stderr[-3000:]
    tests = [c for c in nbformat.read(mine, as_version=4).cells if course.kind(c) == "test"]
    assert {test.metadata.nbgrader.grade_id for test in tests} == {
        f"test_{name}" for name in classroom.solutions(LAB)
    }
    assert all(test.execution_count and not test.outputs for test in tests)
    where = run(installed, "python", "-c", "import cnnlabs; print(cnnlabs.__file__)").stdout.strip()
    assert Path(where).is_relative_to(edition)


def test_its_commands_are_the_students(installed):
    told = run(installed, "cnnlabs", "--help").stdout
    assert "│ lab " in told
    for command in ("build", "grade", "prove", "bundle", "report", "export"):
        assert f"│ {command} " not in told


def test_a_spoiled_release_is_not_handed_out(tmp_path):
    root = copy_course(tmp_path)
    path = course.lab(LAB.name, root).release
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        solved = classroom.solutions(LAB).get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        cell.source = solved or cell.source
    nbformat.write(notebook, path)
    with pytest.raises(course.CourseError, match=r"not up to date\n.*run `make notebooks`"):
        bundle.bundle(tmp_path / "out", root)
    assert not (tmp_path / "out").exists()


def test_a_line_of_a_solution_in_a_helper_is_found():
    region = next(region for cell in LAB.read().cells for _, region in REGION.findall(cell.source))
    line = max(region.splitlines(), key=len).strip()
    (message,) = bundle.leaks({"helpers/cnnlabs/draw/new.py": f"x\n  {line}\n".encode()}, LABS)
    assert message == f"helpers/cnnlabs/draw/new.py holds a line of {LAB.name}: {line}"


def test_a_module_for_students_that_imports_the_graders_is_refused(course_copy):
    path = course_copy / "helpers" / "cnnlabs" / "draw" / "figure.py"
    path.write_text(path.read_text() + "\n\ndef f():\n    from cnnlabs.grading import wire\n")
    with pytest.raises(
        course.CourseError, match=r"cnnlabs\.grading\S* holds what students must not"
    ):
        bundle.modules(course_copy / "helpers")


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "theirs.txt").write_text("kept")
    with pytest.raises(course.CourseError, match="is not empty: remove it, or name another"):
        bundle.bundle(tmp_path)
