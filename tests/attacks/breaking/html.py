"""Is HTML from a submission ever interpreted?"""


def change(notebook):
    for cell in notebook["cells"]:
        if "student" in cell["metadata"].get("tags", []):
            cell["source"] = "</pre><script>alert('ESCAPED')</script>\n1/0"
            cell["outputs"] = [
                {"output_type": "display_data", "metadata": {}, "data": {"text/html": "<script>1</script>"}}
            ]
    return notebook
