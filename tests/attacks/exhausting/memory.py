"""Does taking all memory end the student's process alone?"""

kept = []


def dense_weights(*args):
    while True:
        kept.append(bytearray(b"x") * (100 << 20))
