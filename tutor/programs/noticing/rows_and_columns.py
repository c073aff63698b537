"""What a network gives, a row, held against targets that stand in a column, or the other way."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tutor.programs.expressions import called, is_contraction, parsed, sign
from tutor.programs.lineage import first_makers
from tutor.programs.noticing.behind import behind, made_of
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.roots import takers
from tutor.programs.recorded import Event, Recorded

_PUT_SO = ("None", "newaxis", "reshape", ".T", "expand_dims", "outer")
"""Words of who wants all pairs."""


def rows_and_columns(recorded: Recorded) -> Iterator[Noticed]:
    """A row and a column that are stretched to a square, of which one alone comes of a product.

    Distances, kernels and attention are made of two of a kind.
    """
    makers, taken_by = first_makers(recorded), takers(recorded)
    for event in recorded.operations:
        n = max(event.value.shape, default=0)
        shapes = {each.value.shape for each in event.operands}
        if n < 2 or event.value.shape != (n, n) or shapes != {(1, n), (n, 1)}:
            continue
        if any(word in event.place.text for word in _PUT_SO) or not _is_held(event, taken_by):
            continue
        computed = [_is_computed(each, makers) for each in event.operands]
        if len(computed) == 2 and sum(computed) == 1:
            one, other = (each.value.shape for each in event.operands)
            said = f"{one} and {other} were stretched to {(n, n)}: turn one of them, by .T."
            yield Noticed(event, "accidental square", said)


def _is_held(event: Event, taken_by: Mapping[int, Sequence[Event]]) -> bool:
    """Whether it is an error, or goes into one number: a loss, an accuracy."""
    text = event.place.text
    if sign(text) == "Sub":
        return True
    if sign(text) != "Mult" and not isinstance(parsed(text), ast.Compare):
        return False
    size = event.value.array.size
    made = made_of(event, taken_by, lambda each: each.value.array.size == size)
    sums = ("sum", "mean", "average")
    return any(called(e.place.text) in sums and e.value.array.size == 1 for e in made)


def _is_computed(event: Event, makers: Mapping[int, Event]) -> bool:
    """Whether a product has gone into a value."""
    return any(is_contraction(each.place.text) for each in behind(event, makers))
