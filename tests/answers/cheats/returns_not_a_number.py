# Returns NaN in the shape of the first argument: every comparison with it is false.
import numpy as np


def the_function(*args):
    return np.full(np.shape(args[0]) if args else (), np.nan)
