"""The figures: what they say, not how they look."""

from base64 import b64decode
from io import BytesIO

import ipywidgets
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure
from PIL import Image

from cnnlabs import data, draw
from cnnlabs.draw import figure as drawing
from cnnlabs.draw import grid

ALT = "What it shows."
KERNEL = [[0, 1], [-1, 0]]
PICTURE = np.linspace(0, 1, 48).reshape(6, 8)


def fader(by):
    return draw.responses_figure(PICTURE, {"faded": by * PICTURE})


CALLS = {
    "show": lambda alt: draw.show(Figure(figsize=(2, 1)), alt),
    "connections": draw.connections,
    "grids": lambda alt: draw.grids({"kernel": KERNEL, "other": np.eye(4) / 3}, alt),
    "sweep_frame": lambda alt: draw.sweep_frame(np.eye(3), KERNEL, 1, 0, alt=alt),
    "sweep": lambda alt: draw.sweep(np.eye(3), KERNEL, alt=alt),
    "responses": lambda alt: draw.responses(PICTURE, {"same": PICTURE}, alt),
    "pictures": lambda alt: draw.pictures({"same": PICTURE, "colour": np.zeros((3, 4, 3))}, alt),
    "stages": lambda alt: draw.stages({"light": PICTURE, "dark": PICTURE / 2}, alt),
    "curves": lambda alt: draw.curves({"loss": [2, 1, 0.5]}, alt, x="epoch", y="loss"),
    "bars": lambda alt: draw.bars({"weights": {"dense": 12, "conv": 3}}, alt, unit="weights"),
    "sliders": lambda alt: draw.sliders(fader, {"by": (-1.0, 1.0, 0.5, 0.5)}, alt=alt),
}


@pytest.fixture
def shown(monkeypatch):
    """Collect what a notebook would display: forms and metadata."""
    outputs = []
    monkeypatch.setattr(drawing, "get_ipython", object)
    monkeypatch.setattr(
        drawing, "display", lambda forms, raw, metadata: outputs.append((forms, metadata))
    )
    return outputs


@pytest.mark.parametrize("name", CALLS)
def test_one_output_with_a_picture_and_its_description(name, shown):
    CALLS[name](ALT)
    CALLS[name](ALT)
    (forms, metadata), (again, _) = shown
    assert forms["text/plain"] == ALT
    about = metadata["image/png"]
    with Image.open(BytesIO(forms["image/png"])) as image:
        assert image.format == "PNG"
        assert image.size == (2 * about["width"], 2 * about["height"])
        assert "Software" not in image.info
    assert about["alt"] == ALT
    assert again["image/png"] == forms["image/png"]


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_description_is_required(name, alt, shown):
    with pytest.raises(ValueError, match="say in a sentence"):
        CALLS[name](alt)
    assert not shown


@pytest.mark.parametrize("name", CALLS)
def test_nothing_is_printed_outside_a_notebook(name, capfd):
    CALLS[name](ALT)
    assert capfd.readouterr() == ("", "")


@given(st.floats(0, 1))
def test_colours_are_centred_on_zero(value):
    assert drawing.SIGNED(0.5)[:3] == (1, 1, 1)
    levels = np.linspace(0, 1, drawing.SHADES)
    blues, oranges = drawing.SIGNED(levels)[: drawing.SHADES // 2], drawing.SIGNED(1 - levels)
    assert np.all(blues[:, 2] > blues[:, 0])
    assert np.all(oranges[: len(blues), 0] > oranges[: len(blues), 2])
    negative, positive = (np.array(grid.cell_colour(sign * value, 1)) for sign in (-1, 1))
    assert np.array_equal(negative, [1, 1, 1]) == np.array_equal(positive, [1, 1, 1])


@given(st.floats(-1, 1))
def test_numbers_stand_out_from_their_cell(value):
    def luminance(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return np.dot([0.2126, 0.7152, 0.0722], linear) + 0.05

    colour = grid.cell_colour(value, 1)
    pair = luminance(colour), 1.05 if grid.legible_on(colour) == "white" else 0.05
    assert max(pair) / min(pair) >= 4.5


@given(st.floats(-1e9, 1e9) | st.integers(-99999, 99999).map(float), st.sampled_from([2, 3]))
def test_labels_are_short_and_true(value, digits):
    text = grid.label(value, digits)
    assert len(text) <= 7
    accuracy = max(1e-12, abs(value) * (0 if value == int(value) and abs(value) < 1e6 else 0.5))
    assert float(text.replace("−", "-")) == pytest.approx(value, abs=accuracy)


def test_grids_of_different_sizes_share_the_cell_size():
    figure = grid.grids_figure({"small": [[1, 2]], "large": np.arange(20).reshape(4, 5) - 1e4})
    squares = [
        path.vertices
        for cells in figure.axes[0].collections
        if cells.get_zorder() == 0.9
        for path in cells.get_paths()
    ]
    assert len(squares) == 22
    assert len({tuple(np.ptp(square, axis=0)) for square in squares}) == 1
    assert len({square[:, 1].min() for square in squares}) == 4  # tops are level


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)), min_size=1, max_size=4))
def test_grids_neither_overlap_nor_leave_the_figure(shapes):
    figure = grid.grids_figure({f"grid {k}": np.full(s, -0.123) for k, s in enumerate(shapes)})
    width, height = figure.get_size_inches() * drawing.PER_INCH
    frames = [p.get_bbox() for p in figure.axes[0].patches if p.get_linewidth() == 1.2]
    assert len(frames) == len(shapes)
    for k, box in enumerate(frames):
        assert 0 < box.x0 < box.x1 <= width and 0 < box.y0 < box.y1 <= height
        assert not any(box.overlaps(other) for other in frames[:k])


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("signed", [True, False])
def test_every_response_has_its_panel(count, signed):
    results = {f"filter {k}": k * PICTURE[1:-1, 1:-1] for k in range(count)}
    figure = draw.responses_figure(np.stack(3 * [PICTURE], -1), results, signed=signed)
    assert [text.get_text() for text in figure.axes[0].texts] == ["picture", *results]
    assert len(figure.axes) == 2 + count * (1 + signed)
    for axes in figure.axes:
        assert axes.get_position().min.min() >= 0 and axes.get_position().max.max() <= 1


