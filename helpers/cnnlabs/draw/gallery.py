"""Many pictures, side by side or one after the other."""

from math import ceil

import numpy as np
from matplotlib.patches import Rectangle
from PIL import Image

from cnnlabs.draw.figure import (
    INK,
    MISSING,
    SHARPNESS,
    WIDEST,
    animated,
    blank,
    described,
    numbers,
    publish,
    rendered,
    text_width,
)
from cnnlabs.draw.grid import label
from cnnlabs.draw.player import play
from cnnlabs.draw.response import few_colours, inset

MOST, IN_A_ROW = 40, 8
LARGEST, GAP = 220, 14  # longest side of a picture, room between two
COLOURS = 220  # of all pictures together: the figure's palette has room for them and its text
STAGE_COLOURS = 44  # likewise, of an animation


def pictures(pictures, alt, *, columns=None):
    """Show pictures with their titles in rows.

    Parameters
    ----------
    pictures : dict of str to array_like
        Up to 40 by their titles: (height, width) in grey or (height, width, 3) in RGB, values from 0 to
        1. Missing values (NaN) are hatched.
    alt : str
        What the figure shows, for readers who cannot see it.
    columns : int, optional
        Pictures in a row; at most 8 in rows of about the same length by default.

    Raises
    ------
    ValueError
        When there is no description, no picture or more than 40, or an array is no picture.

    Examples
    --------
    >>> pictures({"dark": np.zeros((4, 6)), "bright": np.ones((4, 6))}, "A black and a white picture.")
    """
    described(alt)
    publish(rendered(pictures_figure(pictures, columns=columns)), alt)


def pictures_figure(pictures, *, columns=None):
    """Return the matplotlib Figure of `pictures`, for `sliders`.

    Examples
    --------
    >>> figure = pictures_figure({"dark": np.zeros((4, 6)), "bright": np.ones((4, 6))})
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['dark', 'bright']
    """
    if not 1 <= len(pictures) <= MOST:
        raise ValueError(f"1 to {MOST} pictures can be shown, got {len(pictures)}")
    if columns is None:
        columns = ceil(len(pictures) / ceil(len(pictures) / IN_A_ROW))
    if not isinstance(columns, (int, np.integer)) or columns < 1:
        raise ValueError(f"columns must be a whole number from 1 on, got {columns!r}")
    columns = min(columns, len(pictures))
    side = min(LARGEST, (WIDEST - GAP) / columns - GAP)
    size = 11 if columns <= 5 else 9
    images = [_checked(title, picture) for title, picture in pictures.items()]
    images = few_colours([_fitted(image, side) for image in images], COLOURS)
    boxes = [np.multiply(image.shape[:2], _scale(image, side)) for image in images]
    step = max(width for _, width in boxes)
    titles = [_wrapped(str(title), max(step, 60), size) for title in pictures]
    step = GAP + max(step, *(text_width(line, size) for lines in titles for line in lines))
    rows = [slice(start, start + columns) for start in range(0, len(images), columns)]
    above = [1.35 * size * max(map(len, titles[row])) + 6 for row in rows]
    high = [max(height for height, _ in boxes[row]) for row in rows]
    figure, axes = blank(GAP + columns * step, sum(above) + sum(high) + GAP * len(rows))
    for index, (lines, image, box) in enumerate(zip(titles, images, boxes, strict=True)):
        row, column = divmod(index, columns)
        x = GAP + column * step
        y = sum(above[: row + 1]) + sum(high[:row]) + GAP * row
        axes.text(x, y - 5, "\n".join(lines), size=size, color=INK, linespacing=1.2)
        place = inset(figure, x, y, *box[::-1])
        place.imshow(image, aspect="auto", interpolation="nearest")
        axes.add_patch(Rectangle((x, y), *box[::-1], fc=MISSING, ec="0.45", lw=0, hatch="///"))
    return figure


def stages(pictures, alt, *, pace=900):
    """Show the stages of one picture after each other, as an animation.

    Parameters
    ----------
    pictures : dict of str to array_like
        As for `pictures`, all of one shape, with titles that take one line.
    alt : str
        What the animation shows, for readers who cannot see it.
    pace : int
        For how many milliseconds each stage is seen.

    Raises
    ------
    ValueError
        When there is no description, no picture, an array is no picture, or the stages differ in
        size.

    Examples
    --------
    >>> stages({"first": np.zeros((4, 6)), "then": np.ones((4, 6))}, "Black turns white.")
    """
    described(alt)
    images = [_checked(title, picture) for title, picture in pictures.items()]
    frames = []
    for title, image in zip(
        pictures, few_colours(images, STAGE_COLOURS) if images else [], strict=True
    ):
        seen = np.where(image[..., 3:] > 0, image[..., :3] / 255, np.nan)
        frames.append(rendered(pictures_figure({title: seen})))
    if len({frame.size for frame in frames}) != 1:
        raise ValueError("the stages of a picture need one shape, and titles of one line")
    play(animated(frames, [pace] * len(frames)), alt, "stage")


def _checked(title, picture):
    """Return a picture, or say what is wrong with it."""
    picture = numbers(picture, f"{title!r}", ("height", "width"), ("height", "width", "3"))
    seen = picture[~np.isnan(picture)]
    low, high = seen.min(initial=0), seen.max(initial=0)
    if low < -1e-6 or high > 1 + 1e-6:
        raise ValueError(
            f"{title!r} holds values from {label(low)} to {label(high)}, a picture's lie from 0 to 1: "
            "divide bytes by 255, np.clip what goes beyond, or see signed values with draw.responses"
        )
    return picture


def _scale(picture, side):
    """Return a pixel's side in points at which a picture fits: a whole number of the screen's."""
    return max(1, SHARPNESS * side // max(picture.shape[:2])) / SHARPNESS


def _fitted(picture, side):
    """Return a picture that fits, resized if it would be cut or its pixels are too small to be seen."""
    scale = SHARPNESS * side / max(picture.shape[:2])
    if scale >= 2:
        return picture
    height, width = (max(1, int(length * scale + 1e-9)) for length in picture.shape[:2])
    channels = np.moveaxis(picture.reshape(*picture.shape[:2], -1), -1, 0).astype(np.float32)
    resized = [
        Image.fromarray(channel).resize((width, height), Image.Resampling.BILINEAR)
        for channel in channels
    ]
    return np.stack(resized, axis=-1)


def _wrapped(title, width, size):
    """Break a title into lines between words.

    Examples
    --------
    >>> _wrapped("three short words", 70, 11)
    ['three short', 'words']
    """
    lines = [""]
    for word in title.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
