"""Test data of which some are trained on."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from tutor.programs.expressions import parsed
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.parts import named_part, named_word
from tutor.programs.noticing.preparing import makers_of
from tutor.programs.noticing.rows.following import followed
from tutor.programs.noticing.rows.known import KnownRows
from tutor.programs.noticing.rows.origins import Origin
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.why.evaluation import operands_by_text

KIND = "test data in the training data"
_VALIDATION = ("validation", "valid", "val", "dev")


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
    for overlaps, of_whom in (
        ([*_of_names(recorded), *_of_ends(recorded)], "training"),
        ([*_of_held_out(recorded)], "validation"),
    ):
        for at, one in enumerate(overlaps):
            if any(one.is_like(other) and one.table != other.table for other in overlaps[at + 1 :]):
                said = (
                    f"{one.shared} of these {one.test.count} examples are in the {of_whom} data, "
                    "too: take those for the test that are left."
                )
                yield Noticed(one.event, KIND, said)
                return


def _parts(recorded: Recorded) -> Iterable[Mapping[tuple[bool, str], list[Event]]]:
    """The parts of the data that were made in the same turn or call, by their names."""
    made: dict[tuple[int, str], dict[tuple[bool, str], list[Event]]] = {}
    for name, event in _named(recorded) if recorded.start == 0 else ():
        part = named_part(name)
        if part is not None and event.value.is_array and event.value.array.ndim:
            parts = made.setdefault((event.node, part.rest), {})
            parts.setdefault((part.is_test, name), []).append(event)
    return made.values()


def _of_held_out(recorded: Recorded) -> Iterator[_Overlap]:
    """X_val and X_test, each cut once from a whole table."""
    known = followed(recorded)
    for parts in _parts(recorded):
        held = [(name, events) for (is_test, name), events in parts.items() if is_test]
        for name, (val, *again) in held:
            for other, (test, *more) in held if named_word(name) in _VALIDATION else ():
                if named_word(other) == "test" and not again and not more and val is not test:
                    tables = [e.operands[0].place.text for e in (val, test) if e.operands]
                    found = _overlap(test, val, known, is_named=True)
                    if found is None or len(tables) != 2 or tables[0] != tables[1]:
                        continue
                    if found.shared < found.train.count:  # some of the test are its own
                        at = _choice(test, recorded)
                        yield replace(found, train=found.test, test=found.train, event=at)


def _of_names(recorded: Recorded) -> Iterator[_Overlap]:
    """X_train and X_test, made in the same turn or call."""
    known = followed(recorded)
    for parts in _parts(recorded):
        for (is_test, _), tests in parts.items():
            for (is_other, name), trains in parts.items() if is_test else ():
                is_cut = any(each.place.text == name for each in tests[0].operands)
                if not is_other and not is_cut:  # X_val = X_train[:10] looks at some of them
                    found = _of_pair(trains, tests[0], recorded, known)
                    if found is not None:
                        yield found


def _named(recorded: Recorded) -> Iterator[tuple[str, Event]]:
    """Yield what is given a name, also where that is another's: X_train, y_train = X, y."""
    aliases = _aliases(recorded.program.code)
    for event in recorded.events:
        if event.is_operation and event.name:
            yield event.name, event
        elif not event.is_operation and (name := aliases.get((event.line, event.place.text))):
            yield name, event


@lru_cache(maxsize=16)
def _aliases(code: str) -> Mapping[tuple[int, str], str]:
    """By line and name of an array the other name that it is given there."""
    found: dict[tuple[int, str], str] = {}
    tree = tree_of(code)
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = [*zip(names, values, strict=False)]
            case ast.Assign(targets=[target], value=value):
                pairs = [(target, value)]
            case _:
                continue
        for name, value in pairs:
            if isinstance(value, ast.Name | ast.Attribute):
                found[value.lineno, ast.unparse(value)] = ast.unparse(name)
    return found


def _of_pair(
    trains: list[Event], test: Event, recorded: Recorded, known: KnownRows
) -> _Overlap | None:
    """Where all that goes by the name of the training data holds examples of the test."""
    found = [_overlap(train, test, known, is_named=True) for train in trains]
    first = found[0]
    if first is None or None in found:
        return None
    is_within = first.shared == len({*first.test.places})
    if not is_within and _is_stretch(first.train) and _is_stretch(first.test):
        return None
    if first.train.count == first.train.length and len({*first.train.places}) > first.shared:
        return replace(first, event=_handed_on(trains[0], recorded))  # all are trained on
    return replace(first, event=_choice(test, recorded))


def _handed_on(event: Event, recorded: Recorded) -> Event:
    """Where an array was looked up last before it got a name: where a function returned it."""
    before = recorded.events[: recorded.events.index(event)]
    same = (each for each in reversed(before) if each.value is event.value)
    last = next(same, event) if event.place.kind == "bound" else event
    return event if recorded.frame(last.node) == recorded.frame(event.node) else last


def _is_stretch(part: Origin) -> bool:
    """Whether it is a table as it comes from one row to another: a test of a series looks back."""
    return bool((np.diff(part.places) == 1).all())


def _choice(event: Event, recorded: Recorded) -> Event:
    """What chose the numbers of the examples, where a line of its own did."""
    if len(event.operands) == 2 and isinstance(parsed(event.place.text), ast.Subscript):
        numbers = event.operands[1]
        if numbers.value.is_array and not numbers.is_operation:
            return makers_of(recorded).of(numbers)
    return recorded.computed(event)


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


def _overlap(
    train: Event, test: Event, known: KnownRows, is_named: bool = False
) -> _Overlap | None:
    """Where both have rows in common, and each has some of its own.

    By their names it is enough that there are others besides those of the test.
    """
    axes = zip(known.of(train).axes, known.of(test).axes, strict=False)
    for ours, theirs in axes:
        for one in ours:
            for other in theirs:
                if one.root == other.root and one.is_whole and other.is_whole:
                    shared = len(np.intersect1d(one.places, other.places))
                    most = min(len(set(one.places)), len(set(other.places)))
                    is_part = is_named and shared == len(set(other.places)) < one.length
                    if 0 < shared < most or is_part:
                        table = test.operands[0] if test.operands else test
                        return _Overlap(one, other, test, table.place.text)
    return None
