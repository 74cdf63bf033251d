"""Do points that the submission names count?"""


def change(notebook):
    for cell in notebook["cells"]:
        if "points" in cell["metadata"].get("nbgrader", {}):
            cell["metadata"]["nbgrader"]["points"] = 1000
            cell["metadata"]["cnnlabs"] = {"bonus": 1000}
    return notebook
