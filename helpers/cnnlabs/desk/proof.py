"""What `cnnlabs prove` prints: a table by exercise, what is not as expected, what no check catches."""

from rich.table import Table

from cnnlabs.desk.report import WHY

KINDS = ("right", "wrong", "cheat")
TO_DO = {
    "right": "If it is right, the test cell asks too much: mend that. If not, move it to wrong/.",
    "passed": "Add a check to the test cell that it fails.",
    "name": "Let the test cell name its mistake, or begin the file with `# unnamed: ` and why none can.",
    "lost": "The test cell must reach a verdict: let it check type and shape before it computes.",
    "cheat": "Let the test cell ask for what this cannot know.",
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
        "exercise", "right passed", "wrong rejected", "named", "in sight", "cheats rejected"
    )
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

    First what is not as expected, with what to do; then which mistakes no check names, and why; which
    only hidden tests catch; and where a cheat got no verdict, so that a human would have to look.

    Parameters
    ----------
    verdicts : list of bank.Verdict
    root : Path
        Folder of the course.
    """
    wrong = [v for v in verdicts if v.answer.kind == "wrong" and v.as_expected]
    return [
        *(line for v in verdicts if not v.as_expected for line in _trouble(v, root)),
        *_listed(
            "No check names these mistakes",
            [(v, v.answer.unnamed) for v in wrong if v.answer.unnamed],
        ),
        *_listed(
            "Only hidden tests catch these mistakes", [(v, "") for v in wrong if not v.visible]
        ),
        *_listed(
            "These cheats earn nothing and would wait for a human",
            [(v, WHY[v.lost]) for v in verdicts if v.answer.kind == "cheat" and v.lost],
        ),
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
    return f"{sum(map(holds, verdicts))} of {len(verdicts)}" if verdicts else "-"


def _style(verdicts):
    return None if all(v.as_expected for v in verdicts) else "red"


def _trouble(verdict, root):
    """Say what became of an answer that is not as expected, and what to do."""
    answer = verdict.answer
    what = answer.kind
    if what == "wrong":
        what = "passed" if verdict.passed else "lost" if verdict.lost else "name"
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


def _listed(title, found):
    """Return a title with a count, and a line for each: exercise, name, reason."""
    if not found:
        return []
    lines = [
        f"  {verdict.answer.exercise}: {verdict.answer.name}{f' ({why})' if why else ''}"
        for verdict, why in found
    ]
    return [f"{title} ({len(found)}):", *lines]
