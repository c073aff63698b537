"""What is called the root of a mean of squares, of which no root is taken, or of the sum alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import makers_of
from tutor.programs.noticing.roots import exponent
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.sums import is_square, number_of, two_sides
from tutor.programs.noticing.told_texts import told_in
from tutor.programs.recorded import Event, Recorded

KIND = "no root"
_NAMED = re.compile(r"(?:^|_)(?:rmse|rms_error|root_mean_square)", re.IGNORECASE)
_CALLED = re.compile(r"(?:\b|_)rmse?(?:\b|_)|root_mean_square", re.IGNORECASE)
_FEWEST = 4
"""Numbers of which the mean is surely neither their sum nor the half of it."""
_BEHIND = 40
"""Operations from the sum to the division."""
_TOLD = re.compile(r"\brmse\W*$", re.IGNORECASE)
_ROOT = re.compile(r"sqrt|norm|hypot|root|power|rms|\*\*=? *\(?(0?\.5|1 */ *2)", re.IGNORECASE)


def roots_never_taken(recorded: Recorded) -> Iterator[Noticed]:
    """def rmse(a, b): return np.mean((a - b) ** 2), and rmse = np.mean(errors ** 2)."""
    for line in _without_roots(recorded.program.code):
        event = next((e for e in recorded.operations if e.line == line), None)
        if event is not None:
            said = "This is the mean of the squares; what is called RMSE is the root of it."
            yield Noticed(event, KIND, said)


def roots_of_sums(recorded: Recorded) -> Iterator[Noticed]:
    """def rms(d): return np.sqrt(np.sum(d ** 2)) / len(d): the number belongs under the root."""
    told: set[int] = set()
    for at, event in enumerate(recorded.operations):
        if sign(event.place.text) != "Div" or event.value.array.ndim or not event.operands:
            continue
        sides = two_sides(parsed(event.place.text))
        by = number_of(sides[1], event) if sides else None
        if by is None or by < _FEWEST or by % 1 or id(event.place) in told:
            continue
        if not _is_called_so(event, recorded):
            continue
        root = makers_of(recorded).of(event.operands[0])
        if not _is_root(root):
            continue
        before = recorded.operations[max(0, at - _BEHIND) : at]
        if any(_is_sum_of(each, float(root.value.array) ** 2, by) for each in before):
            told.add(id(event.place))
            said = (
                f"What is called RMS is the root of a mean: divide by {by:g} under the root. "
                f"Behind it this is √{by:g} times too small."
            )
            yield Noticed(event, "no mean under the root", said)


def means_of_roots(recorded: Recorded) -> Iterator[Noticed]:
    """rmse = np.mean(np.sqrt(d ** 2)): the root of each square is the size of that error alone."""
    for event in recorded.operations:
        if called(event.place.text) not in ("mean", "average") or event.value.array.ndim:
            continue
        names = event.name or "", function_at(recorded.program.code, event.line)
        root = makers_of(recorded).of(event.operands[0]) if event.operands else event
        if not (any(map(_CALLED.search, names)) and _is_root(root) and root.operands):
            continue
        if is_square(makers_of(recorded).of(root.operands[0])):
            said = (
                "This is the mean size of the errors: for the RMSE take the mean of the squares "
                "first, and then the root of it."
            )
            yield Noticed(event, "no mean under the root", said)


def _is_called_so(event: Event, recorded: Recorded) -> bool:
    """Whether what returns a value, its name, or the text beside it says so."""
    code, line = recorded.program.code, recorded.program.lines[event.line - 1]
    return any(_CALLED.search(name) for name in (function_at(code, event.line), line))


def _is_root(event: Event) -> bool:
    return called(event.place.text) in ("sqrt", "norm") or exponent(event) == 0.5


def _is_sum_of(event: Event, squares: float, by: float) -> bool:
    """Whether it adds up that many numbers, squares that a root was taken of, or half of them."""
    if event.value.array.ndim or called(event.place.text) not in ("sum", "norm", "dot", "vdot"):
        return False
    taken = event.operands[0].value.array if event.operands else event.value.array
    total = float(event.value.array) ** (2 if called(event.place.text) == "norm" else 1)
    is_of_it = any(np.isclose(squares, part * total, rtol=1e-9) for part in (0.5, 1, 2))
    return is_of_it and squares > 0 and by in (taken.size, *taken.shape)


@lru_cache(maxsize=16)
def _without_roots(code: str) -> Sequence[int]:
    found = []
    for node in nodes_of(code):
        match node:
            case ast.FunctionDef(name=name) if _NAMED.search(name):
                returned = [
                    e.value for e in ast.walk(node) if isinstance(e, ast.Return) and e.value
                ]
                inside = "\n".join(ast.unparse(each) for each in node.body)
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if _NAMED.search(name):
                returned, inside = [value], ast.unparse(value)
            case ast.Call():
                told = told_in(node, code.split("\n"))
                named = [each for each in told if _TOLD.search(each.before)]
                found += [e.value.lineno for e in named if _is_mean_of_squares(e.value)]
                continue
            case _:
                continue
        is_mean = len(returned) == 1 and _is_mean_of_squares(returned[0])
        if is_mean and not _ROOT.search(inside) and not _is_taken_later(name, code):
            found.append(returned[0].lineno)
    return found


def _is_mean_of_squares(node: ast.expr) -> bool:
    """Whether a mean is taken, and something squared in it."""
    match node:
        case ast.Call(func=func):
            text = ast.unparse(node)
            is_mean = ast.unparse(func).rpartition(".")[2] in ("mean", "average")
            return is_mean and ("** 2" in text or "square(" in text)
    return False


def _is_taken_later(name: str, code: str) -> bool:
    """Whether a root is taken of what has that name, or is returned by it."""
    return bool(re.search(rf"sqrt\(\s*[\w.]*{name}|{name}\b[^\n=]*\*\*=? *\(?0?\.5", code))
