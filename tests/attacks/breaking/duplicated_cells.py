"""Do cells that stand there twice stop the class?"""


def change(notebook):
    notebook["cells"] += [dict(cell, id=f"again{n}") for n, cell in enumerate(notebook["cells"])]
    return notebook
