"""The student edition: what students need of the course, and nothing that tells an answer.

What goes in is found, not listed: the modules that the student's commands and the notebooks import,
the packages that those need, the targets of the Makefile that are theirs. Before anything is
written, every line of every solution and hidden test is looked for in every file.
"""

import ast
import io
import json
import os
import re
import tomllib
import zipfile
from pathlib import Path

import nbformat

from cnnlabs import build, course, lock
from cnnlabs.course import CourseError
from cnnlabs.derived import between_marks

ROOTS = ("cli", "check", "data", "draw", "layers", "models")
"""The modules of cnnlabs that students start from: the command line, and what the labs import."""
PRIVATE = ("bank", "build", "derived", "desk", "grading", "lock", "nbgrader", "reference")
TARGETS = ("help", "setup", "lab")
TABLES = ("build-system", "project", "project.scripts", "tool.setuptools.packages.find")
HOSTED = (".binder/postBuild", ".binder/runtime.txt", ".devcontainer/devcontainer.json")
INSTALLER = "uv"  # what helpers/bootstrap.py installs with
REGION = re.compile(r"### BEGIN (SOLUTION|HIDDEN TESTS)\n(.*?)### END \1", re.S)
TRIVIAL = 14  # characters: shorter lines are everybody's
IDIOMS = ("for shape in shapes", "model = keras.Sequential(")  # stand in the helpers by chance
MIDNIGHT = (1980, 1, 1, 0, 0, 0)  # the date of each file in the zip, so that its bytes are the same


def bundle(out, root=course.ROOT):
    """Write the student edition.

    Parameters
    ----------
    out : Path
        A folder, or a file whose name ends in .zip. The zip holds one folder of its name.
    root : Path
        Folder of the course.

    Returns
    -------
    int
        How many files there are.

    Raises
    ------
    CourseError
        When the notebooks are not as the sources make them, when a line of a solution or hidden
        test stands in a file, or when `out` is a folder that holds something.
    """
    out = Path(out)
    if out.is_dir() and any(out.iterdir()):
        raise CourseError(f"{out} is not empty: remove it, or name another folder")
    if stale := build.build(root, check=True):
        raise CourseError("the students' notebooks are not up to date\n" + "\n".join(stale))
    files = contents(Path(root))
    if told := leaks(files, course.labs(root)):
        raise CourseError("an answer would reach the students\n" + "\n".join(told))
    if out.suffix == ".zip":
        write_zip(out, files)
    else:
        for name, data in files.items():
            path = out / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return len(files)


def contents(root):
    """Return the student edition's files.

    Parameters
    ----------
    root : Path
        Folder of the course.

    Returns
    -------
    dict of str to bytes
        By the path in the edition, sorted; the same for the same course.
    """
    labs = course.labs(root)
    text = {
        name: (root / name).read_text(encoding="utf-8")
        for name in (*HOSTED, "LICENSE", "Makefile", "docs/students.md", "helpers/bootstrap.py",
                     "labs/LICENSE", "pyproject.toml", "requirements.lock")
    }  # fmt: skip
    project = tomllib.loads(text["pyproject.toml"])["project"]
    project.pop("optional-dependencies")
    files = {
        **{name: text[name] for name in HOSTED},
        "LICENSE": text["LICENSE"],
        "Makefile": _makefile(text["Makefile"]),
        "README.md": between_marks(
            text["docs/students.md"], "table of labs", build.table_of_labs(labs)
        ),
        "environment.yml": lock.environment(project),
        "helpers/bootstrap.py": text["helpers/bootstrap.py"],
        "notebooks/LICENSE": text["labs/LICENSE"],
        course.LIST: json.dumps({lab.name: lab.header for lab in labs}, indent=1) + "\n",
        "pyproject.toml": _tables(text["pyproject.toml"]),
        "requirements.lock": lock.cut(
            text["requirements.lock"], [*project["dependencies"], INSTALLER]
        ),
    }
    for path in [*modules(root / "helpers"), *(lab.release for lab in labs)]:
        files[path.relative_to(root).as_posix()] = path.read_text(encoding="utf-8")
    return {name: files[name].encode() for name in sorted(files)}


