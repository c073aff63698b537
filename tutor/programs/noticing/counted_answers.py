"""Shares of right answers that are divided by another number than that of the answers."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from tutor.programs.expressions import parsed, sign
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.foreign_sizes import KIND, counted_one_by_one
from tutor.programs.noticing.hits import answers_asked, is_share
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded

_ADDS = re.compile(r"\+=|\bappend\b|(?<!np\.)(?<!\.)\bsum\(")
"""What makes one share of those of several batches."""
_ASSIGNED = re.compile(r"\s*(\w+) = ")
_NUMBER = re.compile(r"== *-?\d")
_FEWEST = 6
_NEAR = 4
"""Lines below the loop."""


def divided_by_other_counts(recorded: Recorded) -> Iterator[Noticed]:
    """np.sum(answers == labels) / X.shape[1], and a count of a loop so divided."""
    makers = first_makers(recorded)
    sizes: dict[str, int] = {}
    named: dict[str, Event] = {}
    for event in recorded.events:
        if event.value.is_array and event.value.array.ndim:
            sizes[event.place.text] = len(event.value.array)
        if event.is_operation and event.name:
            named[event.name] = event
        if sign(event.place.text) != "Div" or len(event.operands) != 2:
            continue
        counted, by = event.operands
        number = float(by.value.array.ravel()[0]) if by.value.array.size == 1 else 0
        if number <= 1 or number % 1 or not _tells_a_size(by) or not is_share(event, recorded):
            continue
        text = counted.place.text
        told = (each for each in (counted, named.get(text)) if each is not None)
        asked = next(filter(None, (_asked(each, makers) for each in told)), 0)
        asked = asked or _loop(event, recorded, sizes)
        if asked >= _FEWEST and number != asked and not _is_added_up(event, recorded):
            size = by.place.text
            said = f"{asked} answers are asked for, and {size} is {number:g}: divide by {asked}."
            yield Noticed(event, KIND, said)


def _asked(event: Event, makers: Mapping[int, Event]) -> int:
    """How many answers are held against labels, and not against one number, which makes a part."""
    return 0 if _NUMBER.search(event.place.text) else answers_asked(event, makers)


def _tells_a_size(by: Event) -> bool:
    """Whether it is the size of an array, or bears a name; a number written out is meant so."""
    match parsed(by.place.text):
        case ast.Name() | ast.Attribute():
            return True
        case ast.Subscript(value=ast.Attribute(attr="shape")) | ast.Call(func=ast.Name(id="len")):
            return True
    return False


def _is_added_up(event: Event, recorded: Recorded) -> bool:
    """Whether it is a part of a share: it, or what its function returns, is added to others."""
    function = function_at(recorded.program.code, event.line)
    lines = [line for line in recorded.program.lines if function and f"{function}(" in line]
    lines.append(recorded.program.lines[event.line - 1])
    names = [found[1] for line in lines if (found := _ASSIGNED.match(line))]
    adding = [line for line in recorded.program.lines if _ADDS.search(line)]
    return any(_ADDS.search(line) for line in lines) or any(
        re.search(rf"\b{name}\b", line) for name in names for line in adding
    )


def _loop(event: Event, recorded: Recorded, sizes: Mapping[str, int]) -> int:
    """How many turns the loop before has that counts right answers one by one, 0 if none does."""
    counted = event.operands[0].place.text
    for loop in nodes_of(recorded.program.code):
        if not isinstance(loop, ast.For) or not 0 < event.line - (loop.end_lineno or 0) < _NEAR:
            continue
        if counted in {name for each in ast.walk(loop) for name in counted_one_by_one(each)}:
            return sizes.get(_gone_through(loop.iter), 0)
    return 0


def _gone_through(node: ast.expr) -> str:
    """The array of range(len(labels)), range(labels.shape[0]), zip(answers, labels)."""
    match node:
        case ast.Call(func=ast.Name(id="range"), args=[size]):
            pass
        case ast.Call(func=ast.Name(id="zip"), args=[_, labels]):
            return ast.unparse(labels)
        case _:
            return ""
    match size:
        case (
            ast.Call(func=ast.Name(id="len"), args=[taken])
            | ast.Attribute(value=taken, attr="size")
        ):
            return ast.unparse(taken)
        case ast.Subscript(
            value=ast.Attribute(value=taken, attr="shape"), slice=ast.Constant(value=0)
        ):
            return ast.unparse(taken)
    return ""
