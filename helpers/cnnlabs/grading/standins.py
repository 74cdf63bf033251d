"""What stands for TensorFlow, Keras, SciPy, scikit-image and the rest where only NumPy is.

They import. What does no exercise's work, such as sums, products and reshaping, is done by NumPy; every
other use fails, and its name is kept for the message. Nothing here is a wall: what is not in this
process cannot be called, however it is named.
"""

import ctypes
import importlib.abc
import importlib.machinery
import re
import sys
import types

import numpy as np

LIBRARIES = (
    "cnnlabs.draw", "cv2", "h5py", "ipywidgets", "jax", "keras", "matplotlib", "mlxtend", "pandas",
    "PIL", "scipy", "skimage", "sklearn", "tensorflow", "torch",
)  # fmt: skip
touched = []
"""The library functions whose use failed, in order."""


class Touched(RuntimeError):
    """A function that is not there was called."""


def touch(name):
    """Keep the name of a function that was called, and fail.

    Raises
    ------
    Touched
        Always.
    """
    touched.append(name)
    raise Touched(f"{name} was called")


class Tensor(np.ndarray):
    """An array with the few methods that a tensor has and an array has not."""

    def numpy(self):
        """Return the array."""
        return self.view(np.ndarray)

    def assign(self, value):
        """Store a value, as a variable does."""
        self[...] = value
        return self

    def assign_add(self, value):
        """Add a value."""
        return self.assign(self + value)

    def assign_sub(self, value):
        """Subtract a value."""
        return self.assign(self - value)


class Model:
    """No object is one: there are no Keras models here."""


def tensor(value, dtype=None, *_, **__):
    """Return a value as a tensor of its own."""
    return np.array(value, dtype).view(Tensor)


def plain(value):
    """Return a value with the arrays of the tensors in it, at any depth of tuple and list.

    Examples
    --------
    >>> plain((tensor([1, 2]), 3))
    (array([1, 2]), 3)
    """
    if isinstance(value, Tensor):
        return value.numpy()
    return type(value)(map(plain, value)) if type(value) in (list, tuple) else value


def _as_tensor(function):
    """Make tensors of the arrays that a function of NumPy returns."""

    def called(*args, **options):
        options.pop("name", None)
        if isinstance(options.get("axis"), list):
            options["axis"] = tuple(options["axis"])
        value = function(*args, **options)
        if isinstance(value, np.ndarray | np.generic):
            return np.asarray(value).view(Tensor)
        return value

    return called


def _transpose(x, perm=None, axes=None, **_):
    return np.transpose(x, axes if perm is None else perm)


def _function(body=None, **_):
    """Leave a function that TensorFlow would compile as it is."""
    return body if body is not None else lambda body: body


def _gather(x, indices, axis=0, **_):
    return np.take(x, indices, axis)


def _map(function, elements, **_):
    return np.stack([function(element) for element in elements])


def _where(condition, x=None, y=None, **_):
    return np.argwhere(condition) if x is None else np.where(condition, x, y)


def _matmul(a, b, transpose_a=False, transpose_b=False, **_):
    a, b = np.asarray(a), np.asarray(b)
    a = np.swapaxes(a, -1, -2) if transpose_a else a
    return a @ (np.swapaxes(b, -1, -2) if transpose_b else b)


def _scattered(indices, updates, shape, **_):
    return _scatter_add(np.zeros(shape, np.asarray(updates).dtype), indices, updates)


def _scatter_add(x, indices, updates, **_):
    x = np.array(x)
    np.add.at(x, tuple(np.moveaxis(np.asarray(indices), -1, 0)), updates)
    return x


def _scatter_set(x, indices, updates, **_):
    x = np.array(x)
    x[tuple(np.moveaxis(np.asarray(indices), -1, 0))] = updates
    return x


