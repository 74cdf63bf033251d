"""A class of 60 is graded and reported: the figures are right, and people can read the pages."""

import random
import re
from collections import Counter

import classroom
import numpy as np
import pandas
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from conftest import copy_course

from cnnlabs import bank, course

LAB = course.lab("02_padding")
EXERCISES = tuple(classroom.solutions(LAB))
POINTS = classroom.points(LAB)
SIZE = 60
EVIL = "</td><script>alert(1)</script><img src=x onerror=alert(2)>"
COPIED = '''def pad2d(x, top, bottom, left, right, mode="constant"):
    """Mine."""
    if mode not in {"constant", "edge", "reflect", "wrap"}:
        raise ValueError(f"what is {mode}?")
    table = []
    for before, after, count in ((top, bottom, x.shape[1]), (left, right, x.shape[2])):
        places = []
        for step in range(-before, count + after):
            inside = 0 <= step < count
            if mode == "edge":
                places.append((max(min(step, count - 1), 0), True))
            elif mode == "wrap":
                places.append((step % count, True))
            elif mode == "reflect" and count > 1:
                around = step % (2 * count - 2)
                places.append((around if around < count else 2 * count - 2 - around, True))
            else:
                places.append((step if inside else 0, inside or mode != "constant"))
        table.append(places)
    answer = np.zeros((len(x), len(table[0]), len(table[1]), x.shape[3]), dtype=x.dtype)
    for i, (row, known) in enumerate(table[0]):
        for j, (column, known_too) in enumerate(table[1]):
            answer[:, i, j] = x[:, row, column] if known and known_too else 0
    return answer
'''
RENAMED = COPIED
for old, new in [("table", "lookup"), ("places", "seen"), ("step", "t"), ("answer", "out")]:
    RENAMED = re.sub(rf"\b{old}\b", new, RENAMED)
RENAMED = RENAMED.replace("    lookup = []\n", "    lookup = []  # first rows, then columns\n\n")


def mixture():
    """Return who answers what: by student, then exercise, (state, code); the same at every run."""
    draw = random.Random(2024)
    answers = {name: {True: [], False: []} for name in EXERCISES}
    for one in bank.answers(LAB):
        if one.right or one.mistake:
            answers[one.exercise][one.right].append(one)
    students = {}
    for number in range(SIZE):
        able, chosen = draw.betavariate(3, 1.5), {}
        for name in EXERCISES:
            state = "right" if draw.random() < able else draw.choice(["not right", "not written"])
            if state != "not written":
                one = draw.choice(answers[name][state == "right"])
                chosen[name] = state, one.source, one.mistake
            else:
                chosen[name] = state, None, None
        students[f"student{number:02d}"] = chosen
    students["student07"]["pad2d"] = "right", COPIED, None
    students["student42"]["pad2d"] = "right", RENAMED, None
    hostile = f"def output_size(n, k, padding):\n    raise RuntimeError({EVIL!r})\n"
    students["student11"]["output_size"] = "not right", hostile, "raised"
    students["student12"]["pad_amounts"] = (
        "no verdict", "import os\n\ndef pad_amounts(n, k, stride=1):\n    os._exit(0)\n", None,
    )  # fmt: skip
    return students


CLASS = mixture()
WRITERS = [name for number, name in enumerate(CLASS) if number % 3 == 0]  # of the question in words


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Grade and report the class by the commands; return the course's root."""
    root = copy_course(tmp_path_factory.mktemp("class"))
    for student, chosen in CLASS.items():
        answers = {name: code for name, (_, code, _) in chosen.items() if code}
        if student in WRITERS:
            answers[classroom.question(LAB)] = f"Because {student} says so."
        classroom.submit(root, LAB, student, answers)
    classroom.submit(root, LAB, "broken", {}).write_text('{"cells": [')
    assert classroom.command(root, "grade").exit_code == 3
    ran = classroom.command(root, "report")
    assert ran.exit_code == 0, ran.output
    return root


@pytest.fixture(scope="module")
def report(graded):
    return BeautifulSoup((graded / "course" / "report.html").read_text(), "html.parser")


@pytest.fixture(scope="module")
def grades(graded):
    """Return the points of each student and exercise, from grades.csv."""
    table = pandas.read_csv(graded / "course" / "grades.csv")
    table = table[table.status != "not graded"]
    return table.pivot(index="student", columns="exercise", values="points").astype(float)


def cells(row):
    return [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]


def body(table):
    return [cells(row) for row in table.tbody.find_all("tr")]


