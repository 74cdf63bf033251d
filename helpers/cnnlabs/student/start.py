"""The start page: the labs, what each teaches, and how far its reader has come.

A notebook, because JupyterLab opens one rendered, and its one code cell brings the progress up to
date. It is made anew by each ``cnnlabs lab`` and holds nothing of the student's.
"""

import json

import nbformat
from IPython.display import Markdown, display

from cnnlabs import course
from cnnlabs.course import CourseError
from cnnlabs.student import progress, work

NAME = "START.ipynb"
LEFT_OUT = (
    "@jupyterlab/apputils-extension:announcements",  # it asks to look for news
    "@jupyter/nbgrader:create-assignment",
)
VALIDATE = f"""\
c = get_config()
c.Execute.timeout = {progress.SETUP_SECONDS}
c.Execute.skip_cells_with_tag = "{progress.SKIPPED}"
"""
GOALS = "**You will be able to**"  # what stands above the list in a lab's first cell
CODE = "from cnnlabs.student import start\n\nstart.show()"


def write():
    """Make the start page in the folder in which the student works."""
    labs = course.labs()
    progress_cell = nbformat.v4.new_code_cell(
        CODE,
        id="progress",
        execution_count=1,
        metadata={"jupyter": {"source_hidden": True}},
        outputs=[nbformat.v4.new_output("display_data", {"text/markdown": table(labs)})],
    )
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell(WELCOME, id="welcome"),
            progress_cell,
            nbformat.v4.new_markdown_cell(HELP, id="help"),
            nbformat.v4.new_markdown_cell(taught(labs), id="taught"),
        ],
        metadata={
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
    nbformat.write(notebook, work.folder() / NAME)


def settings():
    """Write what JupyterLab is to leave out, its news and what is not for students; and how to validate.

    nbgrader's Validate button takes its settings from here. It runs what `cnnlabs check` runs, and
    gives a cell as long as the first one, with its imports, may take.

    Returns
    -------
    Path
        A folder for the search path of Jupyter's settings.
    """
    folder = work.folder() / ".jupyter"
    page = folder / "labconfig" / "page_config.json"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(json.dumps({"disabledExtensions": dict.fromkeys(LEFT_OUT, True)}))
    (folder / "nbgrader_config.py").write_text(VALIDATE)
    return folder


def show():
    """Display the table of labs as their notebooks were last saved."""
    display(Markdown(table(course.labs())))


def table(labs):
    """Return the table of labs in Markdown, with links and progress.

    Parameters
    ----------
    labs : list of course.Lab

    Returns
    -------
    str
    """
    rows = [
        "| lab | your exercises | points | minutes | before you start |",
        "|---|---|---|---|---|",
    ]
    for lab in labs:
        link = f"[{work.number(lab)}. {lab.title}]({lab.name}/{lab.name}.ipynb)"
        points = f"{lab.points} + {lab.bonus} bonus"
        rows.append(f"| {link} | {_sum(lab)} | {points} | {lab.minutes} | {lab.prerequisites} |")
    return "\n".join(rows)


def _sum(lab):
    """Say in a few words how far a lab is."""
    try:
        exercises = progress.read(lab, work.read(lab))
    except CourseError:
        return f"damaged: type `cnnlabs fresh {work.number(lab)}`"
    return progress.summary(exercises)


def taught(labs):
    """Return what each lab teaches, in the words of its own first cell.

    Parameters
    ----------
    labs : list of course.Lab

    Returns
    -------
    str
        Markdown.
    """
    parts = ["## What you will be able to do"]
    for lab in labs:
        first = nbformat.read(lab.release, as_version=4).cells[0].source
        goals = first.partition(GOALS)[2].strip().partition("\n\n")[0]
        parts.append(f"**{work.number(lab)}. {lab.title}**\n\n{goals}")
    return "\n\n".join(parts)


WELCOME = """\
# Convolutional neural networks, built by hand

Click a lab to open it. The labs build on each other in this order.

The table shows your notebooks as they were last saved. To bring it up to date, click it and press
Shift+Enter."""

HELP = f"""\
## Run, check, hand in

- **Run** the selected cell: Shift+Enter. **Save**: Ctrl+S. **Open a hint**: click it, or move to it
  with Tab and press Space.
- **Check**: run the cell below each exercise. It says what is not right yet. To run all checks of
  lab 1 anew, open a terminal (menu *File*, *New*, *Terminal*) and type `cnnlabs check 1`. Without a
  number it looks at every lab.
- **Hand in**: save, then type `cnnlabs submit 1`. It writes one file and says where.
- **A cell does not end**: menu *Kernel*, *Interrupt Kernel*. **Nothing works any more**: menu
  *Kernel*, *Restart Kernel and Run All Cells*.
- **A cell is lost, or the notebook is broken**: `cnnlabs fresh 1` makes a whole copy with your
  answers and keeps the old notebook.

Your work lies in this folder, and no update of the course touches it. This page, `{NAME}`, is the
exception: it is made anew at each start, so write nothing here."""
