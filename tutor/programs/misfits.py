"""Shapes that do not fit: which operands a program stopped at, and which sizes had to be equal."""

from __future__ import annotations

import re
from itertools import combinations

from tutor.plots.arrange import shortened
from tutor.plots.cells import Span, plain
from tutor.programs.expressions import called, is_product
from tutor.programs.recorded import Event, Recorded
from tutor.programs.spots import Spot

Shape = tuple[int, ...]
_OF_PRODUCTS = re.compile(r"core dimension|not aligned")
_OF_CELLS = re.compile(r"could not be broadcast together|doesn't match the broadcast shape")
_SIZES = re.compile(r"\(size (\d+) is different from (\d+)\)")
_LONGEST = 40
"""Characters of an operand's text."""


def misfit(recorded: Recorded, line: int, said: str) -> str:
    """Return what did not fit in a line, by NumPy's words of it; "" where that is not known."""
    stopped = _stopped_at(recorded, line)
    operands = _operands(recorded, stopped) if stopped else []
    arrays = [each for each in operands if each.value.shape]
    if stopped and called(stopped.text) == "einsum":
        return _said(stopped, arrays, "what has one letter has to be of one size")
    if stopped and len(arrays) > 1:
        if _OF_PRODUCTS.search(said) and is_product(stopped.text):
            return _said(stopped, arrays[:2], _product(*arrays[:2]))
        if _OF_CELLS.search(said):
            pairs = combinations(arrays, 2)
            apart = next((pair for pair in pairs if not _fit_in_cells(*_shapes(*pair))), None)
            return _said(stopped, apart or arrays[:2], _cells(*(apart or arrays[:2])))
    if sizes := _SIZES.search(said):
        return (
            f"a product of matrices does not fit: the {sizes[2]} columns of the left one and the "
            f"{sizes[1]} rows of the right one have to be equally many"
        )
    return ""


def _stopped_at(recorded: Recorded, line: int) -> Spot | None:
    """The place in a line whose last operand is the last thing that was told."""
    if recorded.goes_on or not recorded.events:
        return None
    last = recorded.events[-1].place
    places = recorded.map.places
    within = [each for each in places if each.line <= line <= each.end_line and each.operands]
    return next((each for each in within if places[each.operands[-1]] is last), None)


def _operands(recorded: Recorded, stopped: Spot) -> list[Event]:
    """What was told last at each operand of a place; in the call where the last one was told."""
    frame = recorded.frame(recorded.events[-1].node)
    found = []
    for number in stopped.operands:
        place = recorded.map.places[number]
        told = (each for each in reversed(recorded.events) if each.place is place)
        last = next((each for each in told if recorded.frame(each.node) == frame), None)
        found += [last] if last else []
    return found


def _said(stopped: Spot, arrays: tuple[Event, ...] | list[Event], why: str) -> str:
    each = [f"{_short(array.place.text)} is {array.value.shape}" for array in arrays]
    return f"in {_short(stopped.text)}, {' and '.join(each)}: {why}"


def _product(left: Event, right: Event) -> str:
    """Which sizes of two factors had to be equal."""
    one, other = _shapes(left, right)
    last = "columns" if len(one) > 1 else "numbers"
    first = "rows" if len(other) > 1 else "numbers"
    size = other[-2] if len(other) > 1 else other[0]
    return (
        f"the {one[-1]} {last} of {_short(left.place.text)} and the {size} {first} of "
        f"{_short(right.place.text)} have to be equally many"
    )


def _cells(left: Event, right: Event) -> str:
    """Which sizes of two arrays had to be equal to be gone through cell by cell."""
    pairs = zip(*(reversed(shape) for shape in _shapes(left, right)), strict=False)
    apart = [pair for pair in pairs if 1 not in pair and pair[0] != pair[1]]
    if not apart:
        return "the first cannot hold what comes out, which is larger"
    sizes = " and ".join(f"{one} meets {other}" for one, other in reversed(apart))
    return f"cell by cell, {sizes}, but sizes have to be equal, or one of them 1"


def _fit_in_cells(one: Shape, other: Shape) -> bool:
    pairs = zip(reversed(one), reversed(other), strict=False)
    return all(1 in pair or pair[0] == pair[1] for pair in pairs)


def _shapes(left: Event, right: Event) -> tuple[Shape, Shape]:
    return tuple(left.value.shape), tuple(right.value.shape)


def _short(text: str) -> str:
    return plain([shortened([Span(text)], _LONGEST)])
