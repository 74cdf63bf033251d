"""requirements.lock and environment.yml, both from pyproject.toml."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

from cnnlabs.course import CourseError
from cnnlabs.derived import update

COMMAND = "make lock"


def lock(root, *, check=False):
    """Bring both files up to date.

    The check needs no network: it compares the lock's versions with what pyproject.toml asks for.

    Parameters
    ----------
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
        When the versions asked for cannot be found together.
    """
    root = Path(root)
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    path = root / "environment.yml"
    messages = update(path, environment(project), check=check, command=COMMAND)
    if check:
        return messages + _unlocked(project, root / "requirements.lock")
    command = [
        *(sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", "--all-extras"),
        *("--universal", "--generate-hashes", "--no-emit-index-url", "--quiet"),
        *("--python-version", "3.11", "--custom-compile-command", COMMAND),
        *("--output-file", "requirements.lock"),
    ]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CourseError(f"the versions in pyproject.toml do not fit together\n{done.stderr}")
    return []


def cut(locked, requirements):
    r"""Return the part of a lock that some requirements need, as the lock's own comments tell.

    Parameters
    ----------
    locked : str
        The lock, in which each package names those that need it after ``# via``.
    requirements : iterable of str

    Returns
    -------
    str

    Examples
    --------
    >>> print(cut("# head\na==1\n    # via b\nb==2\n    # via x\nc==3\n    # via x\n", ["b"]))
    # head
    a==1
        # via b
    b==2
        # via x
    <BLANKLINE>
    """
    head, *packages = re.split(r"^(?=\w)", locked, flags=re.M)
    needed_by = {}
    for package in packages:
        pin, _, reasons = package.partition("# via")
        needed_by[pin.split("==")[0]] = {
            reason.strip() for reason in re.split(r"\n\s*#", reasons) if reason.strip()
        }
    kept = {Requirement(text).name for text in requirements}
    while more := {name for name, users in needed_by.items() if users & kept} - kept:
        kept |= more
    return head + "".join(package for package in packages if package.split("==")[0] in kept)


def _requirements(project):
    groups = [project["dependencies"], *project.get("optional-dependencies", {}).values()]
    return sorted({requirement for group in groups for requirement in group})


def environment(project):
    """Return environment.yml for what stands under ``project`` in a pyproject.toml."""
    lines = [
        f"# For conda users; made by `{COMMAND}` from pyproject.toml.",
        "name: cnnlabs",
        "dependencies:",
        f"  - python{project['requires-python']}",
        "  - pip",
        "  - pip:",
        *(f"      - {requirement}" for requirement in _requirements(project)),
        "      - -e .",
    ]
    return "\n".join(lines) + "\n"


def _unlocked(project, path):
    """Name what pyproject.toml asks for and the lock does not hold."""
    pins = {}
    for line in path.read_text().splitlines() if path.exists() else []:
        if line[:1].isalnum():
            name, version = line.split(";")[0].removesuffix("\\").strip().split("==")
            pins.setdefault(name, []).append(Version(version))
    messages = []
    for text in _requirements(project):
        wanted = Requirement(text)
        if not any(wanted.specifier.contains(version) for version in pins.get(wanted.name, [])):
            messages.append(f"{path} does not hold {text}: run `{COMMAND}`")
    return messages
