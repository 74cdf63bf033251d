"""What a function does while it runs: which library functions it calls, how many lines it executes.

Both are watched, not read: an alias, a helper or a `getattr` makes no difference to the interpreter's
profile and trace hooks.
"""

import builtins
import functools
import gc
import itertools
import re
import sys
import sysconfig
import threading
from contextlib import contextmanager

# Functions that convolve, correlate, pool, pad, cut out patches or differentiate, by module.
FORBIDDEN = {
    "numpy": r"convolve|correlate|pad",
    "scipy.signal": r"\w+",
    "scipy.ndimage": r"\w+",
    "skimage.filters": r"\w+",
    "skimage.util": r"view_as_\w+|pad",
    "skimage.measure": r"block_reduce",
    "skimage.restoration": r"\w+",
    "skimage.transform": r"\w+",
    "tensorflow": r"\w*conv\d?d?(_transpose|_backprop\w*|_v2)?|\w*conv[123]d\w*|\w*convolution\w*"
    r"|\w*_?pool\w*|pad(_v2)?|mirror_pad\w*|extract_\w*patches\w*|dilation2d\w*|erosion2d\w*"
    r"|space_to_batch\w*|batch_to_space\w*|gradients?|jacobian",
    "keras": r"\w*conv\d?d?(_transpose)?|\w*_pool\w*|pad|extract_\w*patches\w*|correlate",
}
# A Fourier transform is allowed by hand, and pads to the length it was asked for.
TRANSFORMS = ("numpy.fft", "scipy.fft", "tensorflow.python.ops.signal")
MACHINERY = tuple(  # files of the standard library in which threads are started and waited for
    f"{sysconfig.get_path('stdlib')}/{part}"
    for part in ("_weakrefset.py", "concurrent/", "multiprocessing/", "queue.py", "selectors.py",
                 "threading.py", "weakref.py")
)  # fmt: skip
COMPILED = "tensorflow.python.eager.polymorphic_function."  # eager operations never enter it

_RULES = [
    (re.compile(rf"{re.escape(module)}(\.|$)"), re.compile(names))
    for module, names in FORBIDDEN.items()
]


def library_calls(function, args):
    """Call a function and name the forbidden library functions that ran, through whatever calls.

    Parameters
    ----------
    function : callable
    args : tuple

    Returns
    -------
    list of str
        Names in the order of their first call, like ``scipy.signal.correlate2d``. What the function
        returns or raises is dropped: other checks look at that.

    Examples
    --------
    >>> import numpy as np
    >>> library_calls(lambda x: np.convolve(x, [1, 1]), (np.arange(3.0),))
    ['np.convolve']
    """
    found = {}
    inside = None  # the running frame whose own calls do not count

    def watch(frame, event, arg):
        nonlocal inside
        if inside is not None:
            if event == "return" and frame is inside:
                inside = None
        elif event == "call":
            module, name = frame.f_globals.get("__name__") or "", frame.f_code.co_name
            if _is_forbidden(module, name):
                found.setdefault(_public_name(module, name))
                inside = frame
            elif module.startswith(TRANSFORMS):
                inside = frame
        elif event == "c_call" and _is_forbidden(getattr(arg, "__module__", ""), arg.__name__):
            found.setdefault(_public_name(arg.__module__, arg.__name__))

    previous = sys.getprofile()
    with _nothing_compiled():
        sys.setprofile(watch)
        try:
            function(*args)
        except (Exception, SystemExit):
            pass  # `returns` tells the student about it
        finally:
            sys.setprofile(previous)
    return list(found)


@contextmanager
def _nothing_compiled():
    """Let TensorFlow run its compiled functions as Python, which shows what they call."""
    tf = sys.modules.get("tensorflow")
    if tf is None:
        yield
        return
    eagerly = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(eagerly)


def _is_forbidden(module, name):
    return bool(module) and any(
        where.match(module) and what.fullmatch(name) for where, what in _RULES
    )


def _public_name(module, name):
    root, *rest = module.split(".")
    name = name.removesuffix("_v2")
    if root in ("numpy", "tensorflow"):
        return {"numpy": "np", "tensorflow": "tf"}[root] + "." + name
    public = [part for part in rest if not part.startswith("_") and part not in ("src", "backend")]
    return ".".join([root, *public[:1], name])


def executed_lines(function, args):
    """Call a function and count the lines of Python that run, in libraries too.

    `map` and its relatives loop inside C; while lines are counted they are replaced with loops that
    Python sees. The garbage collector rests, so that no finaliser adds lines of its own. How threads
    wait for each other is not counted: it depends on the moment.

    Parameters
    ----------
    function : callable
    args : tuple

    Returns
    -------
    int or None
        None when a compiled TensorFlow function ran, whose loops cannot be counted.

    Examples
    --------
    >>> count = lambda n: executed_lines(lambda: [0 for _ in range(n)], ())
    >>> count(10) > count(5)
    True
    """
    lines = 0
    compiled = False

    def trace(frame, event, arg):
        nonlocal lines, compiled
        if frame.f_code.co_filename.startswith(MACHINERY):
            return None
        if event == "line":
            lines += 1
        elif event == "call" and (frame.f_globals.get("__name__") or "").startswith(COMPILED):
            compiled = True
        return trace

    previous, in_threads, collecting = sys.gettrace(), threading.gettrace(), gc.isenabled()
    gc.disable()
    with _loops_in_python(getattr(function, "__globals__", {})):
        sys.settrace(trace)
        threading.settrace(trace)  # workers that the function starts count too
        try:
            function(*args)
        finally:
            threading.settrace(in_threads)
            sys.settrace(previous)
            if collecting:
                gc.enable()
    return None if compiled else lines


def _map(function, *iterables):
    for items in zip(*iterables, strict=False):
        yield function(*items)


def _filter(function, iterable):
    for item in iterable:
        if item if function is None else function(item):
            yield item


def _starmap(function, iterable):
    for items in iterable:
        yield function(*items)


def _reduce(function, iterable, *initial):
    items = itertools.chain(initial, iterable)
    value = next(items)
    for item in items:
        value = function(value, item)
    return value


_IN_PYTHON = [
    (map, _map),
    (filter, _filter),
    (itertools.starmap, _starmap),
    (functools.reduce, _reduce),
]


@contextmanager
def _loops_in_python(names):
    """Replace the loops of C in the builtins, their modules and a notebook's own names."""
    places = [vars(builtins), vars(itertools), vars(functools), names]
    changed = [
        (place, name, original, ours)
        for place in places
        for name, value in list(place.items())
        for original, ours in _IN_PYTHON
        if value is original
    ]
    for place, name, _, ours in changed:
        place[name] = ours
    try:
        yield
    finally:
        for place, name, original, _ in changed:
            place[name] = original
