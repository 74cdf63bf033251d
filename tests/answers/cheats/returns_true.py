# Says yes to everything: True is also the number 1.


def the_function(*args):
    return True
