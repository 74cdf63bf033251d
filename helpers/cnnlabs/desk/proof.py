"""What `cnnlabs prove` prints: a table by exercise, what is not as expected, what no check catches."""

from rich.table import Table

from cnnlabs.desk.report import WHY

KINDS = ("right", "wrong", "cheat")
NOT_PASSED = {"right": "failed", "wrong": "name"}
TO_DO = {
    "failed": "If it is right, the test cell asks too much: mend that. If not, move it to wrong/.",
    "passed": "Add a check to the test cell that it fails.",
    "name": "Let the test cell name its mistake, or begin the file with `# unnamed: ` and why none can.",
    "error": "Let the test cell check type and shape before it computes with a value.",
    "timeout": 'Ask for less in the test cell, or put `cnnlabs={"seconds": 120}` into its marker.',
    "died": "Look at what ends its process, and prove it again.",
    "protocol": "Look at what it does to its process, and prove it again.",
    "unproven": "If it is by hand, write it without the library that the message names.",
    "cheat": "Let the test cell ask for what this cannot know; where it is right, its file says so.",
    "allowed": "It is a cheat here again: take the line that says that it is right out of its file.",
}
"""What an author does about an answer that is not as expected."""


def table(verdicts):
    """Return a table with a row for each exercise and one for all.

    Parameters
    ----------
    verdicts : list of bank.Verdict

    Returns
    -------
    rich.table.Table
    """
    shown = Table(
        "exercise", "right\npassed", "wrong\nrejected", "wrong\nnamed", "wrong\nin sight",
        "cheats\nrejected",
    )  # fmt: skip
    by_exercise = {}
    for verdict in verdicts:
        by_exercise.setdefault(verdict.answer.exercise, []).append(verdict)
    for exercise, some in by_exercise.items():
        shown.add_row(exercise, *_counts(some), style=_style(some))
    shown.add_section()
    shown.add_row("all", *_counts(verdicts), style=_style(verdicts))
    return shown


def notes(verdicts, root):
    """Return a line for each thing that an author should know or mend.

    First what is not as expected, with what to do. Then what passed and waits for a human all the same;
    the mistakes that no check names, and why; those that only hidden tests catch; the cheats that are
    right, and those that wait for a human.

    Parameters
    ----------
    verdicts : list of bank.Verdict
    root : Path
        Folder of the course.
    """
    wrong = [v for v in verdicts if v.answer.kind == "wrong" and v.as_expected]
    unnamed = [
        f"{v.answer.exercise}: {v.answer.name} ({v.answer.unnamed})"
        for v in wrong
        if v.answer.unnamed
    ]
    hidden = [(v.answer.exercise, v.answer.name) for v in wrong if not v.visible]
    waiting = [
        (f"{v.answer.name} ({WHY[v.lost]})", v.answer.exercise)
        for v in verdicts
        if v.answer.kind == "cheat" and v.lost
    ]
    right = [
        f"{v.answer.name}: {v.answer.exercise} ({v.answer.allowed})"
        for v in verdicts
        if v.answer.allowed and v.passed
    ]
    looks = [(v.remark, f"{v.answer.exercise}/{v.answer.name}") for v in verdicts if v.remark]
    return [
        *(line for v in verdicts if not v.as_expected for line in _trouble(v, root)),
        *_listed("These passed, and a human is asked to look at them", _grouped(looks)),
        *_listed("No check names these mistakes", unnamed),
        *_listed("Only hidden tests catch these mistakes", _grouped(hidden)),
        *_listed("These cheats are right, as their files say", right),
        *_listed("These cheats earn nothing, and wait for a human", _grouped(waiting)),
    ]


def _counts(verdicts):
    right, wrong, cheats = ([v for v in verdicts if v.answer.kind == kind] for kind in KINDS)
    return (
        _share(right, lambda v: v.passed),
        _share(wrong, lambda v: not v.passed),
        _share(wrong, lambda v: v.answer.mistake == v.mistake),
        _share(wrong, lambda v: v.visible),
        _share(cheats, lambda v: not v.passed),
    )


def _share(verdicts, holds):
    return f"{sum(map(holds, verdicts))}/{len(verdicts)}" if verdicts else "-"


def _style(verdicts):
    return None if all(v.as_expected for v in verdicts) else "red"


def _trouble(verdict, root):
    """Say what became of an answer that is not as expected, and what to do."""
    answer = verdict.answer
    if answer.kind == "cheat":
        what = "allowed" if answer.allowed else "cheat"
    else:
        what = verdict.lost or ("passed" if verdict.passed else NOT_PASSED[answer.kind])
    place = answer.path.relative_to(root)
    where = f"{place} in {answer.exercise}" if answer.kind == "cheat" else f"{place}"
    return [f"{where} {_said(verdict)}", f"  {TO_DO[what]}"]


def _said(verdict):
    if verdict.passed:
        return "earned points" if verdict.answer.kind == "cheat" else "passed"
    if verdict.lost:
        return f"got no verdict ({WHY[verdict.lost]}): {verdict.message}"
    if not verdict.mistake:
        return "earned only a part of the points"
    return f"failed as {verdict.mistake}: {verdict.message}"


def _listed(title, lines):
    return [f"{title}:", *(f"  {line}" for line in lines)] if lines else []


def _grouped(pairs):
    """Return a line for each first of the pairs, with its seconds."""
    groups = {}
    for first, second in pairs:
        groups.setdefault(first, []).append(second)
    return [f"{first}: {', '.join(seconds)}" for first, seconds in groups.items()]
