"""Is an older format of notebooks named?"""


def change(notebook):
    notebook["nbformat"] = 3
    return notebook
