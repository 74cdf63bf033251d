"""A small picture of a failed comparison: what was expected, what came, and where they differ."""

import numpy as np

from cnnlabs import draw

LARGEST = 12  # sides up to which the numbers are written into the cells


def show_difference(difference):
    """Draw a wrong result beside the expected one, in a notebook.

    Results that are not pictures, and results of other shapes, are left to the message. A batch or
    a stack of channels is drawn by the slice that holds the first difference.

    Parameters
    ----------
    difference : compare.Difference
    """
    if not difference.index or not _in_notebook():
        return
    expected, value = (np.asarray(part, float) for part in (difference.expected, difference.value))
    if expected.ndim == 4:
        image, _, _, channel = difference.index
        expected, value = expected[image, :, :, channel], value[image, :, :, channel]
    if expected.ndim != 2:
        return
    pictures = {"expected": expected, "yours": value, "yours minus expected": value - expected}
    alt = "Three grids side by side: what was expected, your result, and the difference."
    if max(expected.shape) <= LARGEST:
        draw.grids(pictures, alt)
    else:
        draw.responses(expected, dict(list(pictures.items())[1:]), alt)


def _in_notebook():
    try:
        return get_ipython().__class__.__name__ == "ZMQInteractiveShell"
    except NameError:
        return False
