"""Do foreign and odd identities confuse the records?"""


def change(notebook):
    for number, cell in enumerate(notebook["cells"]):
        part = cell["metadata"].get("nbgrader")
        if part and number % 2:
            part["grade_id"] = ["../../x", 7, None, {"a": 1}, "'; DROP TABLE grade; --"][number % 5]
    return notebook