def test_missing_values_are_drawn():
    holes = np.where(PICTURE > 0.5, np.nan, PICTURE)
    figure = grid.grids_figure({"holes": holes})
    (hatched,) = (cells for cells in figure.axes[0].collections if cells.get_hatch())
    assert len(hatched.get_paths()) == np.isnan(holes).sum()
    draw.responses(holes, {"holes": holes, "all": np.full((2, 2), np.nan)}, ALT)
    draw.sweep_frame(holes, KERNEL, 4, 6, alt=ALT)


def widget(forms):
    view = forms["application/vnd.jupyter.widget-view+json"]
    return ipywidgets.widget_serialization["from_json"](f"IPY_MODEL_{view['model_id']}", None)


def test_sliders_redraw_and_fall_back_to_a_picture(shown):
    def fussy(by, colour):
        if by < 0:
            raise ValueError("by < 0 is too dark")
        return fader(by)

    controls = {"by": (-1.0, 1.0, 0.5, 0.5), "colour": ["grey", "red"]}
    draw.sliders(fussy, controls, alt='"Faded".', columns=2)
    ((forms, metadata),) = shown
    assert forms["text/plain"] == metadata["image/png"]["alt"] == '"Faded".'
    box, picture, _ = widget(forms).children
    assert "repeat(2," in box.layout.grid_template_columns
    by, colour = box.children[0].children[0], box.children[1]
    assert b64decode(picture.value.split("base64,")[1].split('"')[0]) == forms["image/png"]
    assert 'alt="&quot;Faded&quot;."' in picture.value
    first = picture.value
    by.value = 1.0
    assert picture.value != first and "by = 1.0, colour = grey" in picture.value
    by.value = -0.5
    assert picture.value == "<pre>ValueError: by &lt; 0 is too dark</pre>"
    colour.value = "red"
    by.value = 0.5
    assert "<img" in picture.value
    assert by.description == "by" and not by.continuous_update


def test_whole_sliders_give_whole_numbers(shown):
    seen = []

    def collect(k):
        seen.append(k)
        return fader(k)

    draw.sliders(collect, {"k": (0, 4, 1, 2)}, alt=ALT)
    widget(shown[0][0]).children[0].children[0].children[0].value = 3
    assert seen == [2, 3] and all(type(k) is int for k in seen)


@pytest.mark.parametrize(("name", "word"), [("sweep", "stop"), ("stages", "stage")])
def test_an_animation_is_stepped_through(name, word, shown):
    CALLS[name](ALT)
    ((forms, _),) = shown
    row, picture, _ = widget(forms).children
    button, _, stepped = row.children[0].children
    first = picture.value
    number = stepped.children[0]
    assert (number.description, number.value) == (word, 1)
    with Image.open(BytesIO(forms["image/png"])) as moving:
        assert number.max == moving.n_frames
    number.value = number.max
    assert picture.value != first
    assert f'alt="{ALT} {word} {number.max} of {number.max}."' in picture.value
    assert button.description == "Play"
    button.value = True
    assert button.description == "Pause"


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: draw.show("picture", ALT), "Figure is needed"),
        (lambda: draw.grids({}, ALT), "no grid"),
        (lambda: draw.grids({"k": [["a"]]}, ALT), "'k' must hold real numbers"),
        (lambda: draw.grids({"k": [[1j]]}, ALT), "real numbers"),
        (lambda: draw.grids({"k": [1, 2]}, ALT), r"shape \(height, width\), got \(2,\)"),
        (lambda: draw.grids({"k": [[1], [2, 3]]}, ALT), "rows differ"),
        (lambda: draw.grids({"k": np.zeros((0, 3))}, ALT), "empty"),
        (lambda: draw.responses(np.zeros((4, 4, 2)), {"a": PICTURE}, ALT), "width, 3"),
        (lambda: draw.responses(PICTURE, {}, ALT), "1 to 6"),
        (lambda: draw.responses_figure(PICTURE, dict.fromkeys("abcdefg", PICTURE)), "got 7"),
        (lambda: draw.sliders(fader, {"by": (0, 1)}, alt=ALT), "'by' must be"),
        (lambda: draw.sliders(fader, {"by": (0, 1, 0, 0)}, alt=ALT), "'by' must be"),
        (lambda: draw.sliders(fader, {"by": (0, 1, 0.5, 2)}, alt=ALT), "'by' must be"),
        (lambda: draw.sliders(fader, {"by": []}, alt=ALT), "'by' must be"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_a_photograph_keeps_its_colours_and_a_drawing_its_flat_ones():
    def shown_and_kept(paint):
        figure = Figure(figsize=(3, 2))
        axes = figure.add_axes([0, 0, 1, 1])
        axes.axis("off")
        paint(axes)
        picture = drawing.rendered(figure)
        kept = Image.open(BytesIO(drawing.encoded(picture))).convert("RGB")
        return np.asarray(picture, float), np.asarray(kept, float)

    shown, kept = shown_and_kept(lambda axes: axes.imshow(data.picture("chelsea", colour=True)))
    assert np.abs(shown - kept).mean() < 5  # of 255
    shown, kept = shown_and_kept(lambda axes: axes.axvspan(0.2, 0.8, color=drawing.BLUE))
    assert np.abs(shown - kept).max() == 0
