"""Does a tag on a test cell skip it?"""


def change(notebook):
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["demo"]
    return notebook
