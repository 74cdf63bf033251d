"""Curves and bars: numbers that are compared, drawn with every label at what it names."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from cnnlabs.draw.figure import (
    BLUE,
    INK,
    MARK,
    ORANGE,
    PER_INCH,
    WIDEST,
    blank,
    described,
    numbers,
    publish,
    rendered,
    text_width,
)
from cnnlabs.draw.grid import MARGIN, TITLE, label

TEXT, TICK = 11, 10  # sizes of text
PLOT_WIDTH, PLOT_HEIGHT = 520, 300
STYLES = [  # colour, dashes, marker: any one of them tells two curves apart
    (BLUE, "-", "o"),
    (ORANGE, (0, (5, 2)), "s"),
    ("#007a5a", (0, (1, 1.2)), "^"),
    (MARK, (0, (6, 1.5, 1, 1.5)), "D"),
    (INK, (0, (2, 2)), "v"),
    ("#56a5d8", (0, (8, 3)), "X"),
]
MANY = 30  # points in a curve: more are marked here and there only
LINE, BAR, SPAN = (
    28,
    18,
    380,
)  # from bar to bar, a bar's height, from the least to the largest value
HEAD, PAD = 28, 8  # a panel's title, room below a panel and beside texts


def curves(series, alt, *, x="", y="", log=False):
    """Draw up to six curves, told apart by colour, dashes and markers.

    Parameters
    ----------
    series : dict of str to array_like or tuple
        By its label, each curve's values (points,), which stand at 0, 1, 2 ...; or a tuple (xs, ys) of
        two such arrays. Missing values (NaN) leave a gap.
    alt : str
        What the figure shows, for readers who cannot see it.
    x, y : str
        What the axes mean.
    log : bool
        Whether equal ratios take equal room on the vertical axis.

    Raises
    ------
    ValueError
        When there is no description, no curve or more than six, a curve is no row of numbers or lacks
        some, or one that is not positive is to be drawn with `log`.

    Examples
    --------
    >>> curves({"loss": [2.3, 1.1, 0.6]}, "A loss that falls from 2.3 to 0.6.", x="epoch")
    """
    described(alt)
    publish(rendered(curves_figure(series, x=x, y=y, log=log)), alt)


def curves_figure(series, *, x="", y="", log=False):
    """Return the matplotlib Figure of `curves`, for `sliders`.

    Examples
    --------
    >>> figure = curves_figure({"square": ([0, 1, 2], [0, 1, 4])})
    >>> [text.get_text() for text in figure.legends[0].get_texts()]
    ['square']
    """
    if not 1 <= len(series) <= len(STYLES):
        raise ValueError(f"1 to {len(STYLES)} curves can be told apart, got {len(series)}")
    points = {str(name): _points(name, values, log) for name, values in series.items()}
    names = 104 + max(text_width(name, TEXT) for name in points)
    size = min(PLOT_WIDTH + names, WIDEST) / PER_INCH, PLOT_HEIGHT / PER_INCH
    figure = Figure(figsize=size, facecolor="white", layout="constrained")
    figure.get_layout_engine().set(w_pad=PAD / PER_INCH, h_pad=PAD / PER_INCH)
    axes = figure.add_subplot(yscale="log" if log else "linear")
    for k, (name, (xs, ys)) in enumerate(points.items()):
        colour, dashes, marker = STYLES[k]
        axes.plot(  # the first ones are wider, and still seen when others lie upon them
            xs, ys, color=colour, ls=dashes, lw=4 - 0.5 * k, marker=marker, markersize=9 - 0.7 * k,
            markevery=max(1, len(xs) // MANY + (len(xs) > MANY)), label=name,
        )  # fmt: skip
    if all(np.all(xs == np.round(xs)) for xs, _ in points.values()):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_xlabel(x, size=TEXT)
    axes.set_title(
        y, size=TEXT, loc="left", pad=8
    )  # level text is easier to read than upright text
    axes.tick_params(labelsize=TICK)
    axes.yaxis.get_offset_text().set_size(TICK)
    axes.grid(color="0.88", lw=0.8)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    figure.legend(loc="outside right upper", fontsize=TEXT, handlelength=4.6, frameon=False)
    return figure


def _points(name, values, log):
    """Return a curve's places and values; both are checked."""
    if isinstance(values, tuple) and len(values) == 2 and np.ndim(values[0]) == 1:
        xs, ys = (numbers(part, f"{name!r}", ("points",)) for part in values)
    else:
        ys = numbers(values, f"{name!r}", ("points",))
        xs = np.arange(len(ys))
    if len(xs) != len(ys):
        raise ValueError(
            f"{name!r} has {len(xs)} places but {len(ys)} values: pass as many of both"
        )
    if not np.isfinite(xs).all() or np.isinf(ys).any():
        raise ValueError(
            f"{name!r} holds a value that has no place on the axes: infinite or missing"
        )
    if log and (ys <= 0).any():
        raise ValueError(f"{name!r} holds {label(ys.min())}: with log=True all must be above 0")
    return xs, ys


