"""How many answers are right: counted, and divided by how many there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

import numpy as np

from tutor.programs.expressions import called, parsed, sign, statement
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.answers import COUNTED, is_equality, made_from
from tutor.programs.noticing.elsewhere import function_at
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded

_SHARE = re.compile(r"acc|right|correct|hit|score|treffer|richtig|genau", re.IGNORECASE)
"""What the share of right answers is called."""
_NEAR = 4
"""Lines between two counts of one loop."""


def shares_above_one(recorded: Recorded) -> Iterator[Noticed]:
    """Right answers that are divided by fewer than were asked for."""
    added, makers = _added_up(recorded), first_makers(recorded)
    named: dict[str, Event] = {}

    def asked_for(counted: Event) -> int:
        before = named.get(counted.place.text)
        return answers_asked(counted, makers) or (answers_asked(before, makers) if before else 0)

    for event in recorded.operations:
        value = event.value.array
        if event.name:
            named[event.name] = event
        if sign(event.place.text) != "Div" or value.size != 1 or not float(value.ravel()[0]) > 1:
            continue
        if not event.operands or not is_share(event, recorded):
            continue
        counted, *by = event.operands
        if any(asked_for(each) or each.place.text in added for each in by):
            continue  # right ones for each wrong one
        if _is_divided_on(event, recorded):
            continue  # by how many are in each batch
        right = f"{float(value.ravel()[0]):.4g}"
        if asked := asked_for(counted):
            said = f"{asked} answers are counted: divide by {asked}, or a share comes to {right}."
            yield Noticed(event, "share above 1", said)
        elif counted.place.text in added:
            if (step := _turn_counted(event, recorded)) is not None:
                said = (
                    f"1 is added for each batch, and {counted.place.text} counts all of its "
                    f"answers: the share comes to {right}. Add how many answers there are."
                )
                yield Noticed(step, "share above 1", said)
                continue
            said = (
                f"A share of right answers is 1 at most, and this comes to {right}: divide by how "
                f"many answers were counted into {counted.place.text}."
            )
            yield Noticed(event, "share above 1", said)


def _is_divided_on(event: Event, recorded: Recorded) -> bool:
    """Whether a quotient is divided again on its own line."""
    later = (e for e in recorded.operations if e.line == event.line and sign(e.place.text) == "Div")
    return any(each.operands[:1] == [event] for each in later)


def _turn_counted(event: Event, recorded: Recorded) -> Event | None:
    """Where 1 a turn is added to what it is divided by, total += 1, beside the right answers."""
    counted, *by = (each.place.text for each in event.operands)
    lines: dict[str, set[int]] = {}
    for step in recorded.operations:
        if step.place.kind != "change" or step.number > event.number:
            continue
        lines.setdefault(step.name or "", set()).add(step.line)
        match statement(step.place.text):
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=ast.Constant(value=1)):
                near = (abs(step.line - line) for line in lines.get(counted, ()))
                if by == [name] and min(near, default=_NEAR) < _NEAR:
                    return step
    return None


def is_share(event: Event, recorded: Recorded) -> bool:
    """Return whether a value is called what a share of right answers is called."""
    function = function_at(recorded.program.code, event.line)
    line = recorded.program.lines[event.line - 1]
    return bool(_SHARE.search(f"{line} {function}")) and "per" not in line.lower()


def answers_asked(event: Event, makers: Mapping[int, Event]) -> int:
    """Return how many answers a value counts the right ones of, 0 where it counts no such thing."""
    if called(event.place.text) in ("int", "float") and event.operands:
        event = event.operands[0]
    if called(event.place.text) not in COUNTED or not event.operands:
        return 0
    taken = makers.get(id(event.operands[0].value), event.operands[0])
    is_all = event.value.array.size == 1 and taken.value.dtype == "bool"
    return taken.value.array.size if is_all and is_equality(taken.place.text) else 0


def _added_up(recorded: Recorded) -> set[str]:
    """The names to which it is added, again and again, how many answers are right."""
    found = set[str]()
    for place in recorded.map.places:
        match statement(place.text) if place.kind == "change" else None:
            case ast.AugAssign(target=ast.Name(id=name), op=ast.Add(), value=value):
                parts = [
                    ast.unparse(each) for each in ast.walk(value) if isinstance(each, ast.expr)
                ]
                if any(map(is_equality, parts)):
                    found.add(name)
    return found


def only_ones_counted(recorded: Recorded) -> Iterator[Noticed]:
    """What is called the share of right answers is that of the answers that are 1."""
    makers = first_makers(recorded)
    counted = (event for event in recorded.operations if called(event.place.text) in COUNTED)
    for event in (part for count in counted for part in count.operands):
        node = parsed(event.place.text)
        if not isinstance(node, ast.Compare) or len(event.operands) != 1:
            continue
        is_one = isinstance(node.comparators[0], ast.Constant) and isinstance(node.ops[0], ast.Eq)
        line = recorded.program.lines[event.line - 1]
        is_alone = line.count("==") == 1 and (_SHARE.search(line) or "return" in line)
        if not (is_one and is_alone and is_share(event, recorded)):
            continue
        labels = _labels_of(event.operands[0], recorded, makers)
        if labels is not None:
            said = (
                f"This counts the answers that are {ast.unparse(node.comparators[0])}, not those "
                f"that are right: compare with {labels}."
            )
            yield Noticed(event, "only ones counted", said)


def _labels_of(event: Event, recorded: Recorded, makers: Mapping[int, Event]) -> str | None:
    """By what name the labels go that the outputs are held against which an answer is read from."""
    chain = [event, *made_from(event, makers)]
    if any(isinstance(parsed(each.place.text), ast.Subscript) for each in chain):
        return None  # some were chosen, by their labels perhaps
    values = {id(each.value) for step in chain for each in (step, *step.operands)}
    for gap in recorded.operations:
        if sign(gap.place.text) != "Sub" or len(gap.operands) != 2:
            continue
        output, other = gap.operands
        labels = other.value.array
        is_held = id(output.value) in values and labels.size == event.value.array.size
        if is_held and np.array_equal(np.unique(labels), (0, 1)):
            return other.place.text
    return None
