"""The sweeping window: its stops against SciPy and Keras, and where things stand in its figures."""

from io import BytesIO
from itertools import pairwise

import keras
import numpy as np
import pytest
import scipy.signal
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from matplotlib.colors import to_hex
from PIL import Image

from cnnlabs import data, draw
from cnnlabs.draw.arithmetic import result, terms
from cnnlabs.draw.figure import MARK, PER_INCH, rendered
from cnnlabs.draw.stops import BORDER, INSERTED, PIXEL, progress, sweep_of
from cnnlabs.draw.sweep import animation, frame, plan

ALT = "What it shows."
KERNEL = [[0, 1], [-1, 0]]
BLUR = np.outer([1, 2, 1], [1, 2, 1])
KINDS = {
    "valid": (data.HANDOUT_IMAGE, data.LAPLACIAN, {}),
    "padded": (data.HANDOUT_IMAGE[1:3, :4], KERNEL, {"padding": (1, 2, 0, 1), "mode": "edge"}),
    "strided": (np.arange(35).reshape(5, 7) / 7, [[1, 0, -1]], {"strides": (2, 3)}),
    "dilated": (np.arange(30).reshape(5, 6), KERNEL, {"dilation": 3}),
    "zeros": ([[1, 2]], BLUR, {"zeros": (2, 3), "padding": (2, 1, 2, 2)}),
    "max": (data.HANDOUT_IMAGE[:2], (2, 3), {"operation": "max", "padding": (1, 0, 1, 1)}),
    "average": (
        data.HANDOUT_IMAGE[:, :2],
        (3, 3),
        {"operation": "average", "padding": (1, 1, 1, 1)},
    ),
    "scatter": ([[1, -2], [3, 4]], BLUR, {"operation": "scatter", "strides": (1, 2)}),
    "wide": (np.linspace(0, 1, 28).reshape(2, 14), [[0.125], [-0.375]], {"strides": (1, 2)}),
}

pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))


def small_arrays(low, high):
    shapes = st.tuples(st.integers(low, high), st.integers(low, high))
    return shapes.flatmap(lambda shape: arrays(float, shape, elements=st.integers(-99, 99)))


def outputs(path):
    """Return the output that the stops tell of, each at its place in order."""
    assert [(stop.row, stop.col) for stop in path.stops] == list(np.ndindex(path.shape))
    return np.array([stop.total for stop in path.stops]).reshape(path.shape)


def spread(values, steps):
    """Insert zeros between the entries of a table."""
    wide = np.zeros([(n - 1) * s + 1 for n, s in zip(values.shape, steps, strict=True)])
    wide[:: steps[0], :: steps[1]] = values
    return wide


def in_keras(function, image, *args, **options):
    return np.array(function(image[None, ..., None], *args, **options))[0, ..., 0]


options = st.fixed_dictionaries(
    {
        "strides": pairs,
        "zeros": st.tuples(st.integers(1, 3), st.integers(1, 3)),
        "padding": st.tuples(*[st.integers(0, 3)] * 4),
        "mode": st.sampled_from(["constant", "reflect", "edge", "wrap"]),
        "dilation": st.integers(1, 3),
    }
)


@settings(deadline=None)
@given(small_arrays(1, 6), small_arrays(1, 4), options)
def test_correlations_are_those_of_scipy(image, kernel, options):
    names = ("strides", "zeros", "padding", "mode", "dilation")
    strides, zeros, padding, mode, dilation = (options[name] for name in names)
    met = np.pad(spread(image, zeros), (padding[:2], padding[2:]), mode)
    holes = spread(kernel, (dilation, dilation))
    assume(all(n >= k for n, k in zip(met.shape, holes.shape, strict=True)))
    expected = scipy.signal.correlate2d(met, holes, "valid")[:: strides[0], :: strides[1]]
    path = sweep_of(image, kernel, **options)
    assert np.array_equal(outputs(path), expected)
    assert np.array_equal(path.image, met)
    assert np.array_equal(path.image[path.kinds == PIXEL], image.ravel())
    assert (path.kinds == BORDER).sum() == met.size - spread(image, zeros).size
    assert not path.image[path.kinds == INSERTED].any()
    rows, cols = ([name for name in names if name != ""] for names in path.names)
    assert (rows, cols) == tuple(list(range(n)) for n in image.shape)
    for stop in path.stops:
        assert stop.total == stop.terms.sum()
        for ((a, row), (b, col)), term in zip(stop.pairs(), stop.terms.flat, strict=True):
            assert term == kernel[a, b] * met[row, col]


