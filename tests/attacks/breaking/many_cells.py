"""Are a hundred thousand cells refused?"""


def change(notebook):
    notebook["cells"] += [notebook["cells"][0]] * 100_000
    return notebook
