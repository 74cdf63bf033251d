"""Every lab goes through nbgrader: full marks for its solution, none for the untouched release."""

import classroom
import pytest
from conftest import copy_course

from cnnlabs import course

LABS = course.labs()[1:]  # the first one is graded, answer by answer, in test_grading.py


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade a solution and an untouched release of each lab; return the course's root."""
    root = copy_course(tmp_path_factory.mktemp("class"))
    for lab in LABS:
        written = {classroom.question(lab): "Because it is so."}
        classroom.submit(root, lab, "full", classroom.solutions(lab) | written)
        classroom.submit(root, lab, "empty", {})
    ran = classroom.graded_by_command(root)
    assert ran.exit_code == 0, ran.output
    return root


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_a_solution_has_every_automatic_point_and_waits_for_the_rest(graded, lab):
    assert classroom.scores(graded, lab, "full") == (
        classroom.points(lab),
        classroom.by_hand(lab),
    )


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.name)
def test_an_untouched_release_has_no_point_and_is_told_what_to_write(graded, lab):
    scores, waiting = classroom.scores(graded, lab, "empty")
    assert set(scores.values()) == {0}
    assert waiting == 0
    page = classroom.feedback(graded, lab, "empty")
    for exercise in classroom.solutions(lab):
        assert f"{exercise} is not written yet" in page