# By TensorFlow's name; the name in NumPy, where it is another.
SAME = """
    abs add argmax argmin argsort broadcast_to ceil clip clip_by_value=clip concat=concatenate copysign
    cos cosh cumsum cumulative_sum=cumsum divide=true_divide einsum equal exp expand_dims eye fill=full
    floor floordiv=floor_divide full greater greater_equal less less_equal linspace log logical_and
    logical_not logical_or maximum minimum mod multiply not_equal ones ones_like outer pow range=arange
    rank=ndim reduce_all=all reduce_any=any reduce_max=max reduce_mean=mean reduce_min=min
    reduce_prod=prod reduce_sum=sum repeat reshape reverse=flip roll round sign sin size sort split
    sqrt square squeeze stack subtract tensordot tile trace truediv=true_divide zeros zeros_like
"""
SAME = dict((pair.split("=") * 2)[:2] for pair in SAME.split())
OURS = {
    "add_n": lambda parts, **_: sum(parts[1:], start=parts[0]),
    "boolean_mask": lambda x, mask, **_: np.asarray(x)[np.asarray(mask)],
    "cast": lambda x, dtype, **_: np.asarray(x).astype(dtype),
    "constant": tensor,
    "convert_to_tensor": tensor,
    "gather": _gather,
    "gather_nd": lambda x, at, **_: np.asarray(x)[tuple(np.moveaxis(np.asarray(at), -1, 0))],
    "identity": lambda x, **_: np.array(x),
    "map_fn": _map,
    "matmul": _matmul,
    "scatter_nd": _scattered,
    "shape": lambda x, **_: np.asarray(np.shape(x), np.int32),
    "tensor_scatter_nd_add": _scatter_add,
    "tensor_scatter_nd_update": _scatter_set,
    "transpose": _transpose,
    "vectorized_map": _map,
    "where": _where,
}
TYPES = "bool complex64 complex128 float16 float32 float64 int8 int16 int32 int64 uint8"
TYPES = {name: np.dtype(name) for name in TYPES.split()}
PLAIN = {
    "Model": Model,
    "Tensor": Tensor,
    "Variable": tensor,
    "convert_to_numpy": lambda x: np.asarray(x).view(np.ndarray),
    "function": _function,
    "newaxis": None,
    "stop_gradient": plain,
}
# Where honest names stand: `tf.math.add`, `keras.ops.sum`, `tf.experimental.numpy.sum`.
PLACES = re.compile(
    r"tensorflow(\.math|\.linalg|\.compat\.v[12]|\.dtypes)?|keras(\.ops(\.\w+)?|\.backend)?"
)
NUMPYS = re.compile(r"keras\.ops(\.numpy)?|tensorflow\.experimental\.numpy|jax\.numpy")
TRANSFORMS = re.compile(r"scipy\.fft(pack)?|tensorflow\.signal")
REFUSED = re.compile(r"convolve|correlate|pad")
# Of NumPy's C API: what correlates or pads, and its place in the table (__multiarray_api.h).
C_API = {"PyArray_Correlate": 172, "PyArray_Correlate2": 212, "PyArray_NeighborhoodIterNew": 213}
POINTER = ctypes.sizeof(ctypes.c_void_p)
_inside = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)


def honest(place, name):
    """Return what stands for a library's function that is fine by hand; None when none does.

    Parameters
    ----------
    place : str
        Dotted name of its module.
    name : str

    Examples
    --------
    >>> honest("tensorflow", "reduce_sum")([[1, 2], [3, 4]], axis=0).numpy()
    array([4, 6])
    >>> honest("tensorflow.nn", "conv2d") is None
    True
    """
    if PLACES.fullmatch(place):
        if name in TYPES | PLAIN:
            return (TYPES | PLAIN)[name]
        if name in OURS:
            return _as_tensor(OURS[name])
        if name in SAME and not NUMPYS.fullmatch(place):
            return _as_tensor(getattr(np, SAME[name]))
    transform = TRANSFORMS.fullmatch(place) and getattr(np.fft, name, None)
    if transform or NUMPYS.fullmatch(place):
        found = transform or getattr(np, name, None)
        usable = callable(found) and not REFUSED.fullmatch(name)
        return (found if isinstance(found, type) else _as_tensor(found)) if usable else None
    return None


