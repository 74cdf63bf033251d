"""Does a notebook upside down change a verdict?"""


def change(notebook):
    notebook["cells"].reverse()
    return notebook
