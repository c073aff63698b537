"""Which loss, which parameters and which gradients of them one iteration of a program has."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from tutor.programs.expressions import called, is_contraction, sign, takes_away
from tutor.programs.lineage import ancestors, first_makers, pending
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.parameters import SlopePair, pairs_of
from tutor.programs.slopes.shared_outputs import shares_outputs
from tutor.programs.slopes.unnamed_losses import loss_by_its_parts
from tutor.programs.slopes.words import last_word, slope_words

_LOSS = re.compile(r"(?:^|_)(?:loss|cost|cross_entropy|nll|mse|bce)$", re.IGNORECASE)
_LIKE_LOSSES = re.compile(r"e|l|err|error|obj|risk|energy|misfit|\w*(?:loss|cost|entropy|huber)\w*")
MOST_STARTS = 24
"""Gradients whose iterations are looked through; the first may be zeros that stand ready."""
NO_GRADIENTS = (
    "No gradients were found: name them after their parameters, such as dW1 and db1 of W1 and b1."
)
NO_LOSS = (
    "No loss was found that is computed where the gradients are: name it loss, cost or J, and let "
    "it be computed in the same iteration, before the parameters are changed."
)


class NothingToCheck(Exception):
    """Why no gradient can be checked, for users."""


@dataclass(frozen=True, slots=True, eq=False)
class Iteration:
    """What is to be checked: every gradient against the slope of one loss."""

    loss: Event
    pairs: Sequence[SlopePair]
    events: Sequence[Event] = ()
    """All of it, until changed parameters are used again."""


def iteration_of(recorded: Recorded, at: Event | None = None) -> Iteration:
    """Return what one iteration has, that of an operation if it has all; raise NothingToCheck."""
    passing = pending(recorded.events)
    words = slope_words(recorded)
    gradients = [
        e
        for e in recorded.operations
        if id(e) not in passing and (_is(e, "dW", "db") or last_word(e.name or "") in words)
    ]
    if not gradients:
        raise NothingToCheck(NO_GRADIENTS)
    starts = [*([at] if at else []), *gradients[:MOST_STARTS]]
    nodes = dict.fromkeys(node for start in starts for node in _turns(recorded, start))
    for node in [*nodes, 0]:
        scope = recorded.within(node)
        events = [each for each in recorded.events if each.node in scope]
        inside = [each for each in gradients if each.node in scope]
        found = _first_pass(recorded, events, passing, inside) if inside else None
        if found:
            return found
    raise NothingToCheck(NO_LOSS)


def iterations_of_losses(recorded: Recorded) -> Iterator[Iteration]:
    """Yield what may be iterations by their losses alone, the innermost turn of each first."""
    passing = pending(recorded.events)
    losses = [e for e in recorded.operations if _is(e, "J") and e.value.array.size == 1]
    if not losses and (unnamed := loss_by_its_parts(recorded.events)):
        losses = [unnamed]
    for node in [*dict.fromkeys(n for e in losses[:MOST_STARTS] for n in _turns(recorded, e)), 0]:
        scope = recorded.within(node)
        events = [each for each in recorded.events if each.node in scope]
        found = [each for each in losses if each.node in scope]
        if found:
            end = _used_again(recorded, events, found[0])
            before = [each for each in events if each.number < end]
            loss = next(_losses(before, passing), None)
            if loss:
                yield Iteration(loss, [], before)


def _turns(recorded: Recorded, event: Event) -> Iterator[int]:
    """The turns of loops that an operation is in, the innermost first."""
    path = reversed(recorded.path(event.node))
    yield from (node for node in path if recorded.nodes[node].turn is not None)


def _first_pass(
    recorded: Recorded, events: Sequence[Event], passing: set[int], gradients: Sequence[Event]
) -> Iteration | None:
    """What there is until changed parameters are used again."""
    end = _used_again(recorded, events, gradients[0])
    before = [each for each in events if each.number < end]
    inside = [each for each in gradients if each.number < end]
    for loss in _losses(before, passing):
        pairs = list(pairs_of(recorded, before, inside, loss))
        if pairs and shares_outputs(recorded, loss, pairs):
            return Iteration(loss, pairs, before)
    return None


def _is(event: Event, *kinds: str) -> bool:
    """Whether the name that an operation gives means one of these."""
    meant = meaning(event.name or "")
    return meant is not None and meant.kind in kinds


def _used_again(recorded: Recorded, events: Sequence[Event], gradient: Event) -> int:
    """When parameters that were changed after a gradient go into a product; else the end."""
    before = [e for e in events if e.number < gradient.number]
    factors = {id(operand.value) for each in products(before) for operand in each.operands}
    factors -= made_within(recorded, before)
    makers, made, last = first_makers(recorded), made_within(recorded, events), 0
    stepped: set[int] = set()
    for event in events:
        if event.number <= gradient.number or not event.operands:
            continue
        moved = id(event.operands[0].value)
        is_new = event.place.kind == "change" or makers.get(id(event.value), event) is event
        is_named = event.place.kind != "bound" and is_new and _is(event, "W", "b")
        if is_named or ((moved in factors or moved in stepped) and _is_step(event)):
            stepped.add(id(event.value))
            last = event.number
        elif (
            is_contraction(event.place.text)
            and any(id(each.value) in stepped for each in (*event.operands, *ancestors(event)))
            and not _goes_back(recorded, event, made - stepped, last)
        ):
            return event.number
    return events[-1].number + 1


def _goes_back(recorded: Recorded, product: Event, made: Container[int], step: int) -> bool:
    """Whether it is of the way back: it takes what this pass had made before the last step."""
    makers = first_makers(recorded)
    return any(
        id(each.value) in made and makers[id(each.value)].number < step
        for each in (*product.operands, *ancestors(product))
    )


def products(events: Sequence[Event]) -> list[Event]:
    return [e for e in events if e.is_operation and is_contraction(e.place.text)]


def made_within(recorded: Recorded, events: Sequence[Event]) -> set[int]:
    """Return the arrays, by identity, that are first made from the first product on."""
    begin = next((each.number for each in products(events)), None)
    made = first_makers(recorded).items()
    return {value for value, maker in made if begin is not None and maker.number >= begin}


def _is_step(event: Event) -> bool:
    """Whether something is added to an array, or taken from it, which keeps its size."""
    steps = event.place.kind == "change" or sign(event.place.text) in ("Sub", "Add")
    return steps and event.value.array.size == event.operands[0].value.array.size


def _losses(events: Sequence[Event], passing: set[int]) -> Iterator[Event]:
    """Yield the single numbers that may be the loss, the likeliest first.

    That is one which is named as a loss, or that a function of such a name gives, the last first;
    then one that has a name which a loss may have, then one by what it is made of.
    """
    singles = [
        event
        for event in reversed(events)
        if event.is_operation
        and event.value.array.size == 1
        and id(event) not in passing
        and not _adds_up(event, events)
    ]
    named = [e for e in singles if _is(e, "J") or _LOSS.search(called(e.place.text))]
    yield from named
    may_be = (e for e in singles if not takes_away(e.place.text))  # e = t - o is no loss
    yield from (e for e in may_be if _LIKE_LOSSES.fullmatch(last_word(e.name or "").lower()))
    unnamed = loss_by_its_parts(events)
    yield from [unnamed] if unnamed else []


def _adds_up(event: Event, events: Sequence[Event]) -> bool:
    """Whether it is a sum over several iterations: total += loss."""
    if event.place.kind != "change":
        return False
    return not any(e.name == event.name and e.number < event.number for e in events)
