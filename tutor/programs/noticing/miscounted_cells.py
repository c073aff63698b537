"""True and false positives and negatives, of which one is counted by another's condition."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.confused_counts import count_called
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.score_names import ANSWERED, TRUE
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded

CELLS = {"tp": (True, True), "fp": (True, False), "fn": (False, True), "tn": (False, False)}
"""Whether it is answered, and whether it is so."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """What one of the four counts, by its name, counts: the number that each variable is."""

    count: str
    line: int
    numbers: frozenset[tuple[str, float]]


def miscounted_cells(recorded: Recorded) -> Iterator[Noticed]:
    """fn = np.sum((guess == 1) & (label == 0)), as fp is."""
    wrong = _wrong(recorded.program.code)
    ran: dict[int, Event] = {}
    for event in recorded.operations if wrong else ():
        ran.setdefault(event.line, event)
    for line, said in wrong:
        if line in ran:
            yield Noticed(ran[line], "another count", said)


@lru_cache(maxsize=16)
def _wrong(code: str) -> Sequence[tuple[int, str]]:
    """The lines of counts that count what another does, or the other way round."""
    found: list[tuple[int, str]] = []
    cells = [*_cells(code)]
    for each in cells:
        names = _roles(each)
        positive = _positive(cells, names[1]) if names is not None else None
        if names is None or positive is None:
            continue
        told, meant = dict(each.numbers), CELLS[each.count]
        if meant != (told[names[0]] == positive, told[names[1]] == positive):
            said = (
                f"{each.count} counts where {names[0]} is {'' if meant[0] else 'not '}{positive:g} "
                f"and {names[1]} is {'' if meant[1] else 'not '}{positive:g}; this counts others."
            )
            found.append((each.line, said))
    return found


def _roles(cell: _Cell) -> tuple[str, str] | None:
    """Which variable is the answer, and which one what is so."""
    names = [name for name, _ in cell.numbers]
    answered = [n for n in names if ANSWERED.search(_last(n)) and not TRUE.search(_last(n))]
    if len(names) != 2 or len(answered) != 1:
        return None
    (true,) = {*names} - {*answered}
    return answered[0], true


def _last(name: str) -> str:
    return re.sub(r"\[.*\]$", "", name).rpartition(".")[2]


def _positive(cells: Sequence[_Cell], true: str) -> float | None:
    """The number of the class that is sought: that of which tp counts the right ones."""
    told = [dict(each.numbers) for each in cells if each.count == "tp"]
    numbers = {number for each in told for number in each.values()}
    return next(iter(numbers)) if len(numbers) == 1 and any(true in each for each in told) else None


def _cells(code: str) -> Iterator[_Cell]:
    for node in nodes_of(code):
        match node:
            case ast.Assign(targets=[target], value=value) if count := _count(target):
                tests = [each for each in ast.walk(value) if (numbers := _numbers(each))]
                if len(tests) == 1 and (numbers := _numbers(tests[0])):
                    yield _Cell(count, node.lineno, frozenset(numbers.items()))
            case ast.If(test=test, body=[ast.AugAssign(target=target, op=ast.Add())]):
                if (count := _count(target)) and (numbers := _numbers(test)):
                    yield _Cell(count, test.lineno, frozenset(numbers.items()))


def _count(target: ast.expr) -> str:
    return count_called(ast.unparse(target))


def _numbers(node: ast.AST) -> Mapping[str, float] | None:
    """The numbers that two variables are to be: a == 1 and b == 0, (a == 1) & (b == 0)."""
    match node:
        case ast.BoolOp(op=ast.And(), values=[one, other]):
            parts = [one, other]
        case ast.BinOp(left=one, op=ast.BitAnd() | ast.Mult(), right=other):
            parts = [one, other]
        case ast.Call(func=ast.Attribute(attr="logical_and"), args=[one, other]):
            parts = [one, other]
        case _:
            return None
    found: dict[str, float] = {}
    for part in parts:
        match part:
            case ast.Compare(
                left=left,
                ops=[ast.Eq()],
                comparators=[ast.Constant(value=int() | float() as number)],
            ):
                found[ast.unparse(left)] = float(number)
    return found if len(found) == len(parts) else None
