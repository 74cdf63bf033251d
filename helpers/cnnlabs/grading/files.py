"""Files of the results: names that are plain everywhere, contents that are whole or not there."""

import contextlib
import os
from pathlib import Path


def file_name(student):
    """Return a name for a student's folder that is a plain name everywhere.

    Examples
    --------
    >>> file_name("ada"), file_name("../x"), file_name("a:b")
    ('ada', '_._x', 'a_b')
    """
    plain = "".join("_" if letter in '/\\:*?"<>|' or letter < " " else letter for letter in student)
    return "_" + plain[1:] if plain.startswith(".") else plain


def write(path, text):
    """Write a file at once: whoever reads it sees the old text or the new one.

    Parameters
    ----------
    path : Path
        Its folder is made when it is not there.
    text : str
    """
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.new")
    try:
        unfinished.write_text(text, encoding="utf-8")
        os.replace(unfinished, path)
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise
