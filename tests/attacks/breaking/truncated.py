"""Is a file that was cut off named?"""

import json


def change(notebook):
    return json.dumps(notebook).encode()[:5000]
