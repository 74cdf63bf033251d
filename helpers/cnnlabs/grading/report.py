"""What a run of the grader tells: grades.csv, a table, what needs a look, JSON."""

import csv
import io
import json
import re

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from cnnlabs.grading import files
from cnnlabs.grading.records import LATE
from cnnlabs.grading.results import LOST

COLUMNS = ("student", "lab", "exercise", "points", "max_points", "status", "mistake", "message")
REMARKS = "remarks.csv"
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Rate(ProgressColumn):
    """Submissions in a minute."""

    def render(self, task):
        """Return the rate, once there is one."""
        return Text(f"{60 * task.speed:.0f} a minute" if task.speed else "")


def progress(console):
    """Return a progress bar with rate and time left."""
    columns = BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn()
    return Progress(*columns, console=console, transient=True)


def write(folder, results, *, part=False):
    """Write grades.csv, a line for each exercise of each student, and remarks.csv.

    The same results give the same grades.csv. What was measured, and may differ the next time, stands in
    remarks.csv alone: what a human should look at although it passed.

    Parameters
    ----------
    folder : Path
    results : list of batch.Result
    part : bool
        Whether these are some of the class: the lines of the others stay.
    """
    graded = {tuple(map(harmless, _name(result.submission))) for result in results}
    for name, columns, found in (
        ("grades.csv", COLUMNS, rows(results)),
        (REMARKS, (*COLUMNS[:3], "remark"), remarks(results)),
    ):
        path = folder / name
        lines = {tuple(map(harmless, row)) for row in found}
        if part and path.exists():
            with open(path, newline="", encoding="utf-8") as file:
                _, *before = csv.reader(file)
            lines |= {tuple(line) for line in before if tuple(line[:2]) not in graded}
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([columns, *sorted(lines)])
        files.write(path, text.getvalue())


def rows(results):
    """Return the rows of grades.csv, sorted.

    Parameters
    ----------
    results : list of batch.Result

    Returns
    -------
    list of tuple of str
        Values of `COLUMNS`.
    """
    return sorted(row for result in results for row in _rows(result))


def remarks(results):
    """Return student, lab, exercise and remark of each answer that passed and needs a look, sorted."""
    return sorted(
        (*_name(result.submission), verdict.exercise, verdict.remark)
        for result in results
        for verdict in result.verdicts
        if verdict.remark
    )


def harmless(value):
    """Return a value that no spreadsheet takes for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("plain"), harmless("-2.5")
    ("'=1+1", 'plain', '-2.5')
    """
    return f"'{value}" if value.startswith(FORMULA) and not NUMBER.fullmatch(value) else value


def as_json(results):
    """Return the results as JSON: an object for each submission, with what grading it took."""
    told = [
        {
            "student": result.submission.student,
            "lab": result.submission.lab,
            "problem": result.submission.problem,
            "note": result.submission.note,
            "cpu_seconds": result.usage and result.usage.cpu_seconds,
            "memory_bytes": result.usage and result.usage.memory,
            "remarks": {
                verdict.exercise: verdict.remark for verdict in result.verdicts if verdict.remark
            },
            "exercises": [
                dict(zip(COLUMNS[2:], row[2:], strict=True))
                for row in sorted(_rows(result))
                if not result.submission.problem
            ],
        }
        for result in sorted(results, key=lambda result: _name(result.submission))
    ]
    return json.dumps(told, indent=1)


def table(results):
    """Return a table of each student's points, for the terminal."""
    shown = Table("student", "lab", "points", "of", "bonus", "by hand")
    for result in sorted(results, key=lambda result: _name(result.submission)):
        one = result.submission
        if one.problem:
            shown.add_row(Text(one.student), Text(one.lab), "not graded", style="red")
            continue
        sums = (
            sum(getattr(row, part) for row in result.rows)
            for part in ("points", "max_points", "bonus", "by_hand")
        )
        shown.add_row(Text(one.student), Text(one.lab), *(f"{number:g}" for number in sums))
    return shown


def notes(results):
    """Return a line for each thing that a human should know or look at."""
    lines = []
    for result in sorted(results, key=lambda result: _name(result.submission)):
        one = result.submission
        if one.problem:
            lines.append(f"{one.place}: {one.problem}")
        if one.note:
            lines.append(f"{one.student}, {one.lab}: {one.note}")
        lines += [
            f"{one.student}, {one.lab}: no verdict on {verdict.exercise} ({verdict.status}); "
            "it got 0 points, please look at it"
            for verdict in result.verdicts
            if verdict.status in LOST
        ]
        lines += [
            f"{one.student}, {one.lab}: {verdict.exercise} passed, but {verdict.remark}; "
            "please look at it"
            for verdict in result.verdicts
            if verdict.remark
        ]
    failed = sum(bool(result.submission.problem) for result in results)
    if failed:
        lines.append(f"{failed} of {len(results)} could not be graded; see above what to do.")
    return lines


def _name(submission):
    return submission.student, submission.lab


def _rows(result):
    one = result.submission
    if one.problem:
        return [(one.student, one.lab, "", "", "", "not graded", "", one.problem)]
    verdicts = {verdict.exercise: verdict for verdict in result.verdicts}
    found = []
    for row in result.rows:
        verdict = verdicts.get(row.exercise)
        if row.exercise == LATE:
            told = "late", "", "points off, for it was handed in late"
        elif verdict:
            told = verdict.status, verdict.mistake, verdict.message
        else:
            told = "waits for a human" if row.by_hand else "graded by hand", "", ""
        points = f"{row.points + row.bonus:g}"
        found.append((one.student, one.lab, row.exercise, points, f"{row.max_points:g}", *told))
    return found
