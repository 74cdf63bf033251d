"""The page that a student reads after grading: points and messages, never a hidden test.

All that came from a submission is text on it: nothing is interpreted, no script runs.
"""

from jinja2 import Environment

PAGE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ lab.title }}: {{ student }}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { text-align: left; padding: 0.2rem 0.8rem 0.2rem 0; border-bottom: 1px solid; }
td.number, th.number { text-align: right; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid; padding: 0.6rem; }
</style>
</head>
<body>
<main>
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
{% if part.answer %}
<p>Your answer:</p>
<pre>{{ part.answer }}</pre>
{% endif %}
{% endfor %}
</main>
</body>
</html>
"""
)
RESULTS = {"passed": "right", "failed": "not right yet", "timeout": "stopped: too slow"}


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
            "result": RESULTS.get(verdict.status, "stopped"),
            "points": _points(scored.pop(verdict.exercise)),
            "message": verdict.message,
            "answer": answers.get(verdict.exercise, ""),
        }
        for verdict in verdicts
    ]
    parts += [
        {
            "name": name,
            "result": "waits for a human" if row.by_hand else "graded by hand",
            "points": _points(row),
            "message": "",
            "answer": answers.get(name, ""),
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


def _points(row):
    if row.max_points:
        return f"{row.points:g} of {row.max_points:g}"
    return f"{row.bonus:g} bonus"