def modules(helpers):
    """List the modules that students need: `ROOTS` and all that these import, at any depth.

    Parameters
    ----------
    helpers : Path
        The folder that holds the package.

    Returns
    -------
    list of Path

    Raises
    ------
    CourseError
        When one of them imports a module of the instructor's.

    Examples
    --------
    >>> names = {path.name for path in modules(course.ROOT / "helpers")}
    >>> "compare.py" in names, "bank.py" in names
    (True, False)
    """
    found, waiting = set(), [f"cnnlabs.{name}" for name in ROOTS]
    while waiting:
        name = waiting.pop()
        path = _path(helpers, name)
        if path is None or path in found:
            continue
        if name.split(".")[1:2] and name.split(".")[1] in PRIVATE:
            raise CourseError(f"{name} holds what students must not see, and a module for them "
                              "imports it: move what both need into a module of its own")  # fmt: skip
        found.add(path)
        package = name if path.name == "__init__.py" else name.rpartition(".")[0]
        waiting += [package, *_imported(ast.parse(path.read_text(encoding="utf-8")))]
    return sorted(found)


def _path(helpers, name):
    place = helpers.joinpath(*name.split("."))
    choices = (place / "__init__.py", place.with_suffix(".py"))
    return next((path for path in choices if path.exists()), None)


def _imported(tree):
    """Return the names of this package's modules that a module may import, wherever it does."""
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names += [module, *(f"{module}.{alias.name}" for alias in node.names)]
    return [name for name in names if name.split(".")[0] == "cnnlabs"]


def leaks(files, labs):
    """Say which lines of solutions and hidden tests stand in files for students.

    Lines that a lab shows openly are no secret, and neither are `IDIOMS` and short ones.

    Parameters
    ----------
    files : dict of str to bytes
    labs : list of course.Lab

    Returns
    -------
    list of str
        A message for each.
    """
    cells = {lab.name: [cell.source for cell in lab.read().cells] for lab in labs}
    shown = "\n".join(REGION.sub("", cell) for every in cells.values() for cell in every)
    texts = {name: _text(name, data) for name, data in files.items()}
    secrets = {
        (name, line.strip())
        for name, every in cells.items()
        for cell in every
        for _, region in REGION.findall(cell)
        for line in region.splitlines()
        if len(line.strip()) > TRIVIAL
    }
    return [
        f"{place} holds a line of {lab}: {line}"
        for lab, line in sorted(secrets)
        if line not in shown and line not in IDIOMS
        for place, text in texts.items()
        if line in text
    ]


def _text(name, data):
    if name.endswith(".ipynb"):
        notebook = nbformat.reads(data.decode(), as_version=4)
        return "\n".join(cell.source for cell in notebook.cells)
    return data.decode()


def _tables(pyproject):
    """Return pyproject.toml with the tables that an installation needs, and no extras."""
    parts = re.split(r"^(?=\[[\w.-]+\]$)", pyproject, flags=re.M)
    kept = [part.strip() for part in parts if part[1 : part.find("]")] in TABLES]
    return "\n\n".join(kept) + "\n"


def _makefile(makefile):
    """Return the Makefile with the students' targets."""
    head, *rules = makefile.rstrip("\n").split("\n\n")
    kept = [rule for rule in rules if rule.split(":")[0] in TARGETS]
    names = " ".join(rule.split(":")[0] for rule in kept)
    head = re.sub(r"^\.PHONY:.*$", f".PHONY: {names}", head, flags=re.M)
    return "\n\n".join([head, *kept]) + "\n"


def write_zip(out, files):
    """Write files into a zip, under one folder of the zip's name; the same bytes for the same files.

    Parameters
    ----------
    out : Path
    files : dict of str to bytes
    """
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = zipfile.ZipInfo(f"{out.stem}/{name}", MIDNIGHT)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    out.parent.mkdir(parents=True, exist_ok=True)
    unfinished = out.with_name(out.name + ".new")
    unfinished.write_bytes(data.getvalue())
    os.replace(unfinished, out)
