"""The report's plots: SVG that stands in the page, takes its colour of text, and is always the same."""

import io
import re

import matplotlib
import numpy as np
from matplotlib.figure import Figure

STYLE = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
INK = "#010203"  # stands for the page's own colour of text
OUTCOMES = {
    "right": ("#4477aa", ""),
    "partly right": ("#66ccee", ""),
    "not right": ("#ee6677", "///"),
    "not written": ("#bbbbbb", ""),
    "no verdict": ("#aa3377", ""),
    "waiting": ("#ccbb44", ""),
}
"""Colours that colour-blind readers can tell apart, and a hatch for print."""
BINS = 10


def histogram(scores):
    """Draw how one lab's scores are spread.

    Parameters
    ----------
    scores : statistics.Scores

    Returns
    -------
    str
        SVG.
    """
    counts, edges = bins(scores)
    with _style(f"{scores.lab} scores"):
        figure, axes = _axes(6.4, 2.6)
        bars = axes.bar(
            edges[:-1], counts, np.diff(edges), align="edge", color=OUTCOMES["right"][0]
        )
        for bar in bars:
            bar.set(edgecolor=INK, linewidth=0.6)
        axes.set(xlabel="points, bonus included", ylabel="submissions", xlim=(edges[0], edges[-1]))
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.axvline(scores.points, color=INK, linestyle="--", linewidth=1)
        return _svg(figure)


def bins(scores):
    """Return the counts and the edges of the bars of a histogram.

    Parameters
    ----------
    scores : statistics.Scores

    Returns
    -------
    (ndarray, ndarray)
        (`BINS`,) int64 and (`BINS` + 1,) float64.
    """
    top = max(scores.points, scores.values[-1], 1)
    return np.histogram(scores.values, bins=BINS, range=(0, top))


def outcomes(exercises):
    """Draw what became of each exercise of a lab, a bar for each.

    Parameters
    ----------
    exercises : list of statistics.Exercise

    Returns
    -------
    str
        SVG.
    """
    with _style(f"{exercises[0].lab} exercises"):
        figure, axes = _axes(6.4, 0.9 + 0.28 * len(exercises))
        left = np.zeros(len(exercises))
        names = [one.name for one in exercises]
        for outcome, (colour, hatch) in OUTCOMES.items():
            widths = np.array([one.counts.get(outcome, 0) for one in exercises])
            if widths.any():
                axes.barh(
                    names, widths, left=left, color=colour, hatch=hatch, label=outcome,
                    edgecolor=INK, linewidth=0.4,
                )  # fmt: skip
            left += widths
        axes.invert_yaxis()
        axes.set(xlabel="submissions")
        axes.xaxis.get_major_locator().set_params(integer=True)
        figure.legend(
            loc="outside upper center", ncols=6, frameon=False, labelcolor=INK, fontsize=9
        )
        return _svg(figure)


def _style(name):
    """Return the style of one figure, whose name keeps its ids apart from other figures'."""
    return matplotlib.rc_context(STYLE | {"svg.hashsalt": name})


def _axes(width, height):
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    axes.tick_params(colors=INK)
    axes.xaxis.label.set_color(INK)
    axes.yaxis.label.set_color(INK)
    axes.spines[:].set_color(INK)
    return figure, axes


def _svg(figure):
    """Return a figure as SVG whose ink is the page's, and whose ids are nobody else's."""
    file = io.StringIO()
    figure.savefig(file, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    text = text[text.index("<svg") :].replace(INK, "currentColor")
    text = re.sub(r"<metadata>.*?</metadata>\s*", "", text, flags=re.S)
    used = set(re.findall(r"#([\w-]+)", text))
    return re.sub(r' id="([^"]+)"', lambda m: m.group(0) if m.group(1) in used else "", text)
