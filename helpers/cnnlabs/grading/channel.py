"""Whole values over a socket, with deadlines."""

import time

from cnnlabs.grading import wire


class Closed(ConnectionError):
    """The other end has gone."""


class Channel:
    """One end of a socket on which whole values are sent and received.

    Parameters
    ----------
    sock : socket.socket
    out, back : callable, optional
        The `special` of `wire.pack` and of `wire.unpack`.
    """

    def __init__(self, sock, out=None, back=None):
        self.socket, self.out, self.back = sock, out, back

    def send(self, value, deadline=None):
        """Send a value.

        Parameters
        ----------
        value : object
        deadline : float, optional
            Of `time.monotonic`.

        Raises
        ------
        Unsendable, Closed, TimeoutError
        """
        frame = wire.pack(value, self.out)
        self._wait(deadline)
        try:
            self.socket.sendall(frame)
        except TimeoutError:
            raise
        except OSError:
            raise Closed from None

    def receive(self, deadline=None):
        """Receive a value.

        Raises
        ------
        WireError, Closed, TimeoutError
        """
        prefix = self._exactly(wire.PREFIX.size, deadline)
        header, padding, body = wire.lengths(prefix)
        rest = self._exactly(header + padding + body, deadline)
        return wire.unpack(rest[:header], rest[header + padding :], self.back)

    def _exactly(self, count, deadline):
        data = bytearray()  # grows as bytes come: an announced length takes no memory
        while len(data) < count:
            self._wait(deadline)
            try:
                part = self.socket.recv(min(count - len(data), 1 << 20))
            except TimeoutError:
                raise
            except OSError:
                raise Closed from None
            if not part:
                raise Closed
            data += part
        return bytes(data)

    def _wait(self, deadline):
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        self.socket.settimeout(left)

    def close(self):
        """Close this end."""
        self.socket.close()
