"""Does an answer nested a million times break the reader?"""


def dense_weights(*args):
    value = 576
    for _ in range(1_000_000):
        value = [value]
    return value