@pytest.mark.parametrize("strides", [(1, 1), (2, 3), (4, 1)])
@pytest.mark.parametrize("shape", [(2, 3), (3, 3), (1, 4)])
def test_correlations_are_those_of_keras(shape, strides):
    rng = np.random.default_rng(0)
    image, kernel = rng.normal(size=(7, 9)), rng.normal(size=shape)
    expected = in_keras(keras.ops.conv, image, kernel[..., None, None], strides, "valid")
    assert outputs(sweep_of(image, kernel, strides=strides)) == pytest.approx(expected)


def same(image, window, strides):
    """Return the padding of Keras' "same" as (top, bottom, left, right)."""
    found = []
    for n, k, s in zip(image.shape, window, strides, strict=True):
        lacks = max((-(-n // s) - 1) * s + k - n, 0)
        found += [lacks // 2, lacks - lacks // 2]
    return tuple(found)


@settings(deadline=None, max_examples=60)
@given(small_arrays(1, 7), pairs, pairs, st.sampled_from(["max", "average"]), st.booleans())
def test_pooling_is_that_of_keras(image, window, strides, operation, padded):
    assume(padded or all(n >= k for n, k in zip(image.shape, window, strict=True)))
    pool = {"max": keras.ops.max_pool, "average": keras.ops.average_pool}[operation]
    expected = in_keras(pool, image, window, strides, "same" if padded else "valid")
    padding = same(image, window, strides) if padded else (0, 0, 0, 0)
    path = sweep_of(image, window, operation=operation, strides=strides, padding=padding)
    assert outputs(path) == pytest.approx(expected)
    for number, stop in enumerate(path.stops):
        counted = path.kinds[np.ix_(stop.rows, stop.cols)] == PIXEL
        assert np.array_equal(~np.isnan(stop.terms), counted)
        assert np.array_equal(np.array(terms(path, number)) != "", counted)
        if operation == "max":
            assert stop.winner == tuple(np.argwhere(stop.terms == stop.total)[0])
        else:
            assert stop.winner is None and f"/ {counted.sum()} pixel" in result(path, stop)


@settings(deadline=None, max_examples=60)
@given(small_arrays(1, 5), small_arrays(1, 4), pairs)
def test_scattering_is_the_transposed_convolution_of_keras(image, kernel, strides):
    expected = in_keras(
        keras.ops.conv_transpose, image, kernel[..., None, None], strides=strides, padding="valid"
    )
    path = sweep_of(image, kernel, operation="scatter", strides=strides)
    output, written = progress(path, len(path.stops))
    height, width = output.shape  # Keras adds empty rows and columns when strides are the larger
    assert output == pytest.approx(expected[:height, :width])
    assert not expected[height:].any() and not expected[:, width:].any()
    assert not output[~written].any()
    top, left = (k - 1 for k in kernel.shape)
    gathered = sweep_of(image, kernel[::-1, ::-1], zeros=strides, padding=(top, top, left, left))
    assert np.array_equal(outputs(gathered), output)


def test_scattering_tells_the_old_value_where_stamps_overlap():
    path = sweep_of([[1, 2]], [[3, -4, 0.5]], operation="scatter", strides=(1, 2))
    assert terms(path, 0) == [["3 · 1 = 3", "(−4) · 1 = −4", "0.5 · 1 = 0.5"]]
    assert terms(path, 1) == [["0.5 + 3 · 2 = 6.5", "(−4) · 2 = −8", "0.5 · 2 = 1"]]


def test_the_first_of_equal_maxima_wins():
    (stop,) = sweep_of([[1, 5], [5, 5]], (2, 2), operation="max").stops
    assert stop.winner == (0, 1)


def test_a_missing_pixel_makes_its_outputs_missing():
    for operation, window in [("max", (2, 2)), ("average", (2, 2)), ("correlate", KERNEL)]:
        path = sweep_of([[1, np.nan, 2], [3, 4, 5]], window, operation=operation)
        assert np.isnan(outputs(path)).all()
        assert result(path, path.stops[0]).endswith("= ?")
        rendered(frame(path, plan(path), 0))


def boxes(figure):
    """Return the outlines of a sweep's figure as (x0, y0, x1, y1), the pairs of both colours once."""
    marks = [p for p in figure.axes[0].patches if to_hex(p.get_edgecolor()) == MARK]
    return [tuple(map(float, p.get_bbox().extents)) for p in marks]


@pytest.mark.parametrize("name", KINDS)
def test_nothing_overlaps_or_leaves_the_figure(name):
    image, window, options = KINDS[name]
    path = sweep_of(image, window, **options)
    places = plan(path)
    for number in {0, len(path.stops) // 2, len(path.stops) - 1}:
        figure = frame(path, places, number)
        rendered(figure)
        width, height = figure.get_size_inches() * figure.dpi
        assert width / figure.dpi * PER_INCH <= 960
        found = []
        for text in figure.axes[0].texts:
            assert text.get_size() >= 8
            if text.get_text():
                box = text.get_window_extent()
                assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
                assert not any(box.overlaps(other.shrunk(0.98, 0.8)) for other in found), text
                found.append(box)
        for x0, y0, x1, y1 in boxes(figure):
            assert 0 < x0 < x1 <= width and 0 < y0 < y1 <= height


def test_the_window_is_outlined_where_it_lies():
    path = sweep_of(np.eye(4), (3, 2), operation="max", strides=(2, 2), padding=(1, 1, 1, 1))
    places, side = plan(path), plan(path).cell.side
    window, output, winner = boxes(frame(path, places, 4))
    (x, y), (u, v) = places.picture, places.output
    assert window == (x + 2 * side, y + 2 * side, x + 4 * side, y + 5 * side)
    assert output == (u + side, v + side, u + 2 * side, v + 2 * side)
    assert window[0] < winner[0] < winner[2] < window[0] + side  # pixel (1, 1), the first of two
    assert window[1] < winner[1] < winner[3] < window[1] + side


def test_holes_of_a_dilated_kernel_stay_outside_of_the_outlines():
    path = sweep_of(np.eye(5), np.ones((2, 3)), dilation=2)
    places = plan(path)
    whole, *entries, output = boxes(frame(path, places, 0))
    side = places.cell.side
    corners = {(box[0] - whole[0], box[1] - whole[1]) for box in entries}
    assert corners == {(2 * col * side, 2 * row * side) for row in (0, 1) for col in (0, 1, 2)}
    assert (whole[2] - whole[0], whole[3] - whole[1]) == (5 * side, 3 * side)
    assert output[2] - output[0] == side


@pytest.mark.parametrize("name", KINDS)
def test_animations_show_each_stop(name):
    image, window, options = KINDS[name]
    path = sweep_of(image, window, **options)
    png = animation(path)
    places = plan(path)
    with Image.open(BytesIO(png)) as moving:
        assert moving.n_frames == len(path.stops)
        pace = []
        for number in range(moving.n_frames):
            moving.seek(number)
            pace.append(moving.info["duration"])
            seen = np.asarray(moving.convert("RGBA").convert("RGB"), int)
            still = np.asarray(rendered(frame(path, places, number)), int)
            assert (abs(seen - still).max(axis=-1) > 60).mean() < 1e-3
            assert tuple(seen[0, 0]) == (255, 255, 255)
    assert pace[-1] > pace[0] and all(a == b for a, b in pairwise(pace[:-1]))


def test_animations_of_the_handout_are_small_and_the_same_at_every_call():
    path = sweep_of(data.HANDOUT_IMAGE, data.LAPLACIAN)
    assert len(animation(path)) < 80_000
    assert animation(path) == animation(path)
    options = {"operation": "average", "strides": (2, 2), "padding": (1, 1, 1, 1)}
    assert len(animation(sweep_of(data.HANDOUT_IMAGE, (3, 3), **options))) < 100_000


def test_a_frame_is_the_animation_stopped():
    figure = draw.sweep_figure([[1, 2], [3, 4]], BLUR, 1, 0, operation="scatter", strides=(2, 2))
    written = [text.get_text() for text in figure.axes[0].texts]
    assert "3 + 1 · 3 = 6" in written  # what the first two stamps left
    alone = draw.sweep_figure(data.HANDOUT_IMAGE, data.LAPLACIAN, 1, 1)
    assert [text.get_text() for text in alone.axes[0].texts].count("−36") == 1
    assert "15" not in [text.get_text() for text in alone.axes[0].texts]


@pytest.mark.parametrize(
    ("args", "options", "words"),
    [
        ((np.eye(2), np.eye(3)), {}, r"\(3, 3\) does not fit into a picture \(2, 2\)"),
        ((np.eye(4), np.eye(3)), {"dilation": 2}, r"\(5, 5\) does not fit"),
        ((np.eye(30), np.eye(3)), {}, "784 stops are too many"),
        ((np.eye(3), [1, 2]), {}, r"the kernel must have the shape \(kernel height, kernel width"),
        ((np.eye(3), KERNEL), {"operation": "sum"}, "one of correlate, max, average, scatter"),
        ((np.eye(3), KERNEL), {"mode": "same"}, "one of constant, reflect, edge, wrap"),
        ((np.eye(3), KERNEL), {"strides": 2}, r"strides must be \(vertical, horizontal\)"),
        ((np.eye(3), KERNEL), {"strides": (0, 1)}, "whole numbers from 1 on"),
        ((np.eye(3), KERNEL), {"padding": (1, 1)}, r"\(top, bottom, left, right\)"),
        ((np.eye(3), KERNEL), {"padding": (0, 0, 0, -1)}, "from 0 on"),
        ((np.eye(3), KERNEL), {"dilation": 1.5}, "dilation must be .* got 1.5"),
        ((np.eye(3), KERNEL), {"dilation": (2, 2)}, "dilation must be"),
        ((np.eye(3), KERNEL), {"zeros": (2, 0)}, "zeros must be"),
        ((np.eye(3), KERNEL), {"operation": "max"}, r"the window must be \(height, width\)"),
        ((np.eye(3), 2), {"operation": "max"}, r"the window must be \(height, width\)"),
        ((np.eye(3), (2, 2)), {"operation": "max", "mode": "edge"}, "'max' has no mode"),
        ((np.eye(3), (2, 2)), {"operation": "average", "dilation": 2}, "has no dilation"),
        ((np.eye(3), (2, 2)), {"operation": "average", "zeros": (2, 2)}, "has no zeros"),
        ((np.eye(3), KERNEL), {"operation": "scatter", "padding": (1, 1, 1, 1)}, "has no padding"),
        ((np.eye(3), (1, 1)), {"operation": "max", "padding": (1, 0, 0, 0)}, "nothing but border"),
    ],
)
def test_bad_input_is_named(args, options, words):
    with pytest.raises(ValueError, match=words):
        draw.sweep(*args, alt=ALT, **options)


def test_a_stop_that_is_none_is_named():
    with pytest.raises(ValueError, match=r"no stop at \(2, 0\): the last one is at \(1, 1\)"):
        draw.sweep_frame(np.eye(3), KERNEL, 2, 0, alt=ALT)
