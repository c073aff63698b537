"""What a program returned beside what was expected: shapes first, then numbers, then the ratio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.exercises.aligned import Array, Window, window_of, written
from tutor.plots.arrange import beside, shortened, width_of
from tutor.plots.cells import Picture, Row, Span
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
        return [
            shortened([Span(label, bold=True), Span("expected  ", "muted"), Span(text)], width)
            if number == 0
            else shortened([Span(" " * len(label)), Span("got       ", "muted"), Span(text)], width)
            for number, text in enumerate((said(expected), said(got)))
        ]
    same = wanted.shape == came.shape
    differs = ~alike(wanted, came) if same else None
    at = first_of(differs) if differs is not None else (0,) * wanted.ndim
    digits = _digits(wanted, came, differs)
    other = at if same else (0,) * came.ndim
    room = (width - len(label) - _GAP) // 2
    size = max(_size(plane_of(wanted, at)[0], digits), _size(plane_of(came, other)[0], digits))
    left = _block("expected", expected, wanted, at, room, digits, size, None)
    right = _block("got", got, came, other, room, digits, size, differs, loud=not same)
    fits = len(label) + width_of(left) + _GAP + width_of(right) <= width
    both = beside(left, right, gap=_GAP) if fits else [*left, *right]
    picture = beside([[], [Span(label, bold=True)]], both, gap=0)
    if same and (ratio := constant_ratio(wanted, came)) is not None:
        everywhere = " wherever expected is not 0" if not wanted.all() else " in every cell"
        picture.append([Span(" " * len(label)), Span("got / expected = ", "muted")])
        picture[-1] += [
            Span(shown(ratio), bold=True),
            Span(everywhere * (wanted.size > 1), "muted"),
        ]
    return [shortened(row, width) for row in picture]


def _block(
    title: str,
    value: Any,
    array: Array,
    at: tuple[int, ...],
    room: int,
    digits: int,
    size: int,
    differs: NDArray[np.bool_] | None,
    loud: bool = False,
) -> Picture:
    """Draw one of the two: its title with its shape, and its numbers; ✘ where they differ."""
    plane, held = plane_of(array, at)
    marks = np.zeros(plane.shape, bool)
    if differs is not None and not differs.all():  # where all differ a mark says nothing
        marks = plane_of(differs, at)[0]
    texts = written(plane, digits)
    place = first_of(marks)
    down = window_of(plane.shape[0], place[0], ROWS)
    across = window_of(plane.shape[1], place[1], min(COLUMNS, max(1, (room - 4) // size)))
    head: Row = [Span(f"{title} ", "muted"), Span(shape_of(value), "wrong" if loud else "accent")]
    rows: Picture = [[*head, Span(held, "muted")]]
    if down.start:
        rows.append([Span("⋮", "muted")])
    rows += [_numbers(texts[row], marks[row], size, across) for row in range(down.start, down.stop)]
    if down.stop < plane.shape[0]:
        rows.append([Span("⋮", "muted")])
    return rows


def _size(plane: Array, digits: int) -> int:
    """Return how many columns a number takes, with its mark and a gap."""
    return max(len(text) for row in written(plane, digits) for text in row) + 2


def _numbers(texts: list[str], marks: NDArray[np.bool_], size: int, across: Window) -> Row:
    row: Row = [Span("… ", "muted")] if across.start else []
    for column in range(across.start, across.stop):
        row.append(Span(texts[column].rjust(size - 2)))
        row.append(Span("✘ ", "wrong") if marks[column] else Span("  "))
    return [*row, Span("…", "muted")] if across.stop < len(texts) else row


def _digits(wanted: Array, came: Array, differs: NDArray[np.bool_] | None) -> int:
    """Return how many digits tell apart all numbers that differ."""
    if differs is None or not differs.any():
        return _FINER[0]
    pairs = np.array([wanted[differs].ravel(), came[differs].ravel()], dtype=float)[:, :200]
    for digits in _FINER:
        first, second = written(pairs, digits)
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


def written_out(name: str, value: Any) -> Picture:
    """Draw a value that was given, with all its numbers."""
    array = numbers_of(value)
    if array is None:
        return [[Span(f"{name}  ", bold=True), Span(said(value))]]
    at, digits = (0,) * array.ndim, _FINER[0]
    size = _size(plane_of(array, at)[0], digits)
    block = _block("", value, array, at, COLUMNS * size + 4, digits, size, None)
    block[0] = [Span(f"{name} ", bold=True), *block[0][1:]]
    return block
