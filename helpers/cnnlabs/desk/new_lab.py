"""A new lab from the template: a small complete one that works before its author changes a line.

The template, labs/template/, is a lab and its answer bank. Only the number and the title differ.
"""

import json
import re
import shutil
from pathlib import Path

from cnnlabs import course
from cnnlabs.course import CourseError

TEMPLATE = Path("labs") / "template"
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def new_lab(name, title, root=course.ROOT):
    """Write a lab with the next number, and its answer bank.

    Parameters
    ----------
    name : str
        Small letters, digits and underscores; without the number.
    title : str
        One line, as students read it.
    root : Path
        Folder of the course.

    Returns
    -------
    list of Path
        The source and the folder of the bank.

    Raises
    ------
    CourseError
        When the name or the title cannot be one, a lab has that name, or a file is in the way.
    """
    root, title = Path(root), title.strip()
    _check(name, title)
    labs = course.labs(root)
    for lab in labs:
        if lab.name.partition("_")[2] == name:
            raise CourseError(f"{lab.source} has that name: choose another one")
    number = int(labs[-1].name[:2]) + 1
    full = f"{number:02}_{name}"
    source, bank = root / "labs" / f"{full}.py", root / "tests" / "answers" / full
    made = [root / place / full for place in ("solutions", "notebooks")]
    for path in (source, bank, *made):
        if path.exists():
            raise CourseError(f"{path} is in the way: move it, or choose another name")
    text = (root / TEMPLATE / "lab.py").read_text(encoding="utf-8")
    shutil.copytree(root / TEMPLATE / "answers", bank)
    source.write_text(_filled(text, number, title), encoding="utf-8")
    return [source, bank]


def _check(name, title):
    if not NAME.fullmatch(name):
        raise CourseError(
            f"{name!r} cannot be a lab's name: use small letters, digits and single underscores, a "
            "letter first, as in filter_visualisation; the number comes by itself"
        )
    if not title or not title.isprintable() or "|" in title:
        raise CourseError(
            f"{title!r} cannot be a lab's title: write one line of text without '|', as in "
            "'Filter visualisation'"
        )


def _filled(text, number, title):
    """Return the template's text with a number and a title, which the header holds as YAML."""
    quoted = json.dumps(title, ensure_ascii=False)
    text = text.replace("title: LAB_TITLE", f"title: {quoted}", 1)
    return text.replace("LAB_NUMBER", str(number)).replace("LAB_TITLE", title)
