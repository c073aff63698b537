"""Which parameter a gradient is of: by its name, or by what it moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import is_contraction, sign
from tutor.programs.lineage import ancestors, equal_values, maker
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event, Recorded
from tutor.programs.slopes.words import last_word


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
    change: Event | None = None
    """What steps the parameter, where that is known."""

    @property
    def is_added(self) -> bool:
        """Whether the parameter goes along it: it is to be the slope with its sign turned."""
        return self.change is not None and _goes_along(self.gradient, self.change)


def _goes_along(gradient: Event, change: Event) -> bool:
    old, new = change.operands[0].value.array, change.value.array
    if not old.size == new.size == gradient.value.array.size:
        return False
    moved = np.asarray(new, dtype=float).ravel() - np.asarray(old, dtype=float).ravel()
    slopes = np.asarray(gradient.value.array, dtype=float).ravel()
    length = float(np.linalg.norm(moved) * np.linalg.norm(slopes))
    return length > 0 and float(moved @ slopes) > 0.999 * length


def pairs_of(
    recorded: Recorded, events: Sequence[Event], gradients: Sequence[Event], loss: Event
) -> Iterator[SlopePair]:
    """Yield each parameter with the last gradient of it in the iteration."""
    found: dict[int, SlopePair] = {}
    before = _not_of_products([e for e in events if e.number <= loss.number])
    for gradient in gradients:
        old = _parameter(before, gradient)
        if old is None or not _is_numbered(gradient):
            old = _updated(recorded, events, gradient, loss) or old
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


def _is_numbered(gradient: Event) -> bool:
    meant = meaning(gradient.name or "")
    return meant is not None and meant.number is not None


def _updated(
    recorded: Recorded, events: Sequence[Event], gradient: Event, loss: Event
) -> Event | None:
    """The parameter that is changed by what this gradient goes into, and that the loss takes.

    It may have more numbers: one alone, added up over too much, moves all of them.
    """
    known = min(loss.number, gradient.number)
    before = (each for each in events if each.number <= known)
    used = [operand for each in before for operand in each.operands]
    values = {id(each.value) for each in used}
    numbers = {each.place.text for each in used if not each.value.is_array}
    for event in events:
        if event.number < gradient.number or len(event.operands) < 2:
            continue
        steps = event.place.kind == "change" or sign(event.place.text) in ("Sub", "Add")
        old, step = event.operands[0], event.operands[-1]
        is_number = not old.value.is_array and old.place.text in numbers
        if not steps or not (id(old.value) in values or is_number):
            continue
        if gradient.value.array.size not in (1, old.value.array.size):
            continue
        made = maker(recorded, step)
        if any(_is_same(each, gradient) for each in (step, *ancestors(step), *ancestors(made))):
            return old
    return None


def _is_same(event: Event, gradient: Event) -> bool:
    """Whether it is the gradient; a number alone by its value and its name."""
    if event.value is gradient.value:
        return True
    named = last_word(event.place.text) == last_word(gradient.name or "") != ""
    return named and not event.value.is_array and equal_values(event, gradient)
