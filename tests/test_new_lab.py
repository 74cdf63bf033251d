"""A new lab is written by a command, and goes through all that a lab goes through, as it is."""

import os
import shutil
import subprocess
from functools import cached_property

import classroom
import pytest
from conftest import copy_course

from cnnlabs import course
from cnnlabs.desk.new_lab import new_lab

TITLE = 'Means: "near" and far'
TESTS = ("notebooks/test_structure.py", "test_bank.py")
CHEATS = course.ROOT / "tests" / "answers" / "cheats"


class Copy:
    """A copy of the course with one more lab, and its own commands."""

    def __init__(self, root, programs):
        self.root = root
        self.programs = programs
        self.number = len(course.labs(root)) + 1
        self.name = f"{self.number:02}_near_and_far"

    @cached_property
    def lab(self):
        return course.lab(self.name, self.root)

    def run(self, program, *arguments):
        """Run a program on the copy; return what it printed, and fail when it fails."""
        ran = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.root,
            env=os.environ | {"PYTHONPATH": f"{self.root / 'helpers'}", "COLUMNS": "200"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory, programs):
    """Return a copy of the course in which the new lab is written and built."""
    root = copy_course(tmp_path_factory.mktemp("course"))
    for test in TESTS:
        (root / "tests" / test).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(course.ROOT / "tests" / test, root / "tests" / test)
    shutil.copytree(CHEATS, root / CHEATS.relative_to(course.ROOT))
    copy = Copy(root, programs)
    said = copy.run("cnnlabs", "new-lab", "near_and_far", TITLE)
    assert f"cnnlabs build {copy.name}" in said
    copy.run("cnnlabs", "build", copy.name)
    return copy


def test_it_is_the_next_lab_and_stands_in_the_table(copy):
    assert course.labs(copy.root)[-1].name == copy.name
    assert copy.lab.title == TITLE
    assert f"[{copy.number:02} {TITLE}](notebooks/" in (copy.root / "README.md").read_text()


def test_nothing_of_the_template_is_left_to_fill_in(copy):
    assert "LAB_" in (course.ROOT / "labs" / "template" / "lab.py").read_text()
    assert "LAB_" not in copy.lab.source.read_text()


def test_every_structural_test_and_the_bank_hold_for_it(copy):
    options = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", copy.name)
    summary = copy.run("pytest", *options, "tests").splitlines()[-1]
    assert " passed" in summary
    assert "skipped" not in summary


def test_its_answers_and_the_cheats_are_graded_as_they_must_be(copy):
    copy.run("cnnlabs", "prove", copy.name)


def test_it_is_graded(copy):
    written = {classroom.question(copy.lab): "Because it is so."}
    classroom.submit(copy.root, copy.lab, "full", classroom.solutions(copy.lab) | written)
    classroom.submit(copy.root, copy.lab, "empty", {})
    copy.run("cnnlabs", "grade", "--lab", copy.name)
    assert classroom.scores(copy.root, copy.lab, "full") == (
        classroom.points(copy.lab),
        classroom.by_hand(copy.lab),
    )
    scores, waiting = classroom.scores(copy.root, copy.lab, "empty")
    assert set(scores.values()) == {0}
    assert waiting == 0


@pytest.mark.parametrize("name", ["", "Stride", "8_means", "08_means", "a-b", "a__b", "../a", "é"])
def test_a_name_that_cannot_be_one_is_refused(name):
    with pytest.raises(course.CourseError, match="cannot be a lab's name"):
        new_lab(name, "Means")


@pytest.mark.parametrize("title", ["", "  ", "a\nb", "a | b"])
def test_a_title_that_cannot_be_one_is_refused(title):
    with pytest.raises(course.CourseError, match="cannot be a lab's title"):
        new_lab("means", title)


def test_a_name_that_is_taken_is_refused():
    taken = course.labs()[0].name.partition("_")[2]
    with pytest.raises(course.CourseError, match="has that name"):
        new_lab(taken, "Convolution")


def test_nothing_is_overwritten(tmp_path):
    shutil.copytree(course.ROOT / "labs", tmp_path / "labs")
    bank = tmp_path / "tests" / "answers" / f"{len(course.labs()) + 1:02}_means"
    (bank / "mine").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(course.CourseError, match="is in the way"):
        new_lab("means", "Means", tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
