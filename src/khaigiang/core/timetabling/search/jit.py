"""Compiles the inner loops once a machine: Numba keeps the machine code in ``NUMBA_CACHE_DIR`` if that is set.

A function is compiled for the types it is annotated with, and for no others, when its module is loaded. So these
modules are imported only when a search begins, and in them a function stands after those that it calls.
"""

from collections.abc import Callable, Mapping
from typing import Any, ParamSpec, TypeVar, get_type_hints

import numba
import numpy as np
from numba import config, types
from numpy.typing import NDArray

Given = ParamSpec("Given")
Answer = TypeVar("Answer")
Ints = NDArray[np.int32]
Totals = NDArray[np.int64]
Chance = NDArray[np.uint64]

PROPOSALS_PER_SECOND = 20_000 if getattr(config, "DISABLE_JIT", 0) else 1_000_000
"""What a deterministic search takes a second for; two to four millions were measured on one core."""

_TYPES = {
    int: types.int64,
    float: types.float64,
    bool: types.boolean,
    type(None): types.void,
    Ints: types.int32[::1],
    Totals: types.int64[::1],
    Chance: types.uint64[::1],
    tuple[int, int]: types.UniTuple(types.int64, 2),
    tuple[int, int, bool]: types.Tuple((types.int64, types.int64, types.boolean)),
    tuple[bool, int, int]: types.Tuple((types.boolean, types.int64, types.int64)),
}


_OPTIONS: dict[str, Any] = {
    "nogil": True,
    "forceinline": True,  # an array costs seven arguments in a call
    "_nrt": False,  # nothing is allocated here, and to keep count of who holds an array took a third of the time
}


def compiled(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same function as machine code that leaves the interpreter free for other threads."""
    return _compiled(function, _OPTIONS)


def compiled_apart(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same, but called: for much code that many moves do not reach, which would make the way past it longer."""
    return _compiled(function, _OPTIONS | {"forceinline": False})


def _compiled(function: Callable[Given, Answer], options: Mapping[str, Any]) -> Callable[Given, Answer]:
    hints = get_type_hints(function)
    answer = _TYPES[hints.pop("return")]
    signature = answer(*(_TYPES[hint] for hint in hints.values()))
    try:
        machine_code: Callable[Given, Answer] = numba.njit(signature, cache=True, **options)(function)
    except RuntimeError:  # there is no place to keep it: it is compiled each time
        machine_code = numba.njit(signature, **options)(function)
    return machine_code