def test_the_grades_are_those_of_the_mixture(grades):
    assert len(grades) == SIZE
    for name in EXERCISES:
        right = {student for student, chosen in CLASS.items() if chosen[name][0] == "right"}
        assert set(grades.index[grades[name] == POINTS[name]]) == right, name
        assert set(grades[name].unique()) <= {0.0, float(POINTS[name])}


def test_scores_are_those_of_numpy(report, grades):
    totals = grades.sum(axis=1)
    ((_, graded, points, *figures),) = body(report.find(id="table-scores"))
    assert (graded, points) == (str(SIZE), str(LAB.points))
    expected = [totals.mean(), *np.percentile(totals, [0, 25, 50, 75, 100])]
    assert figures == [f"{value:.2f}" for value in expected]
    counts = [int(row[1]) for row in body(report.find(class_="bins"))]
    top = max(LAB.points, totals.max())
    tenth = np.minimum(np.floor(totals / top * 10 + 1e-9), 9)
    assert counts == [int((tenth == number).sum()) for number in range(10)]


def test_difficulty_and_discrimination_are_those_of_pandas(report, grades):
    rows = {row[0]: row for row in body(report.find(class_="exercises"))}
    assert set(rows) == {*EXERCISES, classroom.question(LAB)}
    for name in EXERCISES:
        judged = [s for s, chosen in CLASS.items() if chosen[name][0] != "no verdict"]
        passed = (grades.loc[judged, name] > 0).astype(float)
        rest = grades.loc[judged].sum(axis=1) - grades.loc[judged, name]
        assert rows[name][2:4] == [f"{passed.mean():.2f}", f"{passed.corr(rest):.2f}"], name
        states = Counter(chosen[name][0] for chosen in CLASS.values())
        shown = dict(
            zip(cells(report.find(class_="exercises").thead.tr)[4:], rows[name][4:], strict=True)
        )
        assert {state: int(count) for state, count in shown.items() if count != "0"} == states, name


def test_mistakes_are_counted_with_an_example(report):
    made = Counter(
        (name, mistake)
        for chosen in CLASS.values()
        for name, (state, _, mistake) in chosen.items()
        if state == "not right"
    )
    table = report.find(id="table-mistakes")
    shown = {}
    for row in table.tbody.find_all("tr"):
        count, _, exercise, _ = cells(row)
        shown[exercise, row.summary.get_text()] = int(count)
        assert exercise in row.pre.get_text() or row.pre.get_text().strip()
    assert shown == made
    counts = [int(row[0]) for row in body(table)]
    assert counts == sorted(counts, reverse=True)


def test_what_needs_a_human_is_named(report):
    looks = {(row[0], row[2]): row[3] for row in body(report.find(id="table-look"))}
    assert looks == {
        ("broken", "all"): "not graded",
        ("student12", "pad_amounts"): "no verdict: it ended its process",
    }
    (waits,) = report.find(id="look").find_all_next("details", limit=1)
    assert f"{len(WRITERS)} answers wait" in " ".join(waits.get_text().split())
    assert all(student in waits.get_text() for student in WRITERS)


def test_a_copied_answer_with_other_names_is_offered_for_a_look(report):
    pairs = [pair.summary.get_text(" ", strip=True) for pair in report.find_all(class_="pair")]
    (copied,) = [text for text in pairs if text.startswith("student07 and student42")]
    assert "This is no verdict." in report.get_text()
    assert int(re.search(r"(\d+)\s+characters", copied).group(1)) > 400
    assert len(pairs) <= 20


def test_nothing_of_a_submission_is_interpreted_and_nothing_is_loaded(graded, report):
    text = (graded / "course" / "report.html").read_text()
    assert "&lt;script&gt;alert(1)" in text
    assert not report.find_all(["script", "img", "link", "iframe"])
    policy = report.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert set(re.findall(r"(?:src|href)=[\"'](.)", text)) == {"#"}


def test_the_same_class_gives_the_same_page(graded):
    page = graded / "course" / "report.html"
    before = page.read_bytes()
    classroom.command(graded, "report")
    assert page.read_bytes() == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", ["report.html", f"feedback/student11/{LAB.name}.html"])
def test_axe_finds_nothing_serious(browser, graded, page, scheme):
    tab = browser.new_page(color_scheme=scheme, bypass_csp=True)  # axe itself is a script
    heard = []
    tab.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    tab.goto((graded / "course" / page).as_uri())
    tab.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    found = Axe().run(tab).response["violations"]
    tab.close()
    assert not [
        f"{one['id']}: {one['help']}" for one in found if one["impact"] in ("serious", "critical")
    ]
    assert not heard
