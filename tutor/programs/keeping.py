"""Runs in the sandbox: keeps the values that a program tells, each once, and little of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from tutor.programs.values import CORNER, FEW, LARGEST, MOST_UNFOLDED

MOST_NUMBERS = 4_000_000
"""Numbers kept in all; a run keeps no more operations once they are spent."""

ENOUGH_VALUES, ENOUGH_NUMBERS = 400, 500_000
"""No more is kept, either, where there are as many numbers and the program has told so many values
since it last came to a place where it had not been: it goes round in what is kept already."""

MOST_LOOKED_THROUGH = 1_000_000_000
"""Numbers of all large arrays whose range was looked for: about as many as a second allows."""

Array = np.ndarray[Any, Any]
_NUMBERS = (bool, int, float, np.number, np.bool_)
_HUGE = 1 << 1000  # an int that no float can hold


@dataclass(slots=True, eq=False)
class _Watched:
    """An array of the program, as it was when it was told last, and where that is kept."""

    array: Array
    copy: Array
    slot: int


@dataclass(frozen=True, slots=True, eq=False)
class _Change:
    """Of an array that was kept before: which numbers are others now."""

    slot: int
    places: Array
    numbers: Array
    kind: str


@dataclass(frozen=True, slots=True, eq=False)
class _Corner:
    """Of a large array a part of it, and how far all of it reaches."""

    part: Array
    shape: tuple[int, ...]
    range: tuple[float, float]


class Keeper:
    """Values by the number of their slot; an array that nothing has changed keeps its slot."""

    def __init__(self) -> None:
        self._values: list[Any] = []
        self._memory: list[tuple[int, int]] = []
        """Where each lies: arrays that overlap see one another's changes; a fraction is one object,
        however often it is handed on."""
        self._layouts: dict[int, tuple[int, ...]] = {}
        """Of arrays whose cells do not follow on one another: where the first lies, and how many
        bytes lie between neighbours along each axis."""
        self._forms: dict[tuple[str, tuple[int, ...]], int] = {}
        """Numbers for what values are, and their shapes."""
        self._packed = self._packed_forms = 0
        """How many of them were told."""
        self._watched: dict[int, _Watched] = {}
        self._numbers = self._unfolded = self._looked_through = 0
        self._seen = set[int]()
        self._at_last_new = 0
        """How many values there were when a place was seen for the first time."""

    def come_to(self, place: int) -> None:
        """Take note of the place in the program whose value is told next."""
        if place not in self._seen:
            self._seen.add(place)
            self._at_last_new = len(self._values)

    def came_to(self, place: int) -> bool:
        """Whether a value of that place was told."""
        return place in self._seen

    @property
    def is_full(self) -> bool:
        since_new = len(self._values) - self._at_last_new
        enough = self._numbers > ENOUGH_NUMBERS and since_new > ENOUGH_VALUES
        return (
            enough
            or self._numbers > MOST_NUMBERS
            or self._unfolded > MOST_UNFOLDED
            or self._looked_through > MOST_LOOKED_THROUGH
        )

    def slot(self, value: Any) -> int:
        """Return where the value is kept, -1 for one that is no number and no array of them."""
        if type(value) is np.ndarray:
            return self._array_slot(value)
        if isinstance(value, np.ndarray):
            return self._array_slot(np.asarray(value))
        if isinstance(value, _NUMBERS) or _is_list_of_numbers(value):
            if isinstance(value, int) and abs(value) > _HUGE:
                return -1
            if isinstance(value, float):
                return self._added(value, (id(value),) * 2)
            return self._added(_plainly(value))
        return -1

    def _added(self, value: Any, memory: tuple[int, int] = (0, 0)) -> int:
        self._values.append(value)
        self._memory.append(memory)
        return len(self._values) - 1

    def _array_slot(self, array: Array) -> int:
        if array.dtype.kind not in "biuf":
            return -1
        if array.size > LARGEST:
            self._looked_through += array.size
            corner = _corner(array)
            self._numbers += corner.part.size
            return self._added(corner)
        watched = self._watched.get(id(array))
        if watched is not None and watched.array is array and watched.copy.shape == array.shape:
            return self._slot_again(watched)
        self._numbers += array.size
        copy = array.copy()
        slot = self._added(copy, _extent(array))
        if not array.flags.c_contiguous:
            self._layouts[slot] = array.__array_interface__["data"][0], *array.strides
        self._watched[id(array)] = _Watched(array, copy, slot)
        return slot

    def _slot_again(self, watched: _Watched) -> int:
        """The same slot, or one for what has changed since."""
        array = watched.array
        is_other = watched.copy != array
        if is_other.any():  # NaN that stays is no change, though it equals nothing
            is_other &= (watched.copy == watched.copy) | (array == array)
        if not is_other.any():
            return watched.slot
        places = np.flatnonzero(is_other)
        self._unfolded += array.size
        before = watched.slot
        if array.size < FEW * len(places):
            self._numbers += array.size
            watched.copy = array.copy()
            watched.slot = self._added(watched.copy, self._memory[before])
        else:
            self._numbers += 2 * len(places)
            numbers = array.flat[places]
            copy = watched.copy.copy()
            copy.flat[places] = numbers
            watched.copy = copy
            change = _Change(before, places, numbers, array.dtype.name)
            watched.slot = self._added(change, self._memory[before])
        if before in self._layouts:
            self._layouts[watched.slot] = self._layouts[before]
        return watched.slot

    def packed(self) -> dict[str, Any]:
        """Return what is new as plain values: all numbers in one array, truths in another."""
        forms, numbers, bits, places = [], [], [], []
        changes: dict[str, int] = {}
        ranges: dict[str, Any] = {}
        for slot, value in enumerate(self._values[self._packed :], self._packed):
            array = np.asarray(_numbers_of(value))
            if type(value) is _Change:
                changes[str(slot)] = value.slot
                places.append(value.places)
            elif type(value) is _Corner:
                ranges[str(slot)] = [list(value.shape), *value.range]
            form = _kind(value, array), array.shape
            forms.append(self._forms.setdefault(form, len(self._forms)))
            if form[0].endswith("bool"):
                bits.append(array.ravel())
            else:
                numbers.append(array.astype(np.float64, copy=False).ravel())
        memory = self._memory[self._packed :]
        layouts = {str(slot): [*at] for slot, at in self._layouts.items() if slot >= self._packed}
        new_forms = [*self._forms][self._packed_forms :]
        self._packed, self._packed_forms = len(self._values), len(self._forms)
        return {
            "numbers": _joined(numbers, np.float64),
            "bits": _joined(bits, np.bool_),
            "forms": new_forms,
            "formed": np.array(forms, np.int64),
            "places": _joined(places, np.int64),
            "memory": np.array(memory, np.int64).reshape(-1, 2),
            "layouts": layouts,
            "changes": changes,
            "ranges": ranges,
        }


def _joined(arrays: list[Array], kind: type) -> Array:
    return np.concatenate(arrays) if arrays else np.zeros(0, kind)


def _numbers_of(value: Any) -> Any:
    if type(value) is _Corner:
        return value.part
    return value.numbers if type(value) is _Change else value


def _extent(array: Array) -> tuple[int, int]:
    """Return where the bytes of an array begin and end."""
    if array.base is None:
        start = array.__array_interface__["data"][0]
        return start, start + array.nbytes
    low, high = np.lib.array_utils.byte_bounds(array)
    return int(low), int(high)


def _corner(array: Array) -> _Corner:
    part = array[tuple(slice(0, CORNER) for _ in range(array.ndim))]
    if part.size > LARGEST:  # many axes
        part = array.ravel()[:CORNER]
    with np.errstate(all="ignore"):
        extremes = float(np.fmin.reduce(array, None)), float(np.fmax.reduce(array, None))
    return _Corner(part.copy(), array.shape, extremes)


def _kind(value: Any, array: Array) -> str:
    """Return what a value was: the dtype of an array, else "python" or "scalar" and its type."""
    if type(value) in (bool, int, float, list, tuple):
        return f"python {type(value).__name__}"
    if type(value) is _Change:
        return value.kind
    is_array = type(value) in (np.ndarray, _Corner)
    return _name(array.dtype) if is_array else f"scalar {_name(array.dtype)}"


@cache
def _name(dtype: np.dtype[Any]) -> str:
    """Return the name of a dtype; NumPy makes it anew whenever it is asked."""
    return dtype.name


def _plainly(value: Any) -> Any:
    """A list as it is now, a tuple of whatever kind as a plain one."""
    if isinstance(value, tuple):
        return tuple(value)
    return list(value) if isinstance(value, list) else value


def _is_list_of_numbers(value: Any) -> bool:
    if not isinstance(value, tuple | list) or not 0 < len(value) <= 64:
        return False
    return all(isinstance(item, bool | int | float | np.number) for item in value)
