"""An animation that its readers start, stop and step through; without a kernel it plays by itself."""

from io import BytesIO

import ipywidgets
from PIL import Image

from cnnlabs.draw.controls import control, panel
from cnnlabs.draw.figure import encoded, publish, tag

PLAY, PAUSE = ("Play", "play"), ("Pause", "pause")  # a button's text and its icon


def play(png, alt, name):
    """Display an animation with a button and the number of the frame that is seen.

    Parameters
    ----------
    png : bytes
        An animated PNG.
    alt : str
        What it shows, for readers who cannot see it.
    name : str
        What a frame is called.
    """
    publish(png, alt, player(png, alt, name)._repr_mimebundle_())


def player(png, alt, name):
    """Return the widget of `play`: a button, the frame's number and a slider above the frame."""
    count = frames(png)
    number, shown = control(name, (1, count, 1, 1))
    picture = ipywidgets.HTML()  # ipywidgets.Image has no alternative text
    button = ipywidgets.ToggleButton(layout=ipywidgets.Layout(width="7em"))
    # A view has to be there for it to count; its own buttons have no names.
    clock = ipywidgets.Play(min=1, max=count, value=1, interval=pace(png), repeat=True)
    clock.layout.display = "none"

    def turn(_change=None):
        picture.value = tag(
            still(png, number.value - 1), f"{alt} {name} {number.value} of {count}."
        )

    def name_button(_change=None):
        button.description, button.icon = PAUSE if button.value else PLAY

    turn()
    name_button()
    number.observe(turn, "value")
    button.observe(name_button, "value")
    ipywidgets.jslink((clock, "value"), (number, "value"))
    ipywidgets.jslink((button, "value"), (clock, "playing"))
    shown.layout.flex = "1 1 auto"
    return panel([ipywidgets.HBox([button, clock, shown])], picture)


def frames(png):
    """Return how many frames a PNG has: 1 when it does not move."""
    with Image.open(BytesIO(png)) as image:
        return getattr(image, "n_frames", 1)


def pace(png):
    """Return for how many milliseconds the first frame of an animated PNG is seen."""
    with Image.open(BytesIO(png)) as image:
        return round(image.info["duration"])


def still(png, number):
    """Return one frame of an animated PNG as the bytes of a PNG.

    Parameters
    ----------
    png : bytes
    number : int
        From 0 on.
    """
    with Image.open(BytesIO(png)) as image:
        image.seek(number)
        return encoded(image.convert("RGBA").convert("RGB"))
