"""Are NUL bytes survived?"""

import json


def change(notebook):
    return json.dumps(notebook).encode() + b"\0\0"
