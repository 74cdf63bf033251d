# Returns nothing.


def the_function(*args):
    return None
