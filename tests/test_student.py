"""The student's commands: a folder of one's own, checks, a whole copy, and the zip to hand in."""

import json
import zipfile

import classroom
import nbformat
import pytest
from nbgrader.apps import NbGrader
from nbgrader.validator import Validator
from typer.testing import CliRunner

from cnnlabs import cli, course
from cnnlabs.check import tally
from cnnlabs.grading import notebook as graders
from cnnlabs.grading import submission
from cnnlabs.student import progress, start, submit, work

LABS = course.labs()
LAB = LABS[0]
ANSWERS = classroom.solutions(LAB)
QUESTION = classroom.question(LAB)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """Return a student's folder with a copy of each lab."""
    monkeypatch.setenv(work.FOLDER, str(tmp_path / "work"))
    monkeypatch.setenv("COLUMNS", "200")
    work.prepare()
    return tmp_path / "work"


def edit(change):
    """Change the cells of the student's copy of the first lab."""
    notebook = nbformat.read(work.path(LAB), as_version=4)
    for cell in list(notebook.cells):
        change(notebook, cell, work.grade_id(cell))
    nbformat.write(notebook, work.path(LAB))


def answer(answers):
    """Fill in some exercises."""

    def change(_, cell, name):
        cell.source = answers.get(name, cell.source)

    edit(change)


def typed(*command):
    return CliRunner().invoke(cli.app, command)


def test_what_lies_in_the_folder_is_never_overwritten(desk):
    answer({"logit_at": "mine = 1"})
    before = work.path(LAB).read_bytes()
    work.prepare()
    start.write()
    assert work.path(LAB).read_bytes() == before
    assert {path.name for path in desk.iterdir()} == {start.NAME, *(lab.name for lab in LABS)}


def test_the_start_page_says_what_each_lab_teaches_and_how_far_one_is(desk):
    answer({QUESTION: "Because."})
    work.path(LABS[1]).write_text("{")
    start.write()
    page = nbformat.read(desk / start.NAME, as_version=4)
    nbformat.validate(page)
    table = page.cells[1].outputs[0].data["text/markdown"]
    assert f"| 1 of {len(ANSWERS) + 1} done |" in table
    assert "| damaged: type `cnnlabs fresh 2` |" in table
    for lab in LABS:
        assert (desk / f"{lab.name}/{lab.name}.ipynb").exists()
        assert f"({lab.name}/{lab.name}.ipynb)" in table
        assert f"| {lab.minutes} | {lab.prerequisites} |" in table
        taught = start.taught([lab])
        assert taught.count("\n- ") >= 4, lab.name
        assert "Before you start" not in taught


def test_validate_leaves_demos_out_and_gives_a_cell_its_time(desk, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(start.settings()))
    monkeypatch.chdir(desk)  # as a student's edition, which has no other settings of nbgrader's
    settings = NbGrader()
    settings.load_config_file()
    assert settings.config.Execute.timeout == progress.SETUP_SECONDS
    notebook = nbformat.read(LAB.release, as_version=4)
    demo = next(cell for cell in notebook.cells if course.kind(cell) == "demo")
    test = next(cell for cell in notebook.cells if course.kind(cell) == "test")
    demo.source, test.source = "shown = True", "assert 'shown' not in globals()"
    del test.metadata.nbgrader["checksum"]
    notebook.cells = [demo, test]
    nbformat.write(notebook, desk / "tried.ipynb")
    assert Validator(config=settings.config).validate(str(desk / "tried.ipynb")) == {}


def test_states_come_from_what_the_cells_said_last(desk):
    error = nbformat.v4.new_output("error", ename="CheckFailed", evalue="not right yet")
    broken = nbformat.v4.new_output("error", ename="SyntaxError", evalue="invalid")
    said = {
        "test_dense_weights": (3, []), "test_logit_at": (4, [error]), "correlate2d": (5, [broken]),
        "test_correlate2d": (None, []),
    }  # fmt: skip

    def change(notebook, cell, name):
        if name in said:
            cell.execution_count, cell.outputs = said[name]
        if name == "test_conv2d":
            cell.source += "\n"
        if name == "conv2d_fast":
            notebook.cells.remove(cell)

    answer({name: "x" for name in ("dense_weights", "logit_at", "correlate2d", "convolve2d")})
    edit(change)
    found = {one.name: one for one in progress.read(LAB, work.read(LAB))}
    assert {name: one.state for name, one in found.items()} == {
        "dense_weights": progress.DONE, "logit_at": progress.FAILS,
        "correlate2d": progress.FAILS, "convolve2d": progress.NOT_RUN,
        "conv2d": progress.NOT_RUN, "conv2d_fast": progress.FAILS,
        "sharpen_kernel": progress.TO_DO, "learn_kernel": progress.TO_DO,
        "compose_kernels": progress.TO_DO, "conv2d_backward": progress.TO_DO,
        QUESTION: progress.TO_DO,
    }  # fmt: skip
    assert found["logit_at"].message == "not right yet"
    assert found["correlate2d"].message == "SyntaxError: invalid"
    assert "`cnnlabs fresh 1`" in found["conv2d"].message
    assert "The cell of conv2d_fast is missing" in found["conv2d_fast"].message
    assert [name for name, one in found.items() if one.problem] == ["conv2d", "conv2d_fast"]
    assert found["conv2d_backward"].worth == "4 bonus points"


