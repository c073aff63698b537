"""Operations as the fields of JSON lines, of large arrays their first corner alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tutor.programs.listing import MOST_COLUMNS, MOST_ROWS
from tutor.programs.program import Program
from tutor.programs.recorded import Event
from tutor.programs.values import CORNER, Value

WHOLE = 10_000
"""Numbers of one array that is told whole."""
ALL = 500_000
"""Numbers that are told in all, before as little is told of each array as a listing shows."""
CUT = 'Of large arrays the first corner alone is told; those have "part": true.'


class Records:
    """Writes one operation after another, until there are too many numbers to tell all of each."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._told = 0
        self.is_cut = False
        """Whether anything was not told whole so far."""

    def of(self, operation: Event) -> dict[str, object]:
        """The fields of an operation; `part` where it is a corner that is told of the value.

        `operands_part` names the operands that are told so.
        """
        value, is_part = self._plain(operation.value)
        operands = {each.place.text: self._plain(each.value) for each in operation.operands}
        cut = [text for text, (_, is_part) in operands.items() if is_part]
        self.is_cut |= is_part or bool(cut)
        return {
            **where(self._program, operation.line),
            "text": operation.place.text,
            "name": operation.name,
            "operands": {text: plain for text, (plain, _) in operands.items()},
            "shape": operation.value.shape,
            "value": value,
            **({"part": True} if is_part else {}),
            **({"operands_part": cut} if cut else {}),
        }

    def _plain(self, value: Value) -> tuple[Any, bool]:
        """A value as plain numbers, and whether that is a part of it."""
        array = value.array
        is_much = self._told > ALL
        most = 0 if is_much else WHOLE
        sizes = (MOST_ROWS, MOST_COLUMNS) if is_much else (CORNER, CORNER)
        corner = array[_corner(array.ndim, sizes)]
        if array.size > most and corner.size < array.size:
            value = replace(value, array=corner)
        self._told += value.array.size
        return value.plain, value.cut or value.array.size < array.size


def _corner(ndim: int, sizes: tuple[int, ...]) -> tuple[slice, ...]:
    """Where the first corner lies: of more than two axes, of the first plane."""
    return (*[slice(1)] * (ndim - 2), *map(slice, sizes[max(0, 2 - ndim) :]))


def where(program: Program, line: int) -> dict[str, object]:
    """The number of a line; of a notebook its cell, too: `"place": "cell 3, line 2"`."""
    place = program.place_in_file(line)
    return {"line": line, **({"place": place} if place != f"line {line}" else {})}
