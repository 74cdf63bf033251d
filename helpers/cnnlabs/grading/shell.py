"""The student's notebook without a notebook: an IPython shell that runs cells and shows nothing.

What a cell prints or draws while it is graded is dropped: feedback shows the outputs as submitted.
"""

import os
import sys

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell


class _Publisher(DisplayPublisher):
    """Takes figures and widgets, and drops them."""

    def publish(self, *args, **options):
        """Drop an output."""

    def clear_output(self, wait=False):
        """Drop a request to clear outputs."""


class _Displayhook(DisplayHook):
    """Takes the value of a cell's last line, and drops it."""

    def __call__(self, result=None):
        """Drop a value; `_` stays what it was."""


class Shell(InteractiveShell):
    """Runs cells as Jupyter does: magics, shell commands, top-level await.

    Examples
    --------
    >>> shell = Shell()
    >>> shell.cell("f = lambda x: 2 * x")
    >>> shell.user_ns["f"](3)
    6
    >>> shell.cell("1 / 0")
    ZeroDivisionError('division by zero')
    """

    displayhook_class = _Displayhook
    display_pub_class = _Publisher

    def __init__(self):
        super().__init__(history_length=0, history_load_length=0, colors="nocolor")
        self.history_manager.enabled = False
        self.failure = None

    def init_history(self):
        """Keep the history out of the file system."""
        self.config.HistoryManager.hist_file = ":memory:"
        super().init_history()

    def enable_gui(self, gui=None):
        """Accept `%matplotlib` with any backend; nothing is shown."""

    def ask_exit(self):
        """Accept `exit` without leaving."""

    def showtraceback(self, exc_tuple=None, *args, **options):
        """Remember the error in place of printing it."""
        self.failure = (exc_tuple or sys.exc_info())[1]

    def showsyntaxerror(self, filename=None, running_compiled_code=False):
        """Remember the error in place of printing it."""
        self.failure = sys.exc_info()[1]

    def cell(self, source):
        """Run one cell.

        Parameters
        ----------
        source : str

        Returns
        -------
        BaseException or None
            What stopped it.
        """
        self.failure = None
        result = self.run_cell(source, store_history=False)
        return self.failure or result.error_before_exec or result.error_in_exec


def silence():
    """Send what this process, its libraries and its children print to nowhere; nothing can be asked."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nowhere, number)
    os.close(nowhere)
