"""Where NaN and inf go from the operation that first gave them, and whether they do harm there."""

from __future__ import annotations

import ast
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import adds, called, is_product, parsed, takes_away
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event, Recorded
from tutor.programs.values import Value

_REMOVING = ("where", "nan_to_num", "isnan", "isfinite", "isinf", "isposinf", "isneginf")
_REMOVING_TOO = ("fmax", "fmin", "copyto", "select", "choose", "putmask", "place", "xlogy", "all")
_TO_ONE = ("sum", "mean", "average", "item", "float")


@dataclass(frozen=True, slots=True, eq=False)
class BadNumbers:
    """The operations of a run that give NaN or inf, and which take them."""

    events: Sequence[Event]
    takers: Mapping[Hashable, Sequence[Event]]

    def harm(self, event: Event, by_inf: bool = True) -> bool:
        """Whether NaN that come of it stay, or `by_inf` an infinite loss does."""
        reached, seen = [event], {id(event)}
        while reached:
            here = reached.pop()
            taking = self.takers.get(identity(here.value), ())
            later = [each for each in taking if each.number > here.number]
            if _is_harm(here, later, by_inf and here is not event):
                return True
            for each in later:
                if each.value.bad and id(each) not in seen:
                    seen.add(id(each))
                    reached.append(each)
        return False


@lru_cache(maxsize=4)
def bad_numbers(recorded: Recorded) -> BadNumbers:
    """Return the operations of a run that give NaN or inf."""
    events = [event for event in recorded.operations if event.value.bad]
    known = {identity(event.value) for event in events}
    takers: dict[Hashable, list[Event]] = {}
    held: dict[tuple[int, int], Hashable] = {}  # what was last where an array lies
    for event in recorded.operations if events else ():
        taken = {identity(operand.value) for operand in event.operands}
        if event.place.kind == "change":
            taken.add(held.get(event.value.memory))
        for at in taken & known:
            takers.setdefault(at, []).append(event)
        if event.value.is_array:
            held[event.value.memory] = identity(event.value)
    return BadNumbers(events, takers)


def identity(value: Value) -> Hashable:
    """What stays the same of a value while it is handed on from name to name."""
    return id(value) if value.is_array or not value.memory[0] else value.memory


def _is_harm(event: Event, takers: Sequence[Event], by_inf: bool) -> bool:
    if "NaN" in event.value.bad:
        return not takers or any(not (e.value.bad or _removes(e)) for e in takers)
    meant = meaning(event.name or "")
    if not by_inf or event.value.array.size != 1:
        return False
    is_loss = meant is not None and meant.kind == "J"
    return is_loss or (not takers and _is_total(event))


def _is_total(event: Event) -> bool:
    """Whether it is what many numbers add up to."""
    if event.place.kind == "change":
        return adds(event.place.text) or takes_away(event.place.text)
    node = parsed(event.place.text)
    if isinstance(node, ast.UnaryOp | ast.BinOp):
        return any(map(_is_total, event.operands))
    return called(event.place.text) in _TO_ONE or is_product(event.place.text)


def _removes(event: Event) -> bool:
    """Whether an operation is there to leave out what is no number."""
    name, node = called(event.place.text), parsed(event.place.text)
    if name.startswith("nan") or name in _REMOVING or name in _REMOVING_TOO:
        return True
    return isinstance(node, ast.Subscript) or event.place.kind == "change"
