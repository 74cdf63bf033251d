"""Does the submission's text of a test cell count?"""


def change(notebook):
    for cell in notebook["cells"]:
        if "test" in cell["metadata"].get("tags", []):
            cell["source"] = "pass"
    return notebook
