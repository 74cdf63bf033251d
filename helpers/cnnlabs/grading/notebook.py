"""Read a notebook that somebody sent: strict, bounded, and without trusting what it says of itself."""

import json
from dataclasses import dataclass, field

from cnnlabs.grading.values import printable

MOST_BYTES = 32 << 20
MOST_CELLS = 2_000


class Damaged(ValueError):
    """The file is no notebook that can be graded; the message completes "the file ..."."""


@dataclass(frozen=True)
class Cell:
    """One cell: what it is, its text, its grade_id (empty without one) and its tags."""

    kind: str
    source: str
    grade_id: str = ""
    tags: tuple = field(default=())


def read(data):
    """Read a notebook's cells.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    list of Cell

    Raises
    ------
    Damaged
        When it is too large, not JSON, not a notebook of format 4, or has too many cells.

    Examples
    --------
    >>> read(b'{"nbformat": 4, "cells": [{"cell_type": "code", "source": ["x = 1"]}]}')
    [Cell(kind='code', source='x = 1', grade_id='', tags=())]
    """
    if len(data) > MOST_BYTES:
        raise Damaged(f"is larger than {MOST_BYTES >> 20} MB; clear its outputs and save it again")
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        raise Damaged("is damaged: it is not JSON") from None
    cells = tree.get("cells") if isinstance(tree, dict) else None
    if not isinstance(cells, list) or not all(isinstance(cell, dict) for cell in cells):
        raise Damaged("is damaged: it is JSON, but no notebook")
    if tree.get("nbformat") != 4:
        raise Damaged("has another format than 4: open it in JupyterLab and save it again")
    if len(cells) > MOST_CELLS:
        raise Damaged(f"has more than {MOST_CELLS} cells")
    return [_cell(cell) for cell in cells]


def _cell(cell):
    kind, source = cell.get("cell_type"), cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if kind not in ("code", "markdown", "raw") or not isinstance(source, str):
        raise Damaged("is damaged: one of its cells is no cell")
    metadata = cell.get("metadata")
    metadata = metadata if isinstance(metadata, dict) else {}
    part, tags = metadata.get("nbgrader"), metadata.get("tags")
    grade_id = part.get("grade_id") if isinstance(part, dict) else None
    return Cell(
        kind,
        source.encode("utf-8", "replace").decode(),
        printable(grade_id) if isinstance(grade_id, str) else "",
        tuple(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else (),
    )
