"""A student's process as the trusted one sees it: started, asked, ended, and what it used."""

import socket

from cnnlabs.grading import warm
from cnnlabs.grading.link import Link

LAST_SECONDS = 2  # from the closed wire to the end of an honest process


class Process:
    """A process for student code, with the link to it.

    Parameters
    ----------
    control : socket.socket
        To the warm parent that it is forked from.
    role : str
        `student`, or `deprived` of libraries.
    limits : dict or None
        Of the sandbox; None for none.
    """

    def __init__(self, control, role, limits):
        ours, theirs = socket.socketpair()
        self.usage, usage = socket.socketpair()
        self.child = warm.fork(control, role, [theirs, usage], limits=limits)
        self.link = Link(ours, LAST_SECONDS)

    def replay(self, sources, left):
        """Run cells that ran before.

        Parameters
        ----------
        sources : iterable of str
        left : callable
            Returns how long the next one may take.
        """
        for source in sources:
            self.link.seconds = left()
            self.link.run(source)

    def end(self):
        """End it.

        Returns
        -------
        tuple of float and int
            Processor seconds and most bytes of memory of all that ran in it; zeros when it did not
            say so in time.
        """
        self.link.channel.close()
        self.usage.settimeout(LAST_SECONDS)
        try:
            told = self.usage.recv(100).decode()
        except TimeoutError:
            told = ""
        self.usage.close()
        self.child.close()
        seconds, memory = told.split() if told else (0, 0)
        return float(seconds), int(memory)
