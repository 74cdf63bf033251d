"""From a matplotlib figure to an output of a notebook, and what all drawings have in common.

Lengths are points, 72 to the inch, and a point is a pixel of the notebook: pictures are rendered
with two pixels for each, sharp on fine screens. Neither pyplot nor its settings are touched.
"""

from base64 import b64encode
from collections import Counter
from functools import cache
from html import escape
from io import BytesIO
from itertools import pairwise
from math import ceil

import numpy as np
from IPython import get_ipython
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from PIL import Image, PngImagePlugin

PER_INCH = 72
SHARPNESS = 2
COLOURS = 256  # in a palette
MOVING = 64  # in that of an animation, the last of which stands for what stays as it was
ENOUGH = 0.9  # share of the pixels that a drawing's palette meets exactly
SHADES = 41  # of a colour map: few enough to find room in a palette; odd, so that 0 is white
WIDEST = 960

INK, FAINT, MISSING, MARK = "black", "0.45", "0.82", "#b3007d"
BLUE, ORANGE = "#0a5fa8", "#e86a00"  # no colour blindness takes one for the other
DARK_BLUE, DARK_ORANGE = "#04335c", "#a84300"
SIGNED = LinearSegmentedColormap.from_list(
    "signed",
    [(0, DARK_BLUE), (0.2, BLUE), (0.5, "white"), (0.8, ORANGE), (1, DARK_ORANGE)],
    N=SHADES,
)


def show(figure, alt):
    """Display a figure as a PNG with a description.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Shown with 72 pixels to its inch.
    alt : str
        What the figure shows, for readers who cannot see it.

    Raises
    ------
    ValueError
        When there is no description.

    Examples
    --------
    >>> show(Figure(figsize=(2, 1)), "A white rectangle.")  # displays nothing outside a notebook
    """
    publish(rendered(figure), alt)


def rendered(figure):
    """Render a figure.

    Parameters
    ----------
    figure : matplotlib.figure.Figure

    Returns
    -------
    PIL.Image.Image
        RGB, two pixels for each point of the figure.
    """
    if not isinstance(figure, Figure):
        raise ValueError(f"a matplotlib Figure is needed, got {type(figure).__name__}")
    figure.set_dpi(PER_INCH * SHARPNESS)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")


def encoded(image):
    """Return a rendered figure as the bytes of a PNG with a palette: the same at every call."""
    file = BytesIO()
    [indices], palette = _indexed([image], COLOURS)
    _with_palette(indices, palette).save(file, "PNG", optimize=True)
    return file.getvalue()


def animated(images, pace):
    """Return rendered figures as the bytes of an animated PNG.

    Parameters
    ----------
    images : list of PIL.Image.Image
        RGB, of one size.
    pace : list of int
        For how many milliseconds each is seen.
    """
    indexed, palette = _indexed(images, MOVING - 1)
    frames = [indexed[0]]
    for before, after in pairwise(indexed):  # what stays as it was is left out, that is transparent
        frames.append(np.where(after == before, MOVING - 1, after))
    first, *others = (_with_palette(each, palette) for each in frames)
    for image in (first, *others):  # Pillow looks for what has changed with this in mind
        image.info["transparency"] = MOVING - 1
    file = BytesIO()
    first.save(file, "PNG", save_all=True, append_images=others, duration=pace, loop=0,
               blend=PngImagePlugin.Blend.OP_OVER, compress_level=9)  # fmt: skip
    return file.getvalue()


