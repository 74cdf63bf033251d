"""The page that a student reads after grading: points and messages, never a hidden test.

The message of a failed check that the notebook does not show holds its inputs and its expected value.
The instructor reads it in grades.csv; here stands what may be said without them.

All that came from a submission is text on it: nothing is interpreted, no script runs.
"""

from cnnlabs.grading.page import template
from cnnlabs.grading.records import LATE

PAGE = template(
    """{% extends "base" %}
{% block title %}{{ lab.title }}: {{ student }}{% endblock %}
{% block content %}
<h1>{{ lab.title }}</h1>
<p>Student: {{ student }}</p>
<p><strong>{{ "%g" % total }} of {{ lab.points }} points</strong>
{%- if bonus %} and {{ "%g" % bonus }} bonus{% endif %}
{%- if waiting %}; {{ "%g" % waiting }} are still to be given by hand{% endif %}.</p>
{% if note %}
<p>{{ note }}.</p>
{% endif %}
<h2>Exercises</h2>
<table>
<tr><th scope="col">exercise</th><th scope="col">result</th>
<th scope="col" class="number">points</th></tr>
{% for part in parts %}
<tr><td><a href="#{{ part.name }}">{{ part.name }}</a></td><td>{{ part.result }}</td>
<td class="number">{{ part.points }}</td></tr>
{% endfor %}
</table>
{% for part in parts %}
<h2 id="{{ part.name }}">{{ part.name }}: {{ part.result }}</h2>
{% if part.message %}
<pre>{{ part.message }}</pre>
{% endif %}
{% if part.comment %}
<p>Your instructor wrote:</p>
<pre>{{ part.comment }}</pre>
{% endif %}
{% if part.answer %}
<p>Your answer:</p>
<pre>{{ part.answer }}</pre>
{% endif %}
{% endfor %}
{% endblock %}
"""
)
RESULTS = {
    "passed": "right",
    "failed": "not right yet",
    "timeout": "stopped: too slow",
    "unproven": "waits for a look",
}


def page(lab, submission, verdicts, rows):
    """Write one student's page.

    Parameters
    ----------
    lab : course.Lab
    submission : submission.Submission
    verdicts : list of task.Verdict
    rows : list of records.Row

    Returns
    -------
    str
        HTML that stands for itself.
    """
    scored, answers = {row.exercise: row for row in rows}, submission.answers()
    parts = [
        {
            "name": verdict.exercise,
            "result": _result(verdict, scored[verdict.exercise]),
            "points": _points(scored[verdict.exercise]),
            "message": message(verdict),
            "answer": answers.get(verdict.exercise, ""),
            "comment": scored.pop(verdict.exercise).comment,
        }
        for verdict in verdicts
    ]
    parts += [
        {
            "name": name,
            "result": _by_hand(row),
            "points": _points(row),
            "message": "",
            "answer": answers.get(name, ""),
            "comment": row.comment,
        }
        for name, row in scored.items()
    ]
    return PAGE.render(
        lab=lab,
        student=submission.student,
        parts=parts,
        note=submission.note,
        total=sum(row.points for row in rows),
        bonus=sum(row.bonus for row in rows),
        waiting=sum(row.by_hand for row in rows),
    )


def message(verdict):
    """Return what a student may read of a verdict.

    Parameters
    ----------
    verdict : task.Verdict

    Examples
    --------
    >>> from cnnlabs.grading.task import Verdict
    >>> message(Verdict("f", "failed", "values_differ", "f(2): expected 3, got 4.", visible=True))
    'f(2): expected 3, got 4.'
    >>> print(message(Verdict("f", "failed", "values_differ", "f(2): expected 3, got 4.")))
    A check that is not in your notebook failed: your function returned other values.
    Call the function on inputs of your own and compare with what you work out by hand: ...
    """
    if verdict.visible or verdict.status != "failed":
        return verdict.message
    from cnnlabs.check import explain  # here, for it brings IPython and Matplotlib

    without = verdict.mistake in explain.WITHOUT_VALUES
    return verdict.message if without else explain.unseen(verdict.mistake)


def _result(verdict, row):
    if verdict.mistake == "not_written":
        return "not written yet"
    if verdict.status == "passed" and row.points < row.max_points:
        return "partly right"
    return RESULTS.get(verdict.status, "stopped")


def _by_hand(row):
    if row.exercise == LATE:
        return "handed in late"
    return "waits for a human" if row.by_hand else "graded by hand"


def _points(row):
    if row.exercise == LATE:
        return f"{row.points:g}"
    if row.max_points:
        return f"{row.points:g} of {row.max_points:g}"
    return f"{row.bonus:g} bonus"