def test_check_runs_what_is_written_and_survives_what_hangs_or_leaves(desk):
    answer(
        {
            "dense_weights": ANSWERS["dense_weights"],
            "logit_at": "def logit_at(image, kernel, row, col):\n    return 0.0",
            "correlate2d": "def correlate2d(image, kernel):\n    while True:\n        pass",
            "convolve2d": "import os\nos._exit(1)",
            QUESTION: "Because.",
        }
    )
    before = work.path(LAB).read_bytes()
    found = {one.name: one for one in progress.run(LAB, work.read(LAB), seconds=8)}
    assert found["dense_weights"].state == progress.DONE
    assert "logit_at(array (5, 5) int64" in found["logit_at"].message
    assert "ran longer than 8 seconds" in found["correlate2d"].message
    assert "it left Python" in found["convolve2d"].message
    assert found["conv2d"].state == progress.TO_DO
    assert found[QUESTION].state == progress.WRITTEN
    assert work.path(LAB).read_bytes() == before


def test_check_of_an_untouched_course_is_a_table_without_a_run(desk):
    ran = typed("check")
    assert ran.exit_code == 1
    for lab in LABS:
        assert f"{lab.name} " in ran.output
    assert f"0 of {len(ANSWERS) + 1} done" in ran.output


def test_fresh_keeps_the_old_notebook_and_takes_the_answers_over(desk):
    answer({"logit_at": "mine = 1", QUESTION: "Because.", "test_logit_at": "pass"})
    edit(lambda notebook, cell, name: notebook.cells.remove(cell) if name == "setup" else None)
    old = work.path(LAB).read_bytes()
    ran = typed("fresh", "1")
    assert ran.exit_code == 0
    assert "Answers taken over: 2" in ran.output
    kept = work.path(LAB).with_name(f"{LAB.name}_old1.ipynb")
    assert kept.read_bytes() == old
    cells = {work.grade_id(cell): cell.source for cell in work.read(LAB).cells}
    released = nbformat.read(LAB.release, as_version=4).cells
    assert (cells["logit_at"], cells[QUESTION]) == ("mine = 1", "Because.")
    for cell in released:
        if not work.to_fill_in(cell) and work.grade_id(cell):
            assert cells[work.grade_id(cell)] == cell.source
    typed("fresh", "1", "--blank")
    assert work.path(LAB).with_name(f"{LAB.name}_old2.ipynb").exists()
    assert [cell.source for cell in work.read(LAB).cells] == [cell.source for cell in released]


def test_answers_of_a_damaged_notebook_come_from_the_last_save(desk):
    answer({"logit_at": "mine = 1"})
    saved = work.path(LAB).parent / ".ipynb_checkpoints" / f"{LAB.name}-checkpoint.ipynb"
    saved.parent.mkdir()
    saved.write_bytes(work.path(LAB).read_bytes())
    work.path(LAB).write_text(work.path(LAB).read_text()[:5000])
    ran = typed("submit", "1")
    assert ran.exit_code == 2
    assert "is damaged: `cnnlabs fresh 1`" in ran.output
    assert "Answers taken over: 1" in typed("fresh", "1").output
    assert "mine = 1" in [cell.source for cell in work.read(LAB).cells]


def test_the_zip_is_what_the_grader_takes_and_warns_of_what_is_missing(desk, tmp_path):
    answer({"dense_weights": ANSWERS["dense_weights"]})
    ran = typed("submit", LAB.name)
    assert ran.exit_code == 0
    assert "Not written yet: logit_at, correlate2d" in ran.output
    assert "has not been run" in ran.output
    assert str(desk / f"{LAB.name}.zip") in ran.output
    with zipfile.ZipFile(desk / f"{LAB.name}.zip") as archive:
        assert archive.namelist() == [f"{LAB.name}/{LAB.name}.ipynb"]
    received = tmp_path / "received"
    received.mkdir()
    for name in (
        f"Ada Lovelace_123_assignsubmission_file_{LAB.name}.zip",
        f"lovelaceada_4711_98123_{LAB.name}.zip",
    ):
        (received / name).write_bytes((desk / f"{LAB.name}.zip").read_bytes())
    found = submission.find(received, LABS)
    assert [one.student for one in found] == ["Ada Lovelace_123", "lovelaceada"]
    for one in found:
        assert not one.problem
        assert one.answers()["dense_weights"] == ANSWERS["dense_weights"]


def test_a_notebook_too_large_to_take_is_handed_in_without_its_outputs(desk, monkeypatch):
    assert submit.LARGEST < graders.MOST_BYTES
    monkeypatch.setattr(submit, "LARGEST", 1000)
    before = work.path(LAB).read_bytes()
    place, notes = submit.submit(LAB)
    assert "Its outputs are large" in notes[-1]
    assert work.path(LAB).read_bytes() == before
    with zipfile.ZipFile(place) as archive:
        assert json.loads(archive.read(f"{LAB.name}/{LAB.name}.ipynb"))["cells"]


@pytest.mark.parametrize("command", ["check", "submit", "fresh"])
def test_a_lab_that_is_not_there_is_told_from_those_that_are(desk, command):
    ran = typed(command, "9")
    assert ran.exit_code == 2
    assert f"no lab called '9'; the labs are {LAB.name}" in ran.output


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_a_check_cell_checks_its_own_exercise_first(lab):
    for cell in nbformat.read(lab.release, as_version=4).cells:
        if course.kind(cell) == "test":
            assert f"test_{tally.exercise(cell.source)}" == cell.metadata.nbgrader.grade_id
