"""The labs' figures: pixel grids, the sweeping window, pictures, responses, curves, bars, sliders.

All of them are numbers in, one picture out, with a description for those who cannot see it.
"""

from cnnlabs.draw.chart import bars, bars_figure, curves, curves_figure
from cnnlabs.draw.figure import show
from cnnlabs.draw.gallery import pictures, pictures_figure, stages
from cnnlabs.draw.grid import connections, grids, grids_figure
from cnnlabs.draw.response import responses, responses_figure
from cnnlabs.draw.sliders import sliders
from cnnlabs.draw.sweep import sweep, sweep_figure, sweep_frame

__all__ = [
    "bars",
    "bars_figure",
    "connections",
    "curves",
    "curves_figure",
    "grids",
    "grids_figure",
    "pictures",
    "pictures_figure",
    "responses",
    "responses_figure",
    "show",
    "sliders",
    "stages",
    "sweep",
    "sweep_figure",
    "sweep_frame",
]
