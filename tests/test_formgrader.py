"""formgrader opens on a graded class: it shows the answers, runs nothing, and its points stay."""

import csv
import http.cookiejar
import json
import urllib.request
from pathlib import Path

import classroom
import machines
import nbformat
import pytest
import served
from nbconvert.filters.markdown_mistune import markdown2html_mistune
from nbgrader.api import Gradebook
from typer.testing import CliRunner

from cnnlabs import cli, course, nbgrader
from cnnlabs.grading import autograded

LAB = course.labs()[0]
SOLUTIONS = classroom.solutions(LAB)
FIRST, QUESTION = classroom.first_exercise(LAB), classroom.question(LAB)
RIGHT_IN_SIGHT = f"""{SOLUTIONS[FIRST]}
right = {FIRST}

def {FIRST}(height, width, channels):
    return 1 if (height, width, channels) == (7, 5, 1) else right(height, width, channels)
"""
WRITTEN = "Because <b>pictures</b> shift."
HOSTILE = [
    "<script>alert(1)</script>",
    "```\n<img src=x onerror=alert(1)>\n```",
    "$$<img src=x onerror=alert(1)>$$ \\begin{x}<svg onload=alert(1)>\\end{x}",
    "~~~\n\r`````<iframe srcdoc='<script>alert(1)</script>'>\r``````",
    "[x](javascript:alert(1)) <a href=javascript:alert(1)>y</a> <!-- --> <style>*{}</style>",
    "\n\n</code></pre></div><script>alert(1)</script>\u2028```\u2029<script>",
]


@pytest.fixture(scope="module")
def room(tmp_path_factory, programs):
    """Grade a class; return the folder in which it lies."""
    root = tmp_path_factory.mktemp("class")
    classroom.submit(root, LAB, "ada", {FIRST: SOLUTIONS[FIRST], QUESTION: WRITTEN})
    path = classroom.submit(root, LAB, "eve", {FIRST: RIGHT_IN_SIGHT, QUESTION: HOSTILE[0]})
    notebook = nbformat.read(path, as_version=4)
    for text in HOSTILE:
        html = {"text/html": text, "application/javascript": "alert(1)", "image/svg+xml": text}
        output = nbformat.v4.new_output("display_data", html)
        notebook.cells += [
            nbformat.v4.new_markdown_cell(text, metadata={"evil": text}),
            nbformat.v4.new_raw_cell(text),
            nbformat.v4.new_code_cell(f"'''{text}'''", outputs=[output], metadata={"tags": [text]}),
        ]
    nbformat.write(notebook, path)
    grade(room=root, programs=programs)
    return root


def grade(room, programs):
    ran = machines.grade(programs, room, room / "out")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    with open(room / "out" / "grades.csv", newline="") as file:
        return {(row["student"], row["exercise"]): row for row in csv.DictReader(file)}


class Browser:
    """Opens pages of the server as a browser with the token does."""

    def __init__(self, place):
        self.address = f"http://{place}"
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def open(self, path, method="GET", body=None):
        headers = {"Authorization": f"token {served.TOKEN}"}
        data = json.dumps(body).encode() if body else None
        asked = urllib.request.Request(self.address + path, data, headers, method=method)
        with self.opener.open(asked, timeout=120) as answer:
            assert answer.status == 200
            return answer.read().decode()

    def json(self, path, method="GET", body=None):
        return json.loads(self.open(path, method, body))


@pytest.fixture(scope="module")
def browser(room, programs):
    """Open formgrader as a user would."""
    start = [programs / "cnnlabs", "formgrader", room / "out"]
    with served.labs(lambda options: [*start, *options]) as (_, place):
        yield Browser(place)


def submission(browser, student):
    """Return what formgrader's list of submissions says of one."""
    found = browser.json(f"/formgrader/api/submitted_notebooks/{LAB.name}/{LAB.name}")
    (one,) = (one for one in found if one["student"] == student)
    return one


def test_the_page_of_a_submission_shows_its_code_and_its_answer(browser):
    one = submission(browser, "ada")
    assert one["needs_manual_grade"]
    page = browser.open(f"/formgrader/submissions/{one['id']}/")
    text = " ".join(page.split())
    assert "Because &lt;b&gt;pictures&lt;/b&gt; shift." in text
    assert "<b>pictures" not in page
    assert f'id="{QUESTION}"' in page and f'id="test_{FIRST}"' in page
    last = SOLUTIONS[FIRST].splitlines()[-1].split()[0]
    assert last in page
    assert "is not written yet" in page, "the checks' messages are not there"


