"""Do test cells turned into text pass?"""


def change(notebook):
    for cell in notebook["cells"]:
        if "test" in cell["metadata"].get("tags", []):
            cell["cell_type"] = "markdown"
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    return notebook
