"""Which labs there are, and what each says of itself: read from labs/, never written down twice.

The student edition has no labs/; there a list stands beside the notebooks.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat

ROOT = Path(__file__).parents[2]
KINDS = ("setup", "student", "test", "demo")
LIST = "notebooks/labs.json"  # of the student edition
FIELDS = ("title", "minutes", "prerequisites", "points", "bonus")


class CourseError(Exception):
    """Something in the course is not as it must be; the message says what to do."""

    exit_code = 2


@dataclass(frozen=True)
class Lab:
    """One lab: its source and the places of what is made from it."""

    root: Path
    name: str
    title: str
    minutes: int
    prerequisites: str
    points: int
    bonus: int

    @property
    def source(self):
        """The one file in which the lab is edited."""
        return self.root / "labs" / f"{self.name}.py"

    @property
    def solution(self):
        """The executed notebook with solutions and hidden tests."""
        return self.root / "solutions" / self.name / f"{self.name}.ipynb"

    @property
    def release(self):
        """The notebook that students get."""
        return self.root / "notebooks" / self.name / f"{self.name}.ipynb"

    @cached_property
    def handed_out(self):
        """The release as a notebook (nbformat 4), read once: change a copy of it only."""
        return nbformat.read(self.release, as_version=4)

    def read(self):
        """Return the source as a notebook (nbformat 4) without outputs."""
        import jupytext  # those who only read notebooks need not have it

        return jupytext.read(self.source)

    @property
    def header(self):
        """What the lab says of itself, by the names of `FIELDS`."""
        return {field: getattr(self, field) for field in FIELDS}


def labs(root=ROOT):
    """Read the header of every lab.

    Parameters
    ----------
    root : Path
        Folder of the course.

    Returns
    -------
    list of Lab
        In the order of their numbers.

    Raises
    ------
    CourseError
        When there is no lab, or when a header misses a field.

    Examples
    --------
    >>> labs()[0].name
    '01_convolution_by_hand'
    """
    root = Path(root)
    sources = sorted(root.glob("labs/[0-9][0-9]_*.py"))
    if sources:
        return [_lab(root, source) for source in sources]
    if (root / LIST).exists():
        listed = json.loads((root / LIST).read_text(encoding="utf-8"))
        return [Lab(root, name, **header) for name, header in sorted(listed.items())]
    raise CourseError(f"no lab in {root / 'labs'}: a lab is a file like 01_name.py there")


def _lab(root, source):
    import jupytext

    header = jupytext.read(source).metadata.get("cnnlabs", {})
    missing = [field for field in FIELDS if field not in header]
    if missing:
        raise CourseError(f"{source}: the header's `cnnlabs` lacks {', '.join(missing)}")
    return Lab(root, source.stem, **{field: header[field] for field in FIELDS})


def lab(name, root=ROOT):
    """Return one lab by its name or its number.

    Raises
    ------
    CourseError
        When there is no such lab.

    Examples
    --------
    >>> lab("1").name
    '01_convolution_by_hand'
    """
    every = labs(root)
    for one in every:
        if name == one.name or name.zfill(2) == one.name.split("_")[0]:
            return one
    names = ", ".join(one.name for one in every)
    raise CourseError(f"no lab called {name!r}; the labs are {names}")


def kind(cell):
    """Return which of the four kinds a code cell is; None for text.

    Raises
    ------
    CourseError
        When a code cell is not marked as exactly one kind.
    """
    if cell.cell_type != "code":
        return None
    marked = [tag for tag in cell.metadata.get("tags", []) if tag in KINDS]
    if len(marked) != 1:
        raise CourseError(
            f"a code cell needs exactly one of the tags {', '.join(KINDS)}; this one has "
            f"{marked or 'none'}:\n{cell.source[:200]}"
        )
    return marked[0]


def bonuses(notebook):
    """Return the bonus points of each bonus exercise, by the grade_id of its test cell.

    Parameters
    ----------
    notebook : Path
        A notebook made from a lab.
    """
    cells = nbformat.read(notebook, as_version=4).cells
    return {
        cell.metadata.nbgrader.grade_id: cell.metadata.cnnlabs.bonus
        for cell in cells
        if "bonus" in cell.metadata.get("cnnlabs", {})
    }