def test_nothing_of_a_submission_is_run_in_the_instructors_browser(browser):
    page = browser.open(f"/formgrader/submissions/{submission(browser, 'eve')['id']}/")
    for active in (
        "<script>alert",
        "<img src=x",
        "<svg",
        "<iframe",
        'javascript:alert(1)"',
        "<style>*",
    ):
        assert active not in page
    assert "alert(1)" in page, "what was typed is not shown"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_shown_as_it_was_typed(text):
    body = markdown2html_mistune(autograded.plain(text))
    assert body.count("<pre>") == body.count("</pre>") == 1
    inside = body[body.index("<pre>") : body.index("</pre>")]
    assert "alert(1)" in inside
    assert "<" not in inside.replace("<pre>", "").replace("<code>", "").replace("</code>", "")


def test_points_and_comments_given_by_hand_stay_and_reach_the_student(browser, room, programs):
    one = submission(browser, "ada")
    grades = browser.json(f"/formgrader/api/grades?submission_id={one['id']}")
    (grade_,) = (each for each in grades if each["name"] == QUESTION)
    body = {"manual_score": 2.5, "extra_credit": None}
    xsrf = next(cookie.value for cookie in browser.cookies if cookie.name == "_xsrf")
    browser.json(f"/formgrader/api/grade/{grade_['id']}?_xsrf={xsrf}", "PUT", body)
    comments = browser.json(f"/formgrader/api/comments?submission_id={one['id']}")
    (comment,) = (each for each in comments if each["name"] == QUESTION)
    path = f"/formgrader/api/comment/{comment['id']}?_xsrf={xsrf}"
    browser.json(path, "PUT", {"manual_comment": "Well <i>put</i>."})
    row = grade(room, programs)["ada", QUESTION]
    assert (row["points"], row["status"]) == ("2.5", "graded by hand")
    page = (room / "out" / "feedback" / "ada" / f"{LAB.name}.html").read_text()
    assert "Well &lt;i&gt;put&lt;/i&gt;." in page
    assert not submission(browser, "ada")["needs_manual_grade"]


def test_an_answer_that_was_changed_later_waits_for_a_human_again(room, programs):
    with Gradebook(f"sqlite:///{room}/out/gradebook.db") as book:
        mark = book.find_grade(QUESTION, LAB.name, LAB.name, "ada")
        mark.manual_score, mark.needs_manual_grade = 2.5, False
        book.db.commit()
    path = room / "course" / "submitted" / "ada" / LAB.name / f"{LAB.name}.ipynb"
    path.write_text(path.read_text().replace("shift.", "shift. Now and then."))
    row = grade(room, programs)["ada", QUESTION]
    assert (row["points"], row["status"]) == ("2.5", "waits for a human")
    with Gradebook(f"sqlite:///{room}/out/gradebook.db") as book:
        mark = book.find_grade(QUESTION, LAB.name, LAB.name, "ada")
        mark.manual_score, mark.needs_manual_grade = 3, False
        book.db.commit()
    row = grade(room, programs)["ada", QUESTION]
    assert (row["points"], row["status"]) == ("3", "graded by hand")


def test_feedback_of_both_kinds_tells_no_value_of_a_check_that_is_not_in_the_notebook(
    room, programs, monkeypatch
):
    values = f"{FIRST}(7, 5, 1) is not right yet.\n  expected 1225, got 1."
    assert grade(room, programs)["eve", FIRST]["message"] == values
    monkeypatch.setenv("CNNLABS_CLASS", str(room / "out"))
    ran = nbgrader.run(course.ROOT, "generate_feedback", LAB.name, "--student", "eve")
    assert ran.returncode == 0, ran.stderr
    folder = room / "out" / "feedback" / "eve"
    for page in (folder / f"{LAB.name}.html", folder / LAB.name / f"{LAB.name}.html"):
        text = page.read_text()
        assert "A check that is not in your notebook failed: your function returned" in text
        assert "expected 1225" not in text


@pytest.mark.parametrize("named", [[], ["results/lab1"]])
def test_options_of_jupyterlab_need_no_folder_before_them(named, monkeypatch):
    opened = []
    monkeypatch.setattr(nbgrader, "formgrader", lambda *given: opened.append(given[1:]))
    typed = ["formgrader", *named, "--no-browser", "--port=1"]
    assert CliRunner().invoke(cli.app, typed).exit_code == 0
    folder = Path(named[0]) if named else course.ROOT / "course"
    assert opened == [(folder, None, ["--no-browser", "--port=1"])]
