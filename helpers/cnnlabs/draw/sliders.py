"""A figure that answers to sliders, and stands still where no kernel runs."""

from base64 import b64encode
from html import escape
from math import isclose

import ipywidgets

from cnnlabs.draw.figure import described, encoded, publish, rendered, shown_size


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
        Sliders in a row.

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
    inputs = {name: _control(name, values) for name, values in controls.items()}
    png = encoded(rendered(draw_figure(**{name: each.value for name, each in inputs.items()})))
    view = panel(draw_figure, inputs, png, alt, columns)
    publish(png, alt, view._repr_mimebundle_())


def panel(draw_figure, inputs, png, alt, columns):
    """Return the widget of `sliders`: controls above a picture that follows them.

    Parameters
    ----------
    draw_figure : callable
    inputs : dict of str to ipywidgets.Widget
    png : bytes
        The picture of the first values.
    alt : str
    columns : int
    """
    picture = ipywidgets.HTML(_tag(png, alt))  # ipywidgets.Image has no alternative text

    def redraw(_change):
        values = {name: each.value for name, each in inputs.items()}
        try:
            new = encoded(rendered(draw_figure(**values)))
        except Exception as error:
            picture.value = f"<pre>{escape(f'{type(error).__name__}: {error}')}</pre>"
        else:
            now = ", ".join(f"{name} = {value}" for name, value in values.items())
            picture.value = _tag(new, f"{alt} Now changed to {now}.")

    for each in inputs.values():
        each.observe(redraw, "value")
    grid = ipywidgets.Layout(grid_template_columns=f"repeat({columns}, minmax(0, 22em))")
    return ipywidgets.VBox([ipywidgets.GridBox(list(inputs.values()), layout=grid), picture])


def _control(name, values):
    """Return the widget for one control."""
    shared = {
        "description": name,
        "style": {"description_width": "initial"},
        "layout": ipywidgets.Layout(width="auto"),
    }
    if isinstance(values, list) and values:
        return ipywidgets.Dropdown(options=values, value=values[0], **shared)
    try:
        low, high, step, first = values
        steps = (first - low) / step
        valid = low <= first <= high and step > 0 and isclose(steps, round(steps), abs_tol=1e-6)
    except (TypeError, ValueError, ZeroDivisionError):
        valid = False
    if not valid:
        raise ValueError(
            f"the control {name!r} must be (smallest, largest, step, first value), the last one a "
            f"number of steps above the smallest, or a list of choices; got {values!r}"
        )
    whole = all(isinstance(value, int) for value in values)
    kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
    # Redrawing while a slider still moves would queue up figures that nobody waits for.
    return kind(min=low, max=high, step=step, value=first, continuous_update=False, **shared)


def _tag(png, alt):
    width, height = shown_size(png)
    source = b64encode(png).decode()
    return (
        f'<img src="data:image/png;base64,{source}" alt="{escape(alt)}" '
        f'width="{width}" height="{height}" style="max-width: 100%; height: auto">'
    )
