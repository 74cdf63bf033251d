"""Derived files: written by a command, compared by the same command with `--check`."""


def update(path, text, *, check, command):
    """Write a derived file if it changed, or only say that it would.

    Parameters
    ----------
    path : Path
    text : str or bytes
        What the file must hold.
    check : bool
        Write nothing.
    command : str
        The command that makes the file, for the message.

    Returns
    -------
    list of str
        With `check`, a message when the file is not up to date; otherwise empty.
    """
    wanted = text if isinstance(text, bytes) else text.encode()
    current = path.read_bytes() if path.exists() else None
    if current == wanted:
        return []
    if check:
        what = "is out of date" if current is not None else "is missing"
        return [f"{path} {what}: run `{command}`"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(wanted)
    return []


def between_marks(document, name, text):
    r"""Return a document with what stands between its two marks replaced.

    The marks are the comments ``<!-- name: ... -->`` and ``<!-- end of name -->``.

    Raises
    ------
    ValueError
        When a mark is missing.

    Examples
    --------
    >>> between_marks("<!-- t: by make -->\nold\n<!-- end of t -->", "t", "new")
    '<!-- t: by make -->\nnew\n<!-- end of t -->'
    """
    start = document.find(f"<!-- {name}:")
    end = document.find(f"<!-- end of {name} -->")
    if start < 0 or end < start:
        raise ValueError(f"the marks of {name!r} are missing")
    head = document[: document.index("\n", start) + 1]
    return f"{head}{text}\n{document[end:]}"
