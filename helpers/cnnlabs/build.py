"""From a lab's source to the executed solution to what students get.

Each step makes text; `update` writes it or, with `check`, compares it. Only executing is skipped by
a check: the outputs come from the solution that is there, and nbval compares those.
"""

import hashlib
import json
import os
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

from cnnlabs import course, nbgrader
from cnnlabs.course import CourseError
from cnnlabs.derived import between_marks, update
from cnnlabs.kernels import provisioner

COMMAND = "make notebooks"
CELL_SECONDS = 300
LAST = """\
## How far have I come?

The next cell lists what each check said since the kernel was started. A person reads the question in
words. To hand in, save the notebook, open a terminal (menu *File*, *New*, *Terminal*) and type
`cnnlabs submit {number}`. Before you do, `cnnlabs check {number}` runs all checks anew."""
WIDGET = "application/vnd.jupyter.widget-view+json"


def build(root=course.ROOT, names=(), *, check=False):
    """Bring solutions/, notebooks/ and README's table of labs up to date.

    Parameters
    ----------
    root : Path
        Folder of the course.
    names : sequence of str
        Labs to build; all when empty.
    check : bool
        Execute and write nothing.

    Returns
    -------
    list of str
        What is not up to date, with `check`; otherwise empty.

    Raises
    ------
    CourseError
        When a lab cannot be converted, executed or released.
    """
    every = course.labs(root)
    chosen = [course.lab(name, root) for name in names] or every
    with ProcessPoolExecutor(max_workers=min(len(chosen), os.cpu_count())) as pool:
        jobs = [pool.submit(_build_lab, lab, check) for lab in chosen]
        messages = [message for job in jobs for message in job.result()]
    return messages + _strays(root, every) + _readme(root, every, check)


def _build_lab(lab, check):
    current = _read(lab.solution)
    notebook = convert(lab)
    digest = _digest(lab)
    if check or _executed_from(lab) == [digest, _file_digest(lab.solution)]:
        notebook = _with_outputs(notebook, current)
    else:
        execute(notebook, lab)
    messages = update(lab.solution, dumps(notebook), check=check, command=COMMAND)
    if not check:
        _remember(lab, [digest, _file_digest(lab.solution)])
    elif messages:
        return messages  # the release is made from the solution, so it would only say it twice
    return update(lab.release, release(lab), check=check, command=COMMAND)


