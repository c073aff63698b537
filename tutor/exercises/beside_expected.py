"""What a program returned beside what was expected: shapes first, then numbers, then the ratio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.exercises.aligned import Array, Window, number_texts, window_of
from tutor.plots.arrange import beside, shortened, width_of
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.matrix_table import Place
from tutor.plots.numbers import shown

ROWS, COLUMNS = 8, 12
"""Numbers shown of a matrix at most, down and across."""
_NEAR = 1e-6
_GAP = 4
_FINER = (4, 6, 8, 10, 12)
"""Digits to be tried until numbers that differ look different."""


def flat(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the values in a dictionary, a list or a tuple, each with the name of its place."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from flat(f"{name}[{key!r}]", inner)
    elif isinstance(value, list | tuple) and any(_holds_values(each) for each in value):
        for place, inner in enumerate(value):
            yield from flat(f"{name}[{place}]", inner)
    else:
        yield name, value


def _holds_values(value: Any) -> bool:
    return isinstance(value, Mapping | list | tuple) or bool(np.ndim(value))


def beside_expected(name: str, expected: Any, got: Any, width: int) -> Picture:
    """Draw what was expected beside what came; a ratio that is the same everywhere after it."""
    label = f"{name}  "
    wanted, came = numbers_of(expected), numbers_of(got)
    if wanted is None or came is None:
        first: Row = [Span(label, bold=True), Span("expected  ", "muted"), Span(said(expected))]
        second: Row = [Span(" " * len(label)), Span("got       ", "muted"), Span(said(got))]
        return [shortened(first, width), shortened(second, width)]
    same = wanted.shape == came.shape
    differs = ~alike(wanted, came) if same else None
    digits = _digits(wanted, came, differs)
    left = _Side("expected", expected, wanted, differs, digits)
    right = _Side("got", got, came, differs, digits, is_marked=True, is_loud=not same)
    size = max(left.size, right.size)
    room = (width - len(label) - _GAP) // 2
    one, other = left.drawn(size, room), right.drawn(size, room)
    fits = len(label) + width_of(one) + _GAP + width_of(other) <= width
    both = beside(one, other, gap=_GAP) if fits else [*one, *other]
    picture = beside([[], [Span(label, bold=True)]], both, gap=0)
    if same and (ratio := constant_ratio(wanted, came)) is not None:
        where = " in every cell" if wanted.all() else " wherever expected is not 0"
        picture.append([Span(" " * len(label)), Span("got / expected = ", "muted")])
        picture[-1].append(Span(shown(ratio), bold=True))
        picture[-1].append(Span(where if wanted.size > 1 else "", "muted"))
    return [shortened(row, width) for row in picture]


class _Side:
    """One of the two arrays: what of it is shown, round the first cell that differs."""

    def __init__(
        self,
        title: str,
        value: Any,
        array: Array,
        differs: NDArray[np.bool_] | None,
        digits: int,
        is_marked: bool = False,
        is_loud: bool = False,
    ) -> None:
        """`digits` are those that a number may take; only a side that `is_marked` bears ✘."""
        at = (0,) * array.ndim if differs is None else first_of(differs)
        plane, held = plane_of(array, at)
        marks = np.zeros(plane.shape, bool) if differs is None else plane_of(differs, at)[0]
        row, column = first_of(marks)
        self._rows = window_of(plane.shape[0], row, ROWS)
        self._columns = window_of(plane.shape[1], column, COLUMNS)
        self._at = column
        self._shape: Place = plane.shape[0], plane.shape[1]
        part = (slice(*self._rows), slice(*self._columns))
        self._texts = number_texts(plane[part], digits)
        # Where all differ a mark says nothing.
        says = is_marked and differs is not None and not differs.all()
        self._marks = marks[part] if says else np.zeros(marks[part].shape, bool)
        shape = Span(shape_of(value), "wrong" if is_loud else "accent")
        self._head: Row = [Span(f"{title} ", "muted"), shape, Span(held, "muted")]

    @property
    def size(self) -> int:
        """How many columns a number takes, with its mark and a gap."""
        return max(len(text) for row in self._texts for text in row) + 2

    def drawn(self, size: int, room: int) -> Picture:
        """Draw it; each number takes `size` columns."""
        count = min(COLUMNS, max(1, (room - 4) // size))
        across = window_of(self._shape[1], self._at, count)
        fold: Picture = [[Span("⋮", "muted")]]
        rows = [self._row(number, size, across) for number in range(len(self._texts))]
        before = fold if self._rows.start else []
        after = fold if self._rows.stop < self._shape[0] else []
        return [self._head, *before, *rows, *after]

    def _row(self, number: int, size: int, across: Window) -> Row:
        row: Row = [Span("… ", "muted")] if across.start else []
        for column in range(across.start, across.stop):
            place = column - self._columns.start
            row.append(Span(self._texts[number][place].rjust(size - 2)))
            row.append(Span("✘ ", "wrong") if self._marks[number, place] else Span("  "))
        return [*row, Span("…", "muted")] if across.stop < self._shape[1] else row


def _digits(wanted: Array, came: Array, differs: NDArray[np.bool_] | None) -> int:
    """Return how many digits tell apart all numbers that differ."""
    if differs is None or not differs.any():
        return _FINER[0]
    pairs = np.array([wanted[differs].ravel(), came[differs].ravel()], dtype=float)[:, :200]
    for digits in _FINER:
        first, second = number_texts(pairs, digits)
        if all(one != other for one, other in zip(first, second, strict=True)):
            return digits
    return _FINER[-1]


def constant_ratio(expected: Array, got: Array) -> float | None:
    """Return got / expected where it is the same in every cell, else None."""
    expected, got = expected.astype(float), got.astype(float)
    if not (np.isfinite(expected).all() and np.isfinite(got).all()):
        return None
    there = expected != 0
    if not there.any() or np.any(got[~there] != 0):
        return None
    ratios = got[there] / expected[there]
    first = float(ratios.flat[0])
    same = np.allclose(ratios, first, rtol=_NEAR, atol=0)
    return first if same and first != 0 and abs(first - 1) > _NEAR else None


def numbers_of(value: Any) -> Array | None:
    """Return a value as an array of numbers, None if it is none."""
    if isinstance(value, str | bytes | Mapping) or value is None:
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # rows of several lengths
        return None
    return array if array.dtype.kind in "biuf" and array.size else None


def alike(one: Array, other: Array) -> NDArray[np.bool_]:
    """Tell of each cell whether both have the same number, as far as can be seen."""
    first, second = one.astype(float), other.astype(float)
    return np.asarray(np.isclose(first, second, rtol=_NEAR, atol=1e-9, equal_nan=True), bool)


def shape_of(value: Any) -> str:
    """Return how a value is described in a word: its shape, or its kind."""
    if isinstance(value, np.ndarray):
        return f"({', '.join(map(str, value.shape))}{',' if value.ndim == 1 else ''})"
    return "a number" if isinstance(value, int | float | np.generic) else type(value).__name__


def said(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, np.ndarray):
        return f"{shape_of(value)} {value.dtype}"
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, int | float | np.number):
        return shown(float(value), 6)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key!r}: {shape_of(each)}" for key, each in value.items()) + "}"
    return repr(value)


def first_of(marks: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return the place of the first mark, the beginning where there is none."""
    found = np.argwhere(marks)
    return tuple(int(at) for at in found[0]) if len(found) else (0,) * marks.ndim


def plane_of(array: Array, at: tuple[int, ...]) -> tuple[Array, str]:
    """Return the two axes that can be shown, and which plane it is where there are more.

    Of images, (C, H, W, m), those are H and W.
    """
    if array.ndim <= 2:
        return array.reshape((1, array.size) if array.ndim < 2 else array.shape), ""
    last = array.ndim - (1 if array.ndim == 4 else 0)
    kept = (last - 2, last - 1)
    index = tuple(slice(None) if n in kept else at[n] for n in range(array.ndim))
    held = ", ".join(":" if n in kept else str(at[n]) for n in range(array.ndim))
    return array[index], f" of which [{held}]"


def drawn_numbers(name: str, value: Any) -> Picture:
    """Draw an array that was given, with its numbers."""
    array = numbers_of(value)
    if array is None:
        return [[Span(f"{name}  ", bold=True), Span(said(value))]]
    side = _Side("", value, array, None, _FINER[0])
    head, *rows = side.drawn(side.size, COLUMNS * side.size + 4)
    return [[Span(f"{name} ", bold=True), *head[1:]], *rows]
