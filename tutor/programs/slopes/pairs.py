"""Which loss, which parameters and which gradients of them one iteration of a program has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tutor.programs.expressions import called, is_contraction, sign
from tutor.programs.lineage import ancestors, first_makers, maker, pending
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event, Recorded
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
class SlopePair:
    """A gradient, and the parameter that it is the gradient of."""

    name: str
    gradient: Event
    parameter: Event
    """The first event that tells this value of the parameter, or looks it up."""
    looks: Sequence[Event]
    """All events that look it up before the loss is known."""
    others: Sequence[Event] = ()
    """What else may be meant as its gradient: what that one was made of, or goes into."""
    holds_rate: bool = False
    """Whether it may hold the learning rate, too: it is made within the step."""
    is_guess: bool = False
    """Whether it may be something else that is stepped by: no name tells, and it is no sum."""
    is_added: bool = False
    """Whether the parameter goes along it: it is to be the slope with its sign turned."""


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
    for node in [*dict.fromkeys(n for e in losses[:MOST_STARTS] for n in _turns(recorded, e)), 0]:
        scope = recorded.within(node)
        events = [each for each in recorded.events if each.node in scope]
        found = [each for each in losses if each.node in scope]
        if found:
            end = _used_again(recorded, events, found[0])
            before = [each for each in events if each.number < end]
            loss = _loss(before, passing)
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
    loss = _loss(before, passing)
    if loss is None:
        return None
    pairs = list(_pairs(recorded, before, [e for e in gradients if e.number < end], loss))
    return Iteration(loss, pairs, before) if pairs else None


def _is(event: Event, *kinds: str) -> bool:
    """Whether the name that an operation gives means one of these."""
    meant = meaning(event.name or "")
    return meant is not None and meant.kind in kinds


def _used_again(recorded: Recorded, events: Sequence[Event], gradient: Event) -> int:
    """When parameters that were changed after a gradient go into a product; else the end."""
    by_value = _used_again_by_value(recorded, events, gradient)
    return min(_used_again_by_name(recorded, events, gradient), by_value)


def _used_again_by_value(recorded: Recorded, events: Sequence[Event], gradient: Event) -> int:
    """The same, of what went into products as it was, and goes into one after a step."""
    end = events[-1].number + 1
    before = [e for e in events if e.number < gradient.number]
    factors = {id(operand.value) for each in products(before) for operand in each.operands}
    factors -= made_within(recorded, before)
    stepped: set[int] = set()
    for event in events:
        if event.number <= gradient.number or not event.operands:
            continue
        moved = id(event.operands[0].value)
        if (moved in factors or moved in stepped) and _is_step(event):
            stepped.add(id(event.value))
        elif any(id(each.value) in stepped for each in event.operands) and is_contraction(
            event.place.text
        ):
            return event.number
    return end


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


def _used_again_by_name(recorded: Recorded, events: Sequence[Event], gradient: Event) -> int:
    end = events[-1].number + 1
    made = first_makers(recorded)  # W = params["W1"] gives it a name, and changes nothing
    new = (e for e in events if made.get(id(e.value), e) is e)
    updates = (e for e in new if e.place.kind != "bound" and _is(e, "W", "b"))
    changed = min((e.number for e in updates if e.number > gradient.number), default=end)
    return min((e.number for e in events if e.number > changed and _takes_weights(e)), default=end)


def _loss(events: Sequence[Event], passing: set[int]) -> Event | None:
    """The last single number that is named as a loss, or that a function of such a name gives.

    Where there is none, one that has a name which a loss may have.
    """
    singles = [
        event
        for event in events
        if event.is_operation
        and event.value.array.size == 1
        and id(event) not in passing
        and not _adds_up(event, events)
    ]
    found = [e for e in singles if _is(e, "J") or _LOSS.search(called(e.place.text))]
    found = found or [e for e in singles if _LIKE_LOSSES.fullmatch(last_word(e.name or "").lower())]
    return found[-1] if found else None


def _takes_weights(event: Event) -> bool:
    if not event.is_operation or not is_contraction(event.place.text):
        return False
    meant = (meaning(each.place.text.removesuffix(".T")) for each in event.operands)
    return any(each is not None and each.kind == "W" for each in meant)


def _adds_up(event: Event, events: Sequence[Event]) -> bool:
    """Whether it is a sum over several iterations: total += loss."""
    if event.place.kind != "change":
        return False
    return not any(e.name == event.name and e.number < event.number for e in events)


def _pairs(
    recorded: Recorded, events: Sequence[Event], gradients: Sequence[Event], loss: Event
) -> Iterator[SlopePair]:
    """Each parameter with the last gradient of it in the iteration."""
    found: dict[int, SlopePair] = {}
    before = _not_of_products([e for e in events if e.number <= loss.number])
    for gradient in gradients:
        old = _parameter(before, gradient) or _updated(recorded, events, gradient, loss)
        if old is None:
            continue
        same = [e for e in events if e.value is old.value and e.number <= loss.number]
        looks = [e for e in events if _looks_up(e, old) and e.number <= loss.number]
        first = same[0] if same and old.value.is_array else old
        found[id(old.value)] = SlopePair(
            gradient.name or "", recorded.computed(gradient), first, looks or [old]
        )
    yield from found.values()


def _looks_up(event: Event, old: Event) -> bool:
    return event.place.kind == "read" and event.place.text == old.place.text


def _not_of_products(events: Sequence[Event]) -> Sequence[Event]:
    """The values that are looked up and are made of no product: no layer's, whatever the name."""
    made: set[int] = set()
    for event in events:
        is_of_one = any(id(each.value) in made for each in event.operands)
        is_made = is_of_one or is_contraction(event.place.text)
        if event.place.kind == "operation" and is_made:
            made.add(id(event.value))
    return [e for e in events if e.place.kind == "read" and id(e.value) not in made]


def _parameter(before: Sequence[Event], gradient: Event) -> Event | None:
    """The parameter with the same number in its name, where there is only one of its size."""
    meant = meaning(gradient.name or "")
    if meant is None or meant.kind not in ("dW", "db"):  # dgamma: what it moves tells
        return None
    kind = meant.kind.removeprefix("d")
    found: dict[object, Event] = {}
    for event in before:
        other = meaning(event.place.text)
        if other is None or (other.kind, other.number) != (kind, meant.number):
            continue
        if event.value.array.size >= gradient.value.array.size:
            key = id(event.value) if event.value.is_array else event.place.text
            found.setdefault(key, event)
    sized = [e for e in found.values() if e.value.array.size == gradient.value.array.size]
    fitting = sized or list(found.values())
    return fitting[0] if len(fitting) == 1 else None


def _updated(
    recorded: Recorded, events: Sequence[Event], gradient: Event, loss: Event
) -> Event | None:
    """The parameter that is changed by what this gradient goes into, and that the loss takes."""
    before = (each for each in events if each.number <= loss.number)
    used = {id(operand.value) for each in before for operand in each.operands}
    for event in events:
        if event.number < gradient.number or len(event.operands) < 2:
            continue
        steps = event.place.kind == "change" or sign(event.place.text) in ("Sub", "Add")
        old, step = event.operands[0], event.operands[-1]
        if not steps or id(old.value) not in used:
            continue
        if old.value.array.size != gradient.value.array.size:
            continue
        made = maker(recorded, step)
        if any(each.value is gradient.value for each in (step, *ancestors(step), *ancestors(made))):
            return old
    return None
