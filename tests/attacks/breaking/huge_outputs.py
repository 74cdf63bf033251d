"""Is a file of a hundred megabytes refused before it is read?"""


def change(notebook):
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * (100 << 20)}]
            break
    return notebook
