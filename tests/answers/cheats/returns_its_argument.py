# Hands the first argument back as it came.


def the_function(*args):
    return args[0] if args else None