class Absent:
    """A function or class that is not there: it can be named, and fails when it is used."""

    def __init__(self, name):
        self.__name__ = self.__qualname__ = name

    def __getattr__(self, name):
        """Return a part of it, which is not there either."""
        if name.startswith("__"):
            raise AttributeError(name)
        return _looked_up(self.__name__, name)

    def __call__(self, *args, **options):
        """Fail."""
        touch(public(self.__name__))

    def __mro_entries__(self, bases):
        """Let a class be derived from it."""
        return (object,)


def _refusal(operation):
    def refuse(self, *args):
        touch(public(self.__name__))

    refuse.__name__ = operation
    return refuse


for _operation in (
    "add",
    "radd",
    "mul",
    "rmul",
    "sub",
    "truediv",
    "matmul",
    "getitem",
    "iter",
    "enter",
):
    setattr(Absent, f"__{_operation}__", _refusal(f"__{_operation}__"))


def _looked_up(place, name):
    found = honest(place, name)
    return Absent(f"{place}.{name}") if found is None and name != "newaxis" else found


def public(name):
    """Return a name as a student writes it.

    Examples
    --------
    >>> public("tensorflow.nn.conv2d")
    'tf.nn.conv2d'
    """
    return re.sub("^tensorflow", "tf", name)


class _Module(types.ModuleType):
    """A library, or a part of one."""

    def __getattr__(self, name):
        """Return what is fine by hand, otherwise what fails when it is used."""
        if name.startswith("__"):
            raise AttributeError(name)
        return _looked_up(self.__name__, name)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds every module of the libraries."""

    def find_spec(self, name, path=None, target=None):
        """Claim what belongs to a library."""
        if not any(name == each or name.startswith(f"{each}.") for each in LIBRARIES):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        """Return a library that is not there."""
        return _Module(spec.name)

    def exec_module(self, module):
        """Do nothing: there is no code."""


def install():
    """Let the next imports of the libraries find what stands for them."""
    sys.meta_path.insert(0, _Finder())


def disarm():
    """Make NumPy's own functions that no exercise by hand may call fail, wherever they are kept.

    A function of Python gets another body, one of C another entry in the table that all its objects
    point to, and in the table of NumPy's C API: one that reports no memory. So a copy, an alias or an
    object found in memory fails as its name does.
    """
    import numpy.lib._arraypad_impl as pads

    for function in list(vars(pads).values()):
        _disarm(getattr(function, "_implementation", function), "np.pad", pads.__name__)
    for name in ("convolve", "correlate"):
        _disarm(getattr(np, name)._implementation, f"np.{name}", None)
    compiled = np._core.multiarray
    table = _inside(compiled._ARRAY_API, None)
    entries = [table + place * POINTER for place in C_API.values()]
    for name in ("correlate", "correlate2"):
        method = ctypes.c_void_p.from_address(id(getattr(compiled, name)) + 2 * POINTER)
        entries.append(method.value + POINTER)
    fails = ctypes.cast(ctypes.pythonapi.PyErr_NoMemory, ctypes.c_void_p).value
    for entry in entries:
        ctypes.c_void_p.from_address(entry).value = fails


def _disarm(function, name, module):
    if isinstance(function, types.FunctionType) and module in (None, function.__module__):
        source = (  # works with any globals: the code may be copied
            f"def refused(*args, **options):\n"
            f"    import sys\n"
            f"    sys.modules[{__name__!r}].touch({name!r})\n"
        )
        names = {}
        exec(source, names)
        function.__code__ = names["refused"].__code__
        function.__defaults__ = function.__kwdefaults__ = None
