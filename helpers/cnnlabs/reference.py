"""The documentation that is made from code: the commands, the attacks that are tried, a gallery."""

import ast
import base64

import nbformat
import typer.main
from typer.cli import get_docs_for_click

from cnnlabs.course import CourseError
from cnnlabs.derived import between_marks, update

COMMAND = "make docs"
GALLERY = ("07_filter_visualisation", "def grow(")  # a solution, and what its cell holds


def write(app, root, *, check=False):
    """Bring docs/commands.md, the table of docs/threat-model.md and docs/gallery.png up to date.

    Parameters
    ----------
    app : typer.Typer
    root : Path
        Folder of the course.
    check : bool
        Write nothing.

    Returns
    -------
    list of str
        What is not up to date, with `check`; otherwise empty.

    Raises
    ------
    CourseError
        When there are no attacks, or no gallery.
    """
    docs = root / "docs"
    messages = update(docs / "commands.md", _commands(app), check=check, command=COMMAND)
    threats = docs / "threat-model.md"
    text = between_marks(threats.read_text(encoding="utf-8"), "table of attacks", _attacks(root))
    messages += update(threats, text, check=check, command=COMMAND)
    picture = docs / "gallery.png"
    return messages + update(picture, _gallery(root), check=check, command=COMMAND)


def _commands(app):
    group = typer.main.get_command(app)
    context = group.make_context("cnnlabs", [], resilient_parsing=True)
    return get_docs_for_click(obj=group, ctx=context, name="cnnlabs").strip() + "\n"


def _attacks(root):
    """Return a table of the questions that the attacks ask, by family."""
    folder = root / "tests" / "attacks"
    rows = ["| family | question | answer |", "|---|---|---|"]
    for path in sorted(folder.glob("*/*.py")):
        question = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))).splitlines()[0]
        answer = "yes" if path.stem in GOOD else "no"
        rows.append(f"| {path.parent.name} | {question} | {answer} |")
    if len(rows) == 2:
        raise CourseError(f"no attacks in {folder}")
    return "\n".join(rows)


def _gallery(root):
    """Return the bytes of the gallery that a solution draws."""
    lab, mark = GALLERY
    notebook = nbformat.read(root / "solutions" / lab / f"{lab}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and mark in cell.source:
            for output in cell.outputs:
                if "image/png" in output.get("data", {}):
                    return base64.b64decode(output.data["image/png"])
    raise CourseError(f"no cell of {lab} has {mark!r} and draws a picture")


GOOD = {
    "deleted_tests", "endless_loop", "stubborn_loop", "fork_bomb", "threads", "memory",
    "memory_of_many", "nul_bytes", "deep_nesting", "many_cells", "huge_outputs", "old_format",
    "truncated",
}  # fmt: skip
"""The questions whose good answer is yes; each is asserted by tests/test_attacks.py."""