def convert(lab):
    """Turn a lab's source into a notebook without outputs.

    Every code cell is marked as one kind; ids come from the grade_id or the cell's text; no tool
    leaves its version. The list of the exercises' checks ends it.
    """
    notebook = lab.read()
    notebook.metadata = {
        "cnnlabs": {"source": f"labs/{lab.source.name}"},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook.cells += _last_cells(lab, notebook)
    seen = set()
    for cell in notebook.cells:
        course.kind(cell)
        identity = cell.metadata.get("nbgrader", {}).get("grade_id")
        identity = identity or hashlib.sha256(cell.source.encode()).hexdigest()[:12]
        if identity in seen:
            raise CourseError(
                f"{lab.source}: two cells are the same or share an id:\n{cell.source}"
            )
        seen.add(identity)
        cell.id = identity
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return nbformat.from_dict(notebook)


def _last_cells(lab, notebook):
    """Return the cells that end every lab: what its checks said, and how to hand it in."""
    tests = [c.metadata.nbgrader.grade_id for c in notebook.cells if course.kind(c) == "test"]
    names = "".join(f'    "{test.removeprefix("test_")}",\n' for test in tests)
    text = LAST.format(number=int(lab.name.split("_")[0]))
    code = nbformat.v4.new_code_cell(f"check.progress(\n{names})", metadata={"tags": ["demo"]})
    return [nbformat.v4.new_markdown_cell(text), code]


def execute(notebook, lab):
    """Run every cell, in place, and keep of the outputs what is the same at every run.

    Raises
    ------
    CourseError
        When a cell fails or takes longer than `CELL_SECONDS`.
    """
    provisioner.use()
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            timeout=CELL_SECONDS,
            kernel_name="python3",
            config=Config({"KernelManager": {"transport": "ipc", "ip": f"{folder}/kernel"}}),
            record_timing=False,
            resources={"metadata": {"path": folder}},
        )
        try:
            client.execute()
        except Exception as error:
            raise CourseError(f"{lab.source}: the solution stopped\n{error}") from None
    notebook.metadata.pop("widgets", None)
    notebook.metadata.language_info = {"name": "python"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            measured = "nbval-ignore-output" in cell.metadata.get("tags", [])
            cell.outputs = [] if measured else _joined(map(_lasting, cell.outputs))


def _joined(outputs):
    """Join what a cell printed: the kernel sends it in pieces that depend on timing."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" and last.get("name") == output.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def _lasting(output):
    """Drop the widget of a slider, which needs its kernel; its picture stays."""
    if "data" in output:
        output.data.pop(WIDGET, None)
        output.metadata.pop(WIDGET, None)
    return output


def _with_outputs(notebook, executed):
    """Take over the outputs of the cells that are still the same."""
    cells = {cell.id: cell for cell in executed.cells} if executed else {}
    for cell in notebook.cells:
        old = cells.get(cell.id)
        if cell.cell_type == "code" and old is not None and old.source == cell.source:
            cell.outputs, cell.execution_count = old.outputs, old.execution_count
    return notebook


def release(lab):
    """Make the student's notebook from the solution with `nbgrader generate_assignment`.

    Returns
    -------
    str
        The notebook's text.

    Raises
    ------
    CourseError
        When nbgrader refuses the lab; the message holds its log.
    """
    with tempfile.TemporaryDirectory() as folder:
        done = nbgrader.run(
            lab.root,
            *("generate_assignment", lab.name, "--force", "--no-db"),
            f"--CourseDirectory.release_directory={folder}",
        )
        if done.returncode:
            raise CourseError(f"{lab.source}: nbgrader could not release it\n{done.stderr[-3000:]}")
        made = Path(folder) / lab.name / f"{lab.name}.ipynb"
        notebook = nbformat.read(made, as_version=4)
    notebook.metadata.cnnlabs = {"source": f"labs/{lab.source.name}"}
    return dumps(notebook)


def dumps(notebook):
    """Return a notebook's text: sorted keys, one newline at the end."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook).rstrip("\n") + "\n"


def _read(path):
    return nbformat.read(path, as_version=4) if path.exists() else None


def _strays(root, every):
    """Name the folders that no lab has made."""
    names = {lab.name for lab in every}
    return [
        f"{folder} belongs to no lab: remove it"
        for place in ("solutions", "notebooks")
        for folder in sorted((Path(root) / place).glob("*"))
        if folder.name not in names
    ]


def table_of_labs(labs):
    """Return a table of labs in Markdown, with links from the root of the course."""
    rows = ["| lab | minutes | before you start | points |", "|---|---|---|---|"]
    for lab in labs:
        link = f"[{lab.name[:2]} {lab.title}](notebooks/{lab.name}/{lab.name}.ipynb)"
        points = f"{lab.points} + {lab.bonus} bonus"
        rows.append(f"| {link} | {lab.minutes} | {lab.prerequisites} | {points} |")
    return "\n".join(rows)


def _readme(root, every, check):
    path = Path(root) / "README.md"
    text = between_marks(path.read_text(encoding="utf-8"), "table of labs", table_of_labs(every))
    return update(path, text, check=check, command=COMMAND)


def _digest(lab):
    """Hash all that an execution depends on: the source, the helper package, the locked versions."""
    helpers = lab.root / "helpers" / "cnnlabs"
    files = [lab.source, lab.root / "requirements.lock", *sorted(helpers.rglob("*.py"))]
    # no lab imports these
    names = ("cli.py", "desk", "grading", "kernels", "student", "terminal.py", "warm.py")
    apart = {helpers / name for name in names}
    used = [path for path in files if not apart & {path, *path.parents}]
    return hashlib.sha256(b"".join(path.read_bytes() for path in used)).hexdigest()


def _file_digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _executed_from(lab):
    path = lab.root / ".cache" / f"{lab.name}.json"
    return json.loads(path.read_text()) if path.exists() else None


def _remember(lab, digests):
    path = lab.root / ".cache" / f"{lab.name}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(digests))
