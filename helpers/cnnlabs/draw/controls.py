"""What moves a figure: a number to type or step, a slider for the mouse beside it, a list of choices.

The handle of ipywidgets' slider bears no name, and none can be given to it, so a screen reader could
not tell one slider from another. The field for the number is named by its label: it is for the
keyboard and for screen readers, and the handle, hidden from both, is for the mouse alone.
"""

from math import isclose

import ipywidgets

MOUSE = "cnnlabs-mouse"  # the class of a slider whose handle only the mouse finds
STYLE = (
    "<style>"
    f".{MOUSE} .noUi-handle {{ visibility: hidden }}"
    f".{MOUSE} .noUi-touch-area {{ visibility: visible; box-sizing: border-box; border-radius: 50%; "
    "border: 2px solid var(--jp-brand-color1, #1976d2); background: var(--jp-layout-color1, white) }"
    "</style>"
)
FIELD = ipywidgets.BoundedIntText, ipywidgets.BoundedFloatText
SLIDER = ipywidgets.IntSlider, ipywidgets.FloatSlider


def control(name, values):
    """Return the widget that holds a control's value, and the one to show.

    Parameters
    ----------
    name : str
    values : tuple or list
        (smallest, largest, step, first value), int when all four are; or a list of choices, of which
        the first is chosen.

    Returns
    -------
    (ipywidgets.Widget, ipywidgets.Widget)

    Raises
    ------
    ValueError
        When it is neither a range nor a list of choices.

    Examples
    --------
    >>> held, shown = control("k", (1, 31, 2, 21))
    >>> held.value
    21
    """
    if isinstance(values, list) and values:
        choice = ipywidgets.Dropdown(options=values, value=values[0], **_named(name))
        return choice, choice
    low, high, step, first = _checked(name, values)
    kind = not all(isinstance(value, int) for value in values)
    shared = {"min": low, "max": high, "step": step, "value": first}
    field = FIELD[kind](**shared, **_named(name))
    field.layout.flex = "0 0 auto"
    # Redrawing while a slider still moves would queue up figures that nobody waits for.
    slider = SLIDER[kind](**shared, readout=False, continuous_update=False)
    slider.layout = ipywidgets.Layout(width="auto", min_width="4em", flex="1 1 auto")
    slider.add_class(MOUSE)
    ipywidgets.jslink((slider, "value"), (field, "value"))
    return field, ipywidgets.HBox([field, slider])


def panel(shown, picture, columns=1):
    """Return controls in rows above a picture.

    Parameters
    ----------
    shown : list of ipywidgets.Widget
    picture : ipywidgets.Widget
    columns : int
        Controls in a row.
    """
    widths = f"repeat({columns}, minmax(0, 22em))"
    grid = ipywidgets.Layout(grid_template_columns=widths, grid_gap="0 1em")
    style = ipywidgets.HTML(STYLE, layout=ipywidgets.Layout(display="none"))
    return ipywidgets.VBox([ipywidgets.GridBox(shown, layout=grid), picture, style])


def _named(name):
    return {
        "description": name,
        "style": {"description_width": "initial"},
        "layout": ipywidgets.Layout(width="auto"),
    }


def _checked(name, values):
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
    return values
