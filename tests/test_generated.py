"""Generated files are up to date, and the checks that say so can fail."""

import json
import subprocess

import nbformat
import pytest

from cnnlabs import build, course, lock, reference
from cnnlabs.cli import app

LAB = course.labs()[0]


def test_everything_generated_is_up_to_date():
    assert build.build(check=True) == []
    assert lock.lock(course.ROOT, check=True) == []
    assert reference.write(app, course.ROOT, check=True) == []


def edited(path, change):
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def of(root):
    return course.lab(LAB.name, root)


def test_an_edited_release_is_out_of_date(course_copy):
    def change(notebook):
        notebook.cells[3].source += "\n# a word"

    edited(of(course_copy).release, change)
    (message,) = build.build(course_copy, [LAB.name], check=True)
    assert message == f"{of(course_copy).release} is out of date: run `make notebooks`"


def test_an_edited_source_makes_its_solution_out_of_date(course_copy):
    source = of(course_copy).source
    source.write_text(source.read_text().replace("What to remember", "Remember this"))
    messages = build.build(course_copy, [LAB.name], check=True)
    assert f"{of(course_copy).solution} is out of date: run `make notebooks`" in messages


def test_a_folder_of_no_lab_is_named(course_copy):
    (course_copy / "solutions" / "99_old").mkdir()
    (message,) = build.build(course_copy, [LAB.name], check=True)
    assert message.endswith("99_old belongs to no lab: remove it")


def test_an_edited_table_is_out_of_date(course_copy):
    readme = course_copy / "README.md"
    readme.write_text(readme.read_text().replace(f"| {LAB.minutes} |", "| 7 |"))
    (message,) = build.build(course_copy, [LAB.name], check=True)
    assert message == f"{readme} is out of date: run `make notebooks`"


def test_a_course_without_labs_is_an_error(tmp_path):
    with pytest.raises(course.CourseError, match="no lab in"):
        build.build(tmp_path, check=True)


def test_a_header_without_a_field_is_named(course_copy):
    source = of(course_copy).source
    source.write_text(source.read_text().replace("#     minutes", "#     hours"))
    with pytest.raises(course.CourseError, match="lacks minutes"):
        course.labs(course_copy)


def test_nbval_fails_when_an_output_number_changes(tmp_path, programs):
    """On the first cells of the solution, up to one that prints a number."""
    notebook = nbformat.read(LAB.solution, as_version=4)
    texts = [
        [output.text for output in cell.get("outputs", []) if output.output_type == "stream"]
        for cell in notebook.cells
    ]
    first = next(i for i, said in enumerate(texts) if said)
    notebook.cells = notebook.cells[: first + 1]
    path = tmp_path / "part.ipynb"

    def nbval():
        nbformat.write(notebook, path)
        command = [
            programs / "pytest",
            "--nbval",
            "--nbval-current-env",
            "-q",
            "-p",
            "no:cacheprovider",
        ]
        ran = subprocess.run(
            [*command, path], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        return ran.returncode, ran.stdout

    code, said = nbval()
    assert code == 0, said
    output = notebook.cells[first].outputs[0]
    digit = next(character for character in output.text if character.isdigit())
    output.text = output.text.replace(digit, str((int(digit) + 1) % 10), 1)
    code, said = nbval()
    assert code == 1
    assert "mismatch 'stdout'" in said


def test_solutions_say_where_they_come_from():
    for lab in course.labs():
        for path in (lab.solution, lab.release):
            metadata = json.loads(path.read_text())["metadata"]
            assert metadata["cnnlabs"]["source"] == f"labs/{lab.name}.py"
            assert not {"jupytext", "celltoolbar", "widgets"} & set(metadata)
