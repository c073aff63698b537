"""Test data of which some are trained on."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from tutor.programs.expressions import parsed
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import named_part
from tutor.programs.noticing.preparing import makers_of
from tutor.programs.noticing.rows.following import followed
from tutor.programs.noticing.rows.known import KnownRows
from tutor.programs.noticing.rows.origins import Origin
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import operands_by_text

KIND = "test data in the training data"


@dataclass(frozen=True, slots=True, eq=False)
class _Overlap:
    """Two parts of one table, the second for a test, that have rows in common."""

    train: Origin
    test: Origin
    event: Event
    table: str
    """Of which table, as it is written."""

    @property
    def shared(self) -> int:
        return len(np.intersect1d(self.train.places, self.test.places))

    def is_like(self, other: _Overlap) -> bool:
        """Whether another table is parted in the same way."""
        return np.array_equal(self.train.places, other.train.places) and np.array_equal(
            self.test.places, other.test.places
        )


def overlapping_parts(recorded: Recorded) -> Iterator[Noticed]:
    """X[:cut], X[-cut:] with y[:cut], y[-cut:], and parts with such names that share examples.

    One table alone may have its ends looked at, which overlap or not.
    """
    overlaps = [*_of_names(recorded), *_of_ends(recorded)]
    for at, one in enumerate(overlaps):
        if any(one.is_like(other) and one.table != other.table for other in overlaps[at + 1 :]):
            said = (
                f"{one.shared} of these {one.test.count} examples are in the training data, too: "
                "take those for the test that are left."
            )
            yield Noticed(one.event, KIND, said)
            return


def _of_names(recorded: Recorded) -> Iterator[_Overlap]:
    """X_train and X_test, made in the same turn or call."""
    last: dict[tuple[int, str], dict[bool, Event]] = {}
    for event in recorded.operations if recorded.start == 0 else ():
        part = named_part(event.name) if event.name else None
        if part is None or not event.value.is_array or not event.value.array.ndim:
            continue
        parts = last.setdefault((event.node, part.rest), {})
        parts.setdefault(part.is_test, event)
    for parts in last.values():
        if len(parts) == 2:
            found = _overlap(parts[False], parts[True], followed(recorded))
            if found is not None and not (_is_stretch(found.train) and _is_stretch(found.test)):
                yield replace(found, event=_choice(parts[True], recorded))


def _is_stretch(part: Origin) -> bool:
    """Whether it is a table as it comes from one row to another: a test of a series looks back."""
    return bool((np.diff(part.places) == 1).all())


def _choice(event: Event, recorded: Recorded) -> Event:
    """What chose the numbers of the examples, where a line of its own did."""
    if len(event.operands) == 2 and isinstance(parsed(event.place.text), ast.Subscript):
        numbers = event.operands[1]
        if numbers.value.is_array and not numbers.is_operation:
            return makers_of(recorded).of(numbers)
    return event


def _of_ends(recorded: Recorded) -> Iterator[_Overlap]:
    """X[:cut] and X[-cut:]."""
    begun: dict[tuple[int, str, str], Event] = {}
    for event in recorded.operations if recorded.start == 0 else ():
        table, part = _cut(event)
        if table is None or part is None:
            continue
        match part:
            case ast.Slice(lower=None, upper=ast.expr() as upper, step=None):
                begun[event.node, table.place.text, ast.unparse(upper)] = event
            case ast.Slice(lower=ast.UnaryOp(op=ast.USub(), operand=lower), upper=None, step=None):
                first = begun.get((event.node, table.place.text, ast.unparse(lower)))
                found = _overlap(first, event, followed(recorded)) if first else None
                if found is not None:
                    yield found


def _cut(event: Event) -> tuple[Event | None, ast.expr | None]:
    node = parsed(event.place.text)
    if not isinstance(node, ast.Subscript):
        return None, None
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    chosen = [part for part in parts if ast.unparse(part) != ":"]
    table = operands_by_text(event).get(ast.unparse(node.value))
    return table, chosen[0] if len(chosen) == 1 else None


def _overlap(train: Event, test: Event, known: KnownRows) -> _Overlap | None:
    """Where both have rows in common, and each has some of its own."""
    axes = zip(known.of(train).axes, known.of(test).axes, strict=False)
    for ours, theirs in axes:
        for one in ours:
            for other in theirs:
                if one.root == other.root and one.is_whole and other.is_whole:
                    shared = len(np.intersect1d(one.places, other.places))
                    if 0 < shared < min(len(set(one.places)), len(set(other.places))):
                        table = test.operands[0] if test.operands else test
                        return _Overlap(one, other, test, table.place.text)
    return None