def _indexed(images, most):
    """Reduce RGB pictures to one palette, each pixel to the nearest of its colours.

    The flat colours of a drawing stay as they are; only some edges of letters change a little.
    """
    counts = Counter()
    for image in images:
        counts.update({c: count for count, c in image.getcolors(image.width * image.height)})
    colours = np.array(sorted(counts, key=lambda colour: (-counts[colour], colour)))
    palette = _palette(colours, np.array([counts[tuple(colour)] for colour in colours]), most)
    nearest = np.zeros(1 << 24, np.uint8)
    for part in np.array_split(colours, len(colours) // 1000 + 1):
        apart = ((part[:, None] - palette) ** 2).sum(axis=-1)
        nearest[_packed(part)] = apart.argmin(axis=1)
    return [nearest[_packed(np.asarray(image))] for image in images], palette


def _palette(colours, counts, most):
    """Choose at most so many colours: the most frequent, and for a photograph a median cut besides."""
    if counts[:most].sum() >= ENOUGH * counts.sum():
        return colours[:most]
    flat = most // 4
    rest = Image.fromarray(np.repeat(colours[flat:], counts[flat:], axis=0).astype(np.uint8)[None])
    cut = rest.quantize(most - flat, Image.Quantize.MEDIANCUT).getpalette()
    return np.concatenate([colours[:flat], np.reshape(cut, (-1, 3))[: most - flat]])


def _packed(colours):
    """Return RGB colours (..., 3) as whole numbers (...)."""
    red, green, blue = np.moveaxis(colours.astype(np.uint32), -1, 0)
    return red << 16 | green << 8 | blue


def _with_palette(indices, palette):
    image = Image.fromarray(indices.astype(np.uint8))
    image.putpalette(palette.astype(np.uint8).tobytes().ljust(3 * COLOURS, b"\xff"))
    return image


def shown_size(png):
    """Return the width and height in pixels of the notebook at which a PNG is meant to be seen."""
    with Image.open(BytesIO(png)) as image:
        return image.width // SHARPNESS, image.height // SHARPNESS


def tag(png, alt):
    """Return the HTML of a picture with its description, for widgets and pages."""
    width, height = shown_size(png)
    source = b64encode(png).decode()
    return (
        f'<img src="data:image/png;base64,{source}" alt="{escape(alt)}" '
        f'width="{width}" height="{height}" style="max-width: 100%; height: auto">'
    )


def described(alt):
    """Return the description, or raise ValueError when there is none."""
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError(
            "alt is empty: say in a sentence or two what the figure shows, for readers who cannot "
            'see it, as in alt="A photograph, and its edges in blue and orange."'
        )
    return alt


def publish(picture, alt, view=None):
    """Display a picture once, in all the forms in which it may be read.

    Parameters
    ----------
    picture : PIL.Image.Image or bytes
        A rendered figure, or a PNG.
    alt : str
    view : dict, optional
        Further forms by MIME type, such as a widget's view.
    """
    alt = described(alt)
    png = picture if isinstance(picture, bytes) else encoded(picture)
    width, height = shown_size(png)
    forms = {**(view or {}), "image/png": png, "text/plain": alt}
    if get_ipython() is not None:  # without a shell, display would print
        about = {"image/png": {"alt": alt, "width": width, "height": height}}
        display(forms, raw=True, metadata=about)


def blank(width, height):
    """Return an empty figure and its axes, whose coordinates are points from the top left."""
    width, height = ceil(width), ceil(height)
    figure = Figure(figsize=(width / PER_INCH, height / PER_INCH), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.set_axis_off()
    return figure, axes


@cache  # a figure's layout asks for the same texts again and again
def text_width(text, size):
    """Return the width of a line of text in whole points."""
    if not text.strip():
        return 0
    path = TextPath((0, 0), text, size=size, prop=FontProperties(family="DejaVu Sans"))
    return ceil(path.get_extents().width)


def numbers(values, name, *shapes):
    """Return values as an array of numbers, floats with NaN where one is missing.

    Parameters
    ----------
    values : array_like
        Whole numbers, floats or truth values.
    name : str
        What to call them in an error.
    *shapes : tuple of str
        The shapes that are right, by the names of their axes; "3" stands for itself.

    Raises
    ------
    ValueError
        When there are no numbers, something else, or a wrong number of axes.

    Examples
    --------
    >>> numbers([[1, 2]], "kernel", ("height", "width"))
    array([[1., 2.]])
    >>> numbers([1, 2], "kernel", ("height", "width"))
    Traceback (most recent call last):
    ValueError: kernel must have the shape (height, width), got (2,)
    """
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must be an array: its rows differ in length") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name} must hold real numbers, got {array.dtype}")
    if not any(_fits(array.shape, shape) for shape in shapes):
        wanted = " or ".join(f"({', '.join(shape)})" for shape in shapes)
        raise ValueError(f"{name} must have the shape {wanted}, got {array.shape}")
    if array.size == 0:
        raise ValueError(f"{name} is empty: its shape is {array.shape}")
    return array.astype(float)


def _fits(shape, names):
    return len(shape) == len(names) and all(
        not name.isdigit() or int(name) == length for length, name in zip(shape, names, strict=True)
    )


def largest(values):
    """Return the largest finite magnitude, 1 when all are 0 or missing: where the colours end."""
    finite = np.abs(values[np.isfinite(values)])
    return float(finite.max(initial=0)) or 1.0
