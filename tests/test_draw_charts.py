"""Curves, bars and galleries: what they say, and that nothing is cut off."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex

from cnnlabs import draw
from cnnlabs.draw.figure import PER_INCH, rendered
from cnnlabs.draw.response import few_colours

GREYS = np.linspace(0, 1, 48).reshape(6, 8)
names = st.lists(st.text("abc mnop", min_size=1, max_size=30), min_size=1, max_size=6, unique=True)
values = st.floats(-1e9, 1e9) | st.integers(-5, 5).map(float)


def assert_all_inside(figure):
    """Fail unless every text and picture lies inside the figure, and no two texts overlap."""
    rendered(figure)
    width, height = figure.get_size_inches() * figure.dpi
    texts = [text for axes in figure.axes for text in axes.texts]
    texts += [text for axes in figure.axes for text in (axes.title, axes.xaxis.label)]
    texts += [text for legend in figure.legends for text in legend.get_texts()]
    found = [text.get_window_extent() for text in texts if text.get_text().strip()]
    for k, box in enumerate(found):
        assert min(box.x0, box.y0) >= -1 and box.x1 <= width + 1 and box.y1 <= height + 1
        assert not any(box.overlaps(other.shrunk(0.98, 0.8)) for other in found[:k])
    assert all(text.get_size() >= 8 for text in texts)


@settings(deadline=None, max_examples=25)
@given(names, st.data())
def test_curves_are_labelled_and_inside(labels, data):
    rows = st.lists(values | st.just(np.nan), min_size=1, max_size=40)
    series = {label: data.draw(rows) for label in labels}
    figure = draw.curves_figure(series, x="steps", y="what is measured")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == list(series)
    for line, given_values in zip(figure.axes[0].lines, series.values(), strict=True):
        assert np.array_equal(line.get_ydata(), given_values, equal_nan=True)
        assert np.array_equal(line.get_xdata(), np.arange(len(given_values)))
    assert_all_inside(figure)


def test_curves_differ_in_colour_dashes_and_marker():
    figure = draw.curves_figure({f"curve {k}": [k, k + 1] for k in range(6)})
    lines = figure.axes[0].lines
    for style in (
        lambda line: to_hex(line.get_color()),
        lambda line: line.get_marker(),
        lambda line: str(line._unscaled_dash_pattern),
    ):
        assert len(set(map(style, lines))) == 6


def test_curves_take_places_and_logarithms():
    figure = draw.curves_figure({"a": ([1, 10], [0.1, 100]), "b": ([2.5], [3])}, log=True)
    axes = figure.axes[0]
    assert axes.get_yscale() == "log"
    assert [tuple(line.get_xdata()) for line in axes.lines] == [(1, 10), (2.5,)]
    assert_all_inside(figure)


def test_a_curve_of_a_pair_of_lists_is_one_of_places_and_values():
    line = draw.curves_figure({"a": ((3, 4), (5, 6))}).axes[0].lines[0]
    assert (list(line.get_xdata()), list(line.get_ydata())) == ([3, 4], [5, 6])
    line = draw.curves_figure({"a": (3, 4)}).axes[0].lines[0]
    assert (list(line.get_xdata()), list(line.get_ydata())) == ([0, 1], [3, 4])


@settings(deadline=None, max_examples=25)
@given(st.dictionaries(st.text("abc m", min_size=1), st.dictionaries(
    st.text("abc mno", min_size=1, max_size=30), values, min_size=1, max_size=4),
    min_size=1, max_size=3), st.sampled_from(["", "multiplications"]))  # fmt: skip
def test_bars_are_as_long_as_their_values(groups, unit):
    figure = draw.bars_figure(groups, unit=unit)
    assert_all_inside(figure)
    flat = [value for group in groups.values() for value in group.values()]
    widths = [patch.get_width() for patch in figure.axes[0].patches]
    scale = 380 / ((max(*flat, 0) - min(*flat, 0)) or 1)
    assert widths == pytest.approx([abs(value) * scale for value in flat], abs=1e-6)
    width = figure.get_size_inches()[0] * PER_INCH
    assert all(0 < p.get_bbox().x0 <= p.get_bbox().x1 < width for p in figure.axes[0].patches)


def test_bars_tell_their_values():
    figure = draw.bars_figure({"one": {"a": 163850, "b": 0.125}, "two": {"a": -3}}, unit="m")
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert texts == ["one", "a", "163,850 m", "b", "0.125 m", "two", "a", "−3 m"]


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 300), st.integers(1, 300)), min_size=1, max_size=40),
    st.none() | st.integers(1, 12),
)
def test_pictures_neither_overlap_nor_leave_the_figure(shapes, columns):
    images = {f"picture no. {k}": np.full(shape, k / 40) for k, shape in enumerate(shapes)}
    figure = draw.pictures_figure(images, columns=columns)
    titles = [text.get_text().replace("\n", " ") for text in figure.axes[0].texts]
    assert titles == list(images)
    assert figure.get_size_inches()[0] * PER_INCH <= 960 or (columns or 0) > 8
    boxes = [axes.get_position() for axes in figure.axes[1:]]
    assert len(boxes) == len(shapes)
    for k, box in enumerate(boxes):
        assert box.min.min() >= 0 and box.max.max() <= 1
        assert not any(box.overlaps(other) for other in boxes[:k])
    assert_all_inside(figure)


def test_pictures_keep_their_colours():
    colours = np.array([[[1, 0, 0], [0, 1, 0]], [[0, 0, 1], [1, 1, 1]]], float)
    image = np.asarray(rendered(draw.pictures_figure({"colours": colours, "grey": GREYS})))
    seen = set(map(tuple, image.reshape(-1, 3)))
    assert {(255, 0, 0), (0, 255, 0), (0, 0, 255)} <= seen
    assert {(round(255 * grey),) * 3 for grey in GREYS.flat} <= seen


@given(st.integers(2, 200))
def test_few_colours_are_few(most):
    pictures = [np.random.default_rng(most).random((9, 7, 3)), GREYS]
    reduced = few_colours(pictures, most)
    assert [picture.shape for picture in reduced] == [(9, 7, 4), (6, 8, 4)]
    pixels = np.concatenate([picture.reshape(-1, 4) for picture in reduced])
    assert len(np.unique(pixels, axis=0)) <= most


def test_missing_pixels_show_the_hatching():
    holes = np.where(GREYS > 0.5, np.nan, GREYS)
    image = draw.pictures_figure({"holes": holes}).axes[1].images[0].get_array()
    assert np.array_equal(image[..., 3] == 0, np.isnan(holes))
    rendered(draw.pictures_figure({"nothing": np.full((3, 3), np.nan)}))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: draw.curves_figure({}), "1 to 6 curves"),
        (lambda: draw.curves_figure({key: [1] for key in "abcdefg"}), "got 7"),
        (lambda: draw.curves_figure({"a": ["b"]}), "'a' must hold real numbers"),
        (lambda: draw.curves_figure({"a": [[1]]}), r"'a' must have the shape \(points\)"),
        (lambda: draw.curves_figure({"a": ([1, 2], [1])}), "2 places but 1 values"),
        (lambda: draw.curves_figure({"a": ([1, np.nan], [1, 2])}), "no place on the axes"),
        (lambda: draw.curves_figure({"a": [1, np.inf]}), "no place on the axes"),
        (lambda: draw.curves_figure({"a": [1, 0]}, log=True), "'a' holds 0: with log=True"),
        (lambda: draw.bars_figure({}), "no bar"),
        (lambda: draw.bars_figure({"a": {}}), "no bar"),
        (lambda: draw.bars_figure({"a": {"b": "c"}}), "'a' must hold real numbers"),
        (lambda: draw.bars_figure({"a": {"b": np.nan}}), "finite"),
        (lambda: draw.pictures_figure({}), "1 to 40 pictures"),
        (lambda: draw.pictures_figure({k: GREYS for k in range(41)}), "got 41"),
        (lambda: draw.pictures_figure({"a": [1, 2]}), "'a' must have the shape"),
        (lambda: draw.pictures_figure({"a": 255 * GREYS}), "from 0 to 255.*divide bytes by 255"),
        (lambda: draw.pictures_figure({"a": GREYS - 0.5}), "draw.responses"),
        (lambda: draw.stages({}, "Nothing."), "one shape"),
        (lambda: draw.stages({"a": GREYS, "b": GREYS.T}, "Two shapes."), "one shape"),
        (lambda: draw.stages({"a": GREYS, "b": 2 * GREYS}, "Too bright."), "'b' holds values"),
        (lambda: draw.pictures_figure({"a": GREYS}, columns=0), "columns must be"),
        (lambda: draw.pictures_figure({"a": GREYS}, columns="two"), "columns must be"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
