"""Is nesting without end survived?"""


def change(notebook):
    return b'{"cells": ' + b"[" * 1_000_000
