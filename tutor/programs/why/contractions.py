"""Products whose indices say what is summed up: einsum, tensordot, outer, inner, dot of tables."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from string import ascii_letters

import numpy as np

from tutor.programs.expressions import called, parsed
from tutor.programs.recorded import Event
from tutor.programs.why.evaluation import Unknown, arguments, evaluated, operands_by_text

Cell = tuple[int, ...]
CONTRACTIONS = ("einsum", "tensordot", "outer", "inner", "dot", "vdot")
MOST = 20_000
"""Products that one cell may be the sum of."""


def contracted(event: Event, cell: Cell) -> list[tuple[Event, Cell]]:
    """Return the cells that are multiplied and summed up for a cell, operand by operand.

    Raise Unknown where that is not known, or does not give the value.
    """
    call = parsed(event.place.text)
    if not isinstance(call, ast.Call) or not 1 <= len(event.operands) <= 2:
        raise Unknown
    taken, given = _indices(call, event.operands, operands_by_text(event))
    arrays = [each.value.array for each in event.operands]
    if [len(letters) for letters in taken] != [each.ndim for each in arrays]:
        raise Unknown
    sizes = {
        letter: n
        for letters, each in zip(taken, arrays, strict=True)
        for letter, n in zip(letters, each.shape, strict=True)
    }
    summed = [letter for letter in dict.fromkeys("".join(taken)) if letter not in given]
    lengths = [sizes[letter] for letter in summed]
    if len(cell) != len(given) or np.prod(lengths, dtype=float) > MOST:
        raise Unknown
    at = dict(zip(given, cell, strict=True))
    found = [
        (operand, tuple((at | dict(zip(summed, turn, strict=True)))[each] for each in letters))
        for turn in np.ndindex(*lengths)
        for operand, letters in zip(event.operands, taken, strict=True)
    ]
    numbers = np.array([float(each.value.array[place]) for each, place in found])
    total = numbers.reshape(-1, len(taken)).prod(axis=1).sum()
    if not np.isclose(total, event.value.array[cell], equal_nan=True):
        raise Unknown
    return found


def _indices(
    call: ast.Call, taken: Sequence[Event], operands: Mapping[str, Event]
) -> tuple[list[str], str]:
    """Return a letter for each axis of the operands and of the result, as einsum has them."""
    name = called(ast.unparse(call))
    if name == "einsum":
        return _subscripts(evaluated(call.args[0], {}) if call.args else None)
    if len(taken) != 2:
        raise Unknown
    a, b = (each.value.array.ndim for each in taken)
    left, right = ascii_letters[:a], ascii_letters[a : a + b]
    if name == "outer" and a == b == 1:
        pairs: list[tuple[int, int]] = []
    elif (name == "inner" and a and b) or (name == "vdot" and a == b == 1):
        pairs = [(a - 1, b - 1)]
    elif name == "dot" and a and b:
        pairs = [(a - 1, max(b - 2, 0))]
    elif name == "tensordot":
        pairs = _paired(call, operands, a)
    else:
        raise Unknown
    for one, other in pairs:
        right = right.replace(right[other], left[one])
    return [left, right], "".join(each for each in left + right if (left + right).count(each) == 1)


def _subscripts(text: object) -> tuple[list[str], str]:
    """Return what "ij,jk->ik" says; without an arrow the letters that stand there once."""
    if not isinstance(text, str) or "." in text:
        raise Unknown
    before, arrow, given = text.replace(" ", "").partition("->")
    once = sorted(letter for letter in set(before) - {","} if before.count(letter) == 1)
    return before.split(","), given if arrow else "".join(once)


def _paired(call: ast.Call, operands: Mapping[str, Event], a: int) -> list[tuple[int, int]]:
    """Return the axes that tensordot sums over, one of each operand."""
    after, named = arguments(call, operands)
    axes = named.get("axes", after[1] if len(after) > 1 else 2)
    if isinstance(axes, int):
        return [(a - axes + n, n) for n in range(axes)]
    ones, others = (each if isinstance(each, tuple | list) else [each] for each in axes)
    return list(zip(ones, others, strict=True))
