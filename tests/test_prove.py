"""Answers of the bank and cheats go the way of a submission, and `cnnlabs prove` says what came of it.

Every cheat is tried here on a lab of arrays and on three exercises with Keras models. To grade all
labs takes minutes: `cnnlabs prove` does before a release. All right and wrong answers are judged in
test_bank.py; right ones by hand are graded in test_bare.py, the wrong ones of a lab in test_grading.py.
"""

import contextlib

import classroom
import pytest
from conftest import copy_course

from cnnlabs import bank, course
from cnnlabs.desk import proof, prove
from cnnlabs.grading import batch, cluster, doctor

LABS = course.labs()
LAB, EXERCISE = LABS[0], "logit_at"
RIGHT = classroom.solutions(LAB)[EXERCISE]
NONE = f"def {EXERCISE}(*args):\n    return None\n"


@pytest.fixture(scope="module")
def client():
    with cluster.connected(batch.Options()) as client:
        yield client


@pytest.mark.parametrize(
    ("lab", "count"), [(LABS[0], None), (LABS[-1], 3)], ids=["arrays", "models"]
)
def test_no_cheat_earns_a_point(client, lab, count):
    exercises = list(bank.test_cells(lab.read()))[:count]
    answers = [one for one in bank.cheats(lab) if one.exercise in exercises]
    others = [one for one in prove.grade(client, lab, answers) if not one.as_expected]
    assert not proof.notes(others, course.ROOT)


@pytest.mark.parametrize(
    ("number", "exercise", "mistake"),
    [("6", "train_small", "history_returned"), ("7", "fourier_image", "global_seed")],
)
def test_what_happens_in_the_students_process_is_told_as_in_a_notebook(
    client, number, exercise, mistake
):
    lab = course.lab(number)
    answers = [one for one in bank.answers(lab) if one.exercise == exercise]
    (answer,) = (one for one in answers if one.mistake == mistake)
    (found,) = prove.grade(client, lab, [answer])
    assert found.as_expected, found.message


@pytest.fixture
def copy(tmp_path, client, monkeypatch):
    """Return a copy of the course with a bank in which nothing is as it must be."""
    monkeypatch.setattr(cluster, "connected", lambda options: contextlib.nullcontext(client))
    root, bank_of_one = copy_course(tmp_path), f"{LAB.name}/{EXERCISE}"
    for name, source in {
        f"{bank_of_one}/right/nothing.py": NONE,
        f"{bank_of_one}/wrong/all_right.py": RIGHT,
        f"{bank_of_one}/wrong/other_name.py": NONE,
        f"{bank_of_one}/wrong/ends.py": f"# unnamed: it ends\n{NONE}import os\nos._exit(0)\n",
        f"{bank_of_one}/wrong/vague.py": f"# unnamed: nobody knows\n{NONE}",
        "cheats/solution.py": f"# Is the answer.\n{RIGHT.replace(EXERCISE, bank.PLACEHOLDER)}",
        "cheats/harmless.py": f"# Is none.\n# right in {bank_of_one}: it was\nthe_function = abs\n",
    }.items():
        path = root / "tests" / "answers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source)
    return root


def test_the_command_names_what_is_not_as_it_must_be_and_what_to_do(copy):
    ran = classroom.command(copy, "prove", LAB.name, EXERCISE)
    assert ran.exit_code == 1, ran.output
    (row,) = (line for line in ran.output.splitlines() if f" {EXERCISE} " in line and "│" in line)
    assert [cell.strip() for cell in row.split("│")[1:-1]] == [
        EXERCISE, "0/1", "3/4", "0/4", "2/4", "1/2",
    ]  # fmt: skip
    lines = ran.output.splitlines()
    folder = f"tests/answers/{LAB.name}/{EXERCISE}"
    for start, what in {
        f"{folder}/right/nothing.py failed as returned_none: ": "failed",
        f"{folder}/wrong/all_right.py passed": "passed",
        f"{folder}/wrong/other_name.py failed as returned_none: ": "name",
        f"{folder}/wrong/ends.py got no verdict (it ended its process): ": "died",
        f"tests/answers/cheats/solution.py in {EXERCISE} earned points": "cheat",
        f"tests/answers/cheats/harmless.py in {EXERCISE} failed as ": "allowed",
    }.items():
        (at,) = (number for number, line in enumerate(lines) if line.startswith(start))
        assert proof.TO_DO[what] in "\n".join(lines[at + 1 : at + 4])
    at = lines.index("No check names these mistakes:")
    assert lines[at + 1] == f"  {EXERCISE}: vague (nobody knows)"


def test_without_a_sandbox_it_says_what_can_be_done(monkeypatch):
    monkeypatch.setattr(doctor, "problems", lambda: ["namespaces: none"])
    ran = classroom.command(course.ROOT, "prove", LAB.name)
    assert ran.exit_code == 2
    assert "namespaces: none" in ran.output and "--notebook judges" in ran.output
