"""The course as a static web site: README, the labs, the guides and the API, by Sphinx.

`pages` gathers the sources in a scratch folder, laid out like the course, so that their links
hold; Sphinx reads its settings from docs/site/. The student's edition is made from the releases.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cnnlabs import course
from cnnlabs.course import CourseError
from cnnlabs.desk.site import pages

MARK = ".buildinfo"  # Sphinx leaves it in what it has made


def build(root=course.ROOT, out=None, *, instructors=False):
    """Build the site; a link that leads nowhere fails it.

    Parameters
    ----------
    root : Path
        Folder of the course.
    out : Path, optional
        Where the site goes, replacing the one that is there. By default ``.cache/site``, or
        ``.cache/site-instructors``.
    instructors : bool
        Add the solutions with their hidden tests.

    Returns
    -------
    Path
        The site's first page.

    Raises
    ------
    CourseError
        When `out` holds something else than a site, or Sphinx has a warning.
    """
    out = Path(out or root / ".cache" / f"site{'-instructors' * instructors}").resolve()
    if out.exists() and not out.is_dir():
        raise CourseError(f"{out} is a file: name an empty folder, or one that is not there")
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).exists():
        raise CourseError(f"{out} holds something else than a site: name an empty folder")
    with tempfile.TemporaryDirectory() as scratch:
        source, made = Path(scratch) / "source", Path(scratch) / "site"
        pages.gather(root, source, instructors=instructors)
        command = [
            *(sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "-n", "-q"),
            *("-c", root / "docs" / "site", "-d", Path(scratch) / "doctrees", source, made),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            said = done.stderr.replace(f"{source}/", "")
            raise CourseError(f"the site could not be built; mend these and try again\n{said}")
        if out.exists():
            shutil.rmtree(out)
        shutil.copytree(made, out)
    return out / "index.html"