def bars(groups, alt, *, unit=""):
    """Draw horizontal bars with their values, a panel for each group and one scale for all.

    Parameters
    ----------
    groups : dict of str to dict
        {title: {label: value}}.
    alt : str
        What the figure shows, for readers who cannot see it.
    unit : str
        What the values count, written behind each.

    Raises
    ------
    ValueError
        When there is no description, no bar, or a value is no finite number.

    Examples
    --------
    >>> bars({"weights": {"dense": 163850, "conv": 4640}}, "163,850 dense weights, 4,640 others.")
    """
    described(alt)
    publish(rendered(bars_figure(groups, unit=unit)), alt)


def bars_figure(groups, *, unit=""):
    """Return the matplotlib Figure of `bars`, for `sliders`.

    Examples
    --------
    >>> figure = bars_figure({"time": {"loop": 2.5, "one call": 0.01}}, unit="s")
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['time', 'loop', '2.5 s', 'one call', '0.01 s']
    """
    if not groups or not all(groups.values()):
        raise ValueError(
            "there is no bar to draw: pass {title: {label: value}}, none of them empty"
        )
    values = {
        title: numbers(list(group.values()), f"{title!r}", ("bars",))
        for title, group in groups.items()
    }
    every = np.concatenate(list(values.values()))
    if not np.isfinite(every).all():
        raise ValueError("a bar needs a finite value: leave out what is missing")
    low, high = min(every.min(), 0), max(every.max(), 0)
    scale = SPAN / ((high - low) or 1)
    room = [(value, text_width(_written(value, unit), TEXT) + 2 * PAD) for value in every]
    names = MARGIN + max(text_width(str(name), TEXT) for group in groups.values() for name in group)
    zero = names + PAD + max(each - value * scale if value < 0 else 0 for value, each in room)
    ends = [zero + value * scale + each for value, each in room if value >= 0]
    titles = [MARGIN + 1.15 * text_width(str(title), TITLE) for title in groups]  # they are bold
    height = PAD + sum(HEAD + LINE * len(group) + PAD for group in groups.values())
    figure, axes = blank(max(zero, *ends, *titles) + PAD, height)
    top = PAD
    for title, group in groups.items():
        axes.text(MARGIN, top + 14, title, size=TITLE, color=INK, weight="bold")
        top += HEAD
        for name, value in zip(group, values[title], strict=True):
            middle, end = top + LINE / 2, zero + value * scale
            size = abs(end - zero), BAR
            axes.add_patch(Rectangle((min(zero, end), middle - BAR / 2), *size, fc=BLUE))
            style = {"size": TEXT, "va": "center_baseline", "color": INK}
            axes.text(names, middle, name, ha="right", **style)
            place, ha = (end - PAD, "right") if value < 0 else (end + PAD, "left")
            axes.text(place, middle, _written(value, unit), ha=ha, **style)
            top += LINE
        axes.plot([zero, zero], [top - LINE * len(group), top], color=INK, lw=1)
        top += PAD
    return figure


def _written(value, unit):
    """Write a bar's value, thousands apart.

    Examples
    --------
    >>> _written(163850.0, "weights"), _written(0.25, "s"), _written(-3.0, "")
    ('163,850 weights', '0.25 s', '−3')
    """
    whole = value == int(value) or abs(value) >= 1000
    text = f"{value + 0.0:,.0f}".replace("-", "−") if whole else label(value)
    return f"{text} {unit}".strip()
