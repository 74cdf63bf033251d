"""A figure that answers to sliders, and stands still where no kernel runs."""

from html import escape

import ipywidgets

from cnnlabs.draw.controls import control, panel
from cnnlabs.draw.figure import described, encoded, publish, rendered, tag


def sliders(draw_figure, controls, alt, columns=1):
    """Show a figure with sliders for what it is drawn from.

    Where no kernel runs, as on GitHub or on paper, the figure of the first values stands in.

    Parameters
    ----------
    draw_figure : callable
        Called with a value for each control by name; returns a matplotlib Figure. What it raises
        after a change is shown in the figure's place.
    controls : dict of str to tuple or list
        (smallest, largest, step, first value) for a slider, whose values are int when all four
        are; or a list of choices, of which the first is chosen.
    alt : str
        What the figure shows at the first values, for readers who cannot see it.
    columns : int
        Controls in a row.

    Raises
    ------
    ValueError
        When there is no description, or a control is neither a range nor a list of choices.

    Examples
    --------
    >>> from cnnlabs import draw
    >>> def shifted(by):
    ...     return draw.responses_figure([[0, 1]], {"shifted": [[by, by + 1]]})
    >>> draw.sliders(shifted, {"by": (0, 5, 1, 0)}, alt="Two pixels, and the same two shifted.")
    """
    described(alt)
    made = {name: control(name, values) for name, values in controls.items()}
    inputs = {name: held for name, (held, _) in made.items()}
    png = encoded(rendered(draw_figure(**{name: each.value for name, each in inputs.items()})))
    picture = follower(draw_figure, inputs, png, alt)
    view = panel([shown for _, shown in made.values()], picture, columns)
    publish(png, alt, view._repr_mimebundle_())


def follower(draw_figure, inputs, png, alt):
    """Return a picture that follows what its inputs hold.

    Parameters
    ----------
    draw_figure : callable
    inputs : dict of str to ipywidgets.Widget
    png : bytes
        The picture of the first values.
    alt : str
    """
    picture = ipywidgets.HTML(tag(png, alt))  # ipywidgets.Image has no alternative text

    def redraw(_change):
        values = {name: each.value for name, each in inputs.items()}
        try:
            new = encoded(rendered(draw_figure(**values)))
        except Exception as error:
            picture.value = f"<pre>{escape(f'{type(error).__name__}: {error}')}</pre>"
        else:
            now = ", ".join(f"{name} = {value}" for name, value in values.items())
            picture.value = tag(new, f"{alt} Now changed to {now}.")

    for each in inputs.values():
        each.observe(redraw, "value")
    return picture
