"""Every answer of the bank, judged as in a notebook by the lab's real test cells, visible and hidden."""

from dataclasses import replace

import pytest

from cnnlabs import bank, course

LEAST_RIGHT, LEAST_WRONG = 3, 6
NAMED, IN_SIGHT = 0.8, 0.6  # least shares of a lab's wrong answers


@pytest.fixture(scope="module")
def pool():
    with bank.processes() as pool:
        yield pool


@pytest.fixture(scope="module", params=course.labs(), ids=lambda lab: lab.name)
def verdicts(request, pool):
    return bank.prove(pool, request.param)


def test_right_answers_pass_and_wrong_ones_fail_under_their_name(verdicts):
    others = {
        str(verdict.answer.path): verdict.message if verdict.mistake else "passed"
        for verdict in verdicts
        if not verdict.as_expected
    }
    assert not others


def test_every_exercise_has_enough_answers(verdicts):
    for exercise in {verdict.answer.exercise for verdict in verdicts}:
        sides = [v.answer.right for v in verdicts if v.answer.exercise == exercise]
        assert sides.count(True) >= LEAST_RIGHT, exercise
        assert sides.count(False) >= LEAST_WRONG, exercise


def test_most_wrong_answers_are_told_their_mistake_by_a_check_in_sight(verdicts):
    wrong = [verdict for verdict in verdicts if not verdict.answer.right]
    assert sum(v.answer.mistake == v.mistake for v in wrong) >= NAMED * len(wrong)
    assert sum(v.visible for v in wrong) >= IN_SIGHT * len(wrong)


def test_an_answer_in_the_wrong_place_is_named(tmp_path):
    lab = course.Lab(tmp_path, "01_lab", "", 1, "", 1, 1)
    with pytest.raises(course.CourseError, match="no answers in"):
        bank.answers(lab)
    stray = tmp_path / "tests" / "answers" / "01_lab" / "exercise" / "wrng" / "a.py"
    stray.parent.mkdir(parents=True)
    stray.touch()
    with pytest.raises(course.CourseError, match="must lie in"):
        bank.answers(lab)


def test_a_wrong_answer_that_passes_or_has_another_name_is_not_as_expected(tmp_path):
    (tmp_path / "kernel_flipped.py").write_text("f = 1")
    wrong = bank.Answer("f", "wrong", tmp_path / "kernel_flipped.py")
    assert not bank.Verdict(wrong, True).as_expected
    assert not bank.Verdict(wrong, False, "corner").as_expected
    assert bank.Verdict(wrong, False, "kernel_flipped").as_expected
    namespace = bank.setup_namespace(course.labs()[0].read())
    visible, hidden = "assert f == 2\n", "### BEGIN HIDDEN TESTS\nassert f == 2\n"
    assert bank.judge(wrong, namespace, visible).visible
    assert not bank.judge(wrong, namespace, hidden).visible
    assert bank.judge(wrong, namespace, "assert f == 1").passed


def test_no_verdict_is_no_rejection_of_a_wrong_answer(tmp_path):
    (tmp_path / "odd.py").write_text("# unnamed: it is odd\nf = 1")
    wrong = bank.Answer("f", "wrong", tmp_path / "odd.py")
    assert (wrong.mistake, wrong.unnamed) == (None, "it is odd")
    assert bank.Verdict(wrong, False, "raised").as_expected
    assert not bank.Verdict(wrong, False, "timeout", lost="timeout").as_expected


def test_a_cheat_is_tried_on_every_function_and_is_right_only_where_it_says_so(tmp_path):
    lab = course.labs()[0]
    with pytest.raises(course.CourseError, match="no cheats in"):
        bank.cheats(replace(lab, root=tmp_path))
    found = bank.cheats(lab)
    assert len({one.name for one in found}) >= 8
    assert {one.exercise for one in found} == set(bank.test_cells(lab.read()))
    for one in found:
        assert bank.PLACEHOLDER not in one.source
        assert all(name in one.source for name in one.functions), one.path
        assert not one.allowed
    allowed = replace(found[0], allowed="because")
    assert bank.Verdict(allowed, True).as_expected
    assert not bank.Verdict(allowed, False).as_expected
    assert not bank.Verdict(found[0], True).as_expected
    assert bank.Verdict(found[0], False, lost="died").as_expected
