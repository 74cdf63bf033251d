"""The sources of the site: what Sphinx reads, made from what the course holds already."""

import shutil
from base64 import b64decode, b64encode
from copy import deepcopy
from pathlib import Path

import nbformat

from cnnlabs import course
from cnnlabs.build import dumps
from cnnlabs.draw import player
from cnnlabs.draw.figure import tag

LISTED = """
```{toctree}
:hidden:

"""
PLAY = "Play the animation"
CHECKS = {"code_prompt_show": "Show the checks", "code_prompt_hide": "Hide the checks"}


def gather(root, folder, *, instructors):
    """Write the site's sources, laid out like the course.

    Parameters
    ----------
    root : Path
        Folder of the course.
    folder : Path
        Where they go; must not exist.
    instructors : bool
        Add the solutions.
    """
    shutil.copytree(root / "docs" / "site", folder)
    for guide in (root / "docs").glob("*.md"):
        _write(folder / "docs" / guide.name, guide.read_text(encoding="utf-8"))
    for file in ("LICENSE", "labs/LICENSE", "CHANGELOG.md", "docs/gallery.png"):
        (folder / file).parent.mkdir(exist_ok=True)
        shutil.copy2(root / file, folder / file)
    rules = (root / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8")
    _write(folder / "CONTRIBUTING.md", rules.replace("](../", "]("))
    labs = course.labs(root)
    for lab in labs:
        _write(folder / "notebooks" / lab.name / f"{lab.name}.ipynb", dumps(student_page(lab)))
        _write(folder / "downloads" / f"{lab.name}.ipynb", lab.release.read_text(encoding="utf-8"))
        if instructors:
            _write(folder / "solutions" / lab.name / f"{lab.name}.ipynb", dumps(solution_page(lab)))
    sections = ["labs", "guide", "api/index"]
    _write(folder / "labs.md", _overview("The labs", labs, "notebooks"))
    if instructors:
        _write(folder / "solutions.md", _overview("The solutions", labs, "solutions"))
        sections.insert(1, "solutions")
    readme = (root / "README.md").read_text(encoding="utf-8")
    readme = readme.replace("](.github/", "](")
    _write(folder / "index.md", f"{readme}{LISTED}" + "\n".join(sections) + "\n```\n")


def student_page(lab):
    """Return the released notebook, with what its demo cells show when the lab is done.

    Demo cells are the same in the release and in the solution; no other cell takes anything from it.
    """
    shown = {
        cell.id: cell
        for cell in nbformat.read(lab.solution, as_version=4).cells
        if course.kind(cell) == "demo"
    }
    notebook = nbformat.read(lab.release, as_version=4)
    for cell in notebook.cells:
        done = shown.get(cell.id)
        if done is not None and done.source == cell.source:
            cell.outputs = done.outputs
    notebook.cells.insert(1, _note(lab))
    return _laid_out(notebook)


def solution_page(lab):
    """Return the executed solution, hidden tests included."""
    notebook = nbformat.read(lab.solution, as_version=4)
    title, _, rest = notebook.cells[0].source.partition("\n")
    notebook.cells[0].source = f"{title}: solution\n{rest}"
    return _laid_out(notebook)


def _note(lab):
    text = (
        f"{{download}}`Download this notebook </downloads/{lab.name}.ipynb>`. About {lab.minutes} "
        f"minutes, {lab.points} points and {lab.bonus} bonus points. Figures and printed lines are "
        "those of a finished lab; sliders stand still here."
    )
    return nbformat.v4.new_markdown_cell(text, id="site-note")


def _laid_out(notebook):
    """Fold the test cells, stop what moves, and give each picture a cell of its own, described."""
    cells = []
    for cell in notebook.cells:
        if course.kind(cell) == "test":
            cell.metadata.tags.append("hide-input")
            cell.metadata.mystnb = CHECKS
        if cell.cell_type == "code":
            cell.outputs = [shown for output in cell.outputs for shown in _stopped(output)]
        cells += _split(cell)
    notebook.cells = cells
    return notebook


def _stopped(output):
    """Return the last frame of an animation, and the animation folded away; other outputs alone.

    So nothing moves before its reader wants it to, and folding it again stops it.
    """
    if not _is_picture(output):
        return [output]
    png = b64decode(output.data["image/png"])
    count = player.frames(png)
    if count == 1:
        return [output]
    still = deepcopy(output)
    still.data["image/png"] = b64encode(player.still(png, count - 1)).decode()
    moving = tag(png, output.metadata["image/png"]["alt"])
    html = f"<details><summary>{PLAY}</summary>{moving}</details>"
    return [still, nbformat.v4.new_output("display_data", {"text/html": html})]


def _split(cell):
    """Split the outputs of a cell so that no part holds two pictures: myst-nb describes them by cell."""
    parts = [[]]
    for output in cell.get("outputs", []):
        if _is_picture(output) and _description(parts[-1]):
            parts.append([])
        parts[-1].append(output)
    made = [cell]
    for number, outputs in enumerate(parts):
        if number:
            part = nbformat.v4.new_code_cell("...", id=f"{cell.id}-{number}")  # empty: dropped
            part.metadata.tags = ["remove-input"]
            made.append(part)
        if cell.cell_type == "code":
            made[-1].outputs = outputs
            if text := _description(outputs):
                made[-1].metadata.mystnb = {"image": {"alt": text}}
    for output in cell.get("outputs", []):
        output.get("metadata", {}).get("image/png", {}).pop("height", None)  # follows the width
    return made


def _description(outputs):
    texts = [output.metadata["image/png"]["alt"] for output in outputs if _is_picture(output)]
    return texts[0] if texts else ""


def _is_picture(output):
    return "image/png" in output.get("data", {})


def _overview(title, labs, place):
    """Return a page that tells what each lab is about, in the words of its first paragraph."""
    parts = [f"# {title}\n"]
    for lab in labs:
        opening = lab.read().cells[0].source.split("\n\n")[1]
        parts.append(
            f"## [{lab.title}]({place}/{lab.name}/{lab.name}.ipynb)\n\n{opening}\n\n"
            f"*{lab.minutes} minutes; {lab.points} points, {lab.bonus} bonus. "
            f"Before you start: {lab.prerequisites}.*\n"
        )
    names = "\n".join(f"{place}/{lab.name}/{lab.name}" for lab in labs)
    return "\n".join(parts) + f"{LISTED}{names}\n```\n"


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")
