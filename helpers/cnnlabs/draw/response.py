"""A picture beside what filters make of it."""

import numpy as np
from matplotlib import colormaps
from matplotlib.patches import Rectangle
from PIL import Image

from cnnlabs.draw.figure import (
    INK,
    MISSING,
    PER_INCH,
    SHADES,
    SHARPNESS,
    SIGNED,
    blank,
    described,
    largest,
    numbers,
    publish,
    rendered,
    text_width,
)
from cnnlabs.draw.grid import TITLE, label

SIDE = 220  # longest side of a panel
GAP, ABOVE, BELOW = 18, 26, 12
BAR, TICK = 24, 8.5  # height of a colour bar with its numbers, and their size
GREY = colormaps["gray"].resampled(SHADES)
IN_A_ROW = 4
MOST = 6


def responses(picture, results, alt, signed=True):
    """Show a picture and what filters make of it.

    Parameters
    ----------
    picture : array_like
        (height, width), or (height, width, 3) in RGB; values from 0 to 1.
    results : dict of str to array_like
        Up to six responses of shape (height, width) by their titles; their sizes may differ.
    alt : str
        What the figure shows, for readers who cannot see it.
    signed : bool
        Blue is negative, white is 0, orange is positive, each response in its own range; otherwise
        grey from 0 to 1. Missing values (NaN) are hatched.

    Raises
    ------
    ValueError
        When there is no description, no response or more than six, or an array is no picture.

    Examples
    --------
    >>> responses(np.eye(8), {"twice": 2 * np.eye(8)}, "A diagonal, and the same in orange.")
    """
    described(alt)
    publish(rendered(responses_figure(picture, results, signed=signed)), alt)


def responses_figure(picture, results, signed=True):
    """Draw a picture and what filters make of it, for `sliders`; `responses` without the display.

    Parameters
    ----------
    picture : array_like
        (height, width), or (height, width, 3) in RGB; values from 0 to 1.
    results : dict of str to array_like
        Up to six responses of shape (height, width) by their titles.
    signed : bool
        As in `responses`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ValueError
        When there is no response or more than six, or an array is no picture.

    Examples
    --------
    >>> len(responses_figure(np.eye(8), {"twice": 2 * np.eye(8)}).axes) > 1
    True
    """
    if not 1 <= len(results) <= MOST:
        raise ValueError(f"1 to {MOST} responses can be drawn, got {len(results)}")
    picture = numbers(picture, "the picture", ("height", "width"), ("height", "width", "3"))
    panels = [("picture", picture, False)] + [
        (title, numbers(values, f"{title!r}", ("height", "width")), signed)
        for title, values in results.items()
    ]
    in_a_row = -(-len(panels) // -(-len(panels) // IN_A_ROW))
    box_height, box_width = _size(picture.shape, (SIDE, SIDE))
    step = max(box_width, *(text_width(title, TITLE) for title, *_ in panels)) + GAP
    line = ABOVE + box_height + (BAR if signed else 0) + BELOW
    figure, axes = blank(GAP + in_a_row * step, -(-len(panels) // in_a_row) * line)
    for index, (title, values, coloured) in enumerate(panels):
        x, y = GAP + index % in_a_row * step, index // in_a_row * line + ABOVE
        axes.text(x, y - 8, title, size=TITLE, color=INK)
        height, width = _size(values.shape, (box_height, box_width))
        axes.add_patch(Rectangle((x, y), width, height, fc=MISSING, ec="0.45", lw=0, hatch="///"))
        limit = largest(values) if coloured else None
        _image(inset(figure, x, y, width, height), values, limit)
        if coloured:
            _bar(inset(figure, x, y + height + 6, max(60, min(width, 120)), 6), limit)
    return figure


def _size(shape, box):
    """Fit pixels into a box: each as large as a whole number of the screen's, if that is possible.

    Pixels that are all alike are smaller in the file, and none looks wider than its neighbour.
    """
    scale = SHARPNESS * min(side / length for side, length in zip(box, shape, strict=False))
    scale = (np.floor(scale + 1e-9) if scale >= 1 else scale) / SHARPNESS
    return shape[0] * scale, shape[1] * scale


def inset(figure, x, y, width, height):
    """Return axes for a picture, without ticks, at a place in points from the figure's top left."""
    all_wide, all_high = figure.get_size_inches() * PER_INCH
    place = (x / all_wide, 1 - (y + height) / all_high, width / all_wide, height / all_high)
    axes = figure.add_axes(place, xticks=[], yticks=[])
    axes.patch.set_alpha(0)  # what is missing shows what lies behind
    for spine in axes.spines.values():
        spine.set(color="0.45", linewidth=0.8)
    return axes


def _image(axes, values, limit):
    if limit is not None:
        shades = {"cmap": SIGNED, "vmin": -limit, "vmax": limit}
    elif values.ndim == 2:
        shades = {"cmap": GREY, "vmin": 0, "vmax": 1}
    else:
        (values,), shades = few_colours([values], 2 * SHADES), {}
    axes.imshow(values, aspect="auto", interpolation="nearest", **shades)


def few_colours(pictures, most):
    """Reduce pictures together to so few colours that a figure's palette has room for them.

    Parameters
    ----------
    pictures : list of ndarray
        (height, width) or (height, width, 3), values from 0 to 1.
    most : int

    Returns
    -------
    list of ndarray
        (height, width, 4), uint8; transparent where values are missing.

    Examples
    --------
    >>> few_colours([np.array([[0, 1, np.nan]])], 8)[0][0]
    array([[  0,   0,   0, 255],
           [255, 255, 255, 255],
           [  0,   0,   0,   0]], dtype=uint8)
    """
    coloured = [np.broadcast_to(p.reshape(*p.shape[:2], -1), (*p.shape[:2], 3)) for p in pictures]
    pixels = np.concatenate([picture.reshape(-1, 3) for picture in coloured])
    strip = Image.fromarray(np.uint8(255 * np.clip(np.nan_to_num(pixels), 0, 1) + 0.5)[None])
    reduced = np.asarray(strip.quantize(most, dither=Image.Dither.NONE).convert("RGB"))[0]
    seen = 255 * np.isfinite(pixels).all(axis=-1, keepdims=True)
    reduced = np.concatenate([reduced * (seen > 0), seen], axis=-1).astype(np.uint8)
    ends = np.cumsum([picture.shape[0] * picture.shape[1] for picture in coloured])
    return [
        part.reshape(*picture.shape[:2], 4)
        for part, picture in zip(np.split(reduced, ends[:-1]), coloured, strict=True)
    ]


def _bar(axes, limit):
    axes.imshow(np.linspace(-1, 1, SHADES)[None], cmap=SIGNED, aspect="auto", extent=(-1, 1, 0, 1))
    axes.set_xticks([-1, 0, 1], [label(tick) for tick in (-limit, 0, limit)], size=TICK)
    axes.tick_params(length=2, pad=2)
    for text, side in zip(axes.get_xticklabels(), ("left", "center", "right"), strict=True):
        text.set_horizontalalignment(side)
