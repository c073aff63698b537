"""The values of a recorded run, and how they are told by the sandbox and read here."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGEST = 100_000
"""Numbers of one array that is kept whole; of a larger one its first corner is."""

CORNER = 24
"""The length of that corner along each axis."""

FEW = 8
"""An array is told by what changed in it where that is less than one number in so many."""

MOST_UNFOLDED = 8_000_000
"""Numbers of all arrays that are told by what changed in them."""


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A number, an array, or a list or tuple of numbers, as it was at that moment."""

    array: NDArray[Any]
    kind: str
    """The dtype of an array; "scalar float64", "python int", "python tuple"."""
    shape: tuple[int, ...]
    whole_range: tuple[float, float] | None = None
    """Its least and greatest number where `array` is a corner of it alone."""
    memory: tuple[int, int] = (0, 0)
    """Where in the program's memory an array began and ended; of a fraction twice the same: it is
    one object, and stays where it is, while it is handed on from name to name."""
    layout: tuple[int, ...] = ()
    """Where the first cell lies, and how many bytes lie between neighbours along each axis; nothing
    where one cell follows on the other."""

    @property
    def addresses(self) -> NDArray[np.int64]:
        """Where in memory each cell of an array lies."""
        if not self.layout:
            size = (self.memory[1] - self.memory[0]) // max(1, self.array.size)
            return self.memory[0] + size * np.arange(self.array.size).reshape(self.shape)
        found = np.full(self.shape, self.layout[0], np.int64)
        for axis, step in enumerate(self.layout[1:]):
            found += step * np.arange(self.shape[axis]).reshape(
                -1, *[1] * (len(self.shape) - axis - 1)
            )
        return found

    @property
    def cut(self) -> bool:
        return self.whole_range is not None

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest number, NaN left out."""
        return self.whole_range or _extremes(self.array)

    @property
    def is_array(self) -> bool:
        return " " not in self.kind

    @property
    def dtype(self) -> str:
        return self.kind.rpartition(" ")[2]

    @property
    def plain(self) -> Any:
        """The value as Python's own numbers and lists."""
        if self.dtype == "bool":
            return self.array.astype(bool).tolist()
        whole = self.dtype.startswith(("int", "uint"))
        if whole and np.isfinite(self.array).all():
            return np.asarray(np.frompyfunc(int, 1, 1)(self.array)).tolist()
        return self.array.tolist()

    @property
    def bad(self) -> str:
        """Which of NaN and inf are in it, "" for neither."""
        if np.isfinite(self.array).all():
            return ""
        nan, inf = bool(np.isnan(self.array).any()), bool(np.isinf(self.array).any())
        return " and ".join([*["NaN"] * nan, *["inf"] * inf])


def holds(whole: Value, part: Value) -> bool:
    """Return whether one array is a part of another one's memory."""
    (start, end), (first, last) = whole.memory, part.memory
    return start <= first < last <= end


def _extremes(array: NDArray[Any]) -> tuple[float, float]:
    if not array.size:
        return 0.0, 0.0
    least, most = float(array.min()), float(array.max())
    if least == least and most == most:
        return least, most
    finite = array[~np.isnan(array)]
    return (float(finite.min()), float(finite.max())) if finite.size else (np.nan, np.nan)


class Unpacking:
    """Reads the values of a report from its numbers, one after another."""

    def __init__(self, told: Any) -> None:
        self._told = told
        self._numbers = np.asarray(told["numbers"], dtype=float)
        self._bits = np.asarray(told["bits"], dtype=float)
        self._places = np.asarray(told["places"])
        self._at = self._bit = self._place = self._unfolded = 0
        self._values: list[Value] = []

    def values(self) -> list[Value]:
        """Return all values; raise ValueError or TypeError where the report cannot be one."""
        changes, ranges, layouts = (self._told[key] for key in ("changes", "ranges", "layouts"))
        places = np.asarray(self._told["memory"], dtype=np.int64).reshape(-1, 2).tolist()
        pairs = zip(self._formed(), places, strict=True)
        for slot, ((kind, shape, size), (start, end)) in enumerate(pairs):
            array = self._next(size, kind.endswith("bool"))
            if (base := changes.get(str(slot))) is not None:
                self._values.append(self._changed(self._values[base], array))
            elif whole := ranges.get(str(slot)):
                extremes = float(whole[1]), float(whole[2])
                whole_shape = tuple(map(int, whole[0]))
                self._values.append(Value(array.reshape(shape), kind, whole_shape, extremes))
            else:
                whole_array = array.reshape(shape)
                layout = tuple(map(int, layouts.get(str(slot), ())))
                if layout and len(layout) != 1 + len(shape):
                    raise ValueError("this is no layout")
                memory = start, end
                self._values.append(Value(whole_array, kind, shape, None, memory, layout))
        return self._values

    def _formed(self) -> Iterator[tuple[str, tuple[int, ...], int]]:
        """Yield of each value its kind, its shape and how many numbers it has."""
        forms = []
        for kind, shape in self._told["forms"]:
            if any(type(length) is not int or length < 0 for length in shape):
                raise ValueError("this is no shape")
            forms.append((str(kind), tuple(shape), math.prod(shape)))
        for number in self._told["formed"].tolist():
            yield forms[number]

    def _next(self, size: int, is_bool: bool) -> NDArray[Any]:
        if is_bool:
            self._bit += size
            return self._bits[self._bit - size : self._bit]
        self._at += size
        return self._numbers[self._at - size : self._at]

    def _changed(self, before: Value, numbers: NDArray[Any]) -> Value:
        """An array that was told before, with other numbers in some places."""
        self._unfolded += before.array.size
        if self._unfolded > 2 * MOST_UNFOLDED or before.cut:
            raise ValueError("these are too many changes")
        places = self._places[self._place : self._place + numbers.size]
        self._place += numbers.size
        array = before.array.copy()
        array.flat[places] = numbers
        memory, layout = before.memory, before.layout
        return Value(array, before.kind, before.shape, memory=memory, layout=layout)
