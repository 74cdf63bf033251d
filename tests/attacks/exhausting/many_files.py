"""Do files without number fill the table of files?"""

try:
    for number in range(10_000_000):
        open(f"/scratch/{number}", "w").close()
except OSError:
    pass


def dense_weights(*args):
    return 1
