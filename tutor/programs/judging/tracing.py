"""Down the way back: from a gradient that is wrong to the operation where it begins to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.programs.expressions import adds, is_contraction
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.outputs import lacks_output
from tutor.programs.judging.statements import (
    adds_up,
    expression,
    gives_what_it_takes,
    is_running_sum,
    only_moves,
    same_number,
)
from tutor.programs.lineage import equal_values, first_makers, returned
from tutor.programs.matching import (
    close_array,
    factors,
    is_multiple,
    near,
    ratio_to,
)
from tutor.programs.recorded import Event

_FAR = 16
"""How many names, copies and calls a value is followed through."""


class Tracer:
    """Follows the values of one pass to what made them, through names, lists and calls."""

    def __init__(self, compared: ComparedPass) -> None:
        self._compared = compared
        self._truth = compared.truth.values
        self._makers = first_makers(compared.recorded)
        self._cut = compared.cut
        self._inside = {id(event) for event in compared.each.events}

    def origin(self, event: Event, key: str) -> tuple[Event, str]:
        """Return the operation where a wrong value begins to be wrong, and what it should give."""
        made = self.source(event)
        feed = _feed(key)
        true = self._truth.get(feed)
        if true is None or self._is_softmax_delta(made, key):
            return made, key
        if event.place.kind == "bound" and key.startswith("dZ") and self._is(event, feed):
            return event, key
        if (whole := self._before_mask(made, key)) is not None:
            return self.origin(whole, key)
        parts = [e for e in expression(made) if e.value.array.size == true.size]
        right = [(e, self._times(e, feed)) for e in parts]
        for part, times in right:
            if times is not None:
                below = self._behind_output(part)
                is_wrong = below is not None and self._is_wrong_by(times, made, key)
                if not is_wrong and (given_on := self._unmasked(part, key)):
                    return given_on, feed
                return self.origin(below, feed) if below and is_wrong else (made, key)
        is_first = key[:2] == "dA" and feed == f"dZ[{self._compared.depth}]"
        may_lack = is_first or key[:2] in ("dW", "db")
        if may_lack and (slip := self._lacks_a_factor(parts, feed)):
            return slip, feed
        for part in sorted(parts, key=lambda each: each.is_operation):
            below = self._behind_output(part)
            if below is not None and below is not made and not self.is_known(part):
                if feed == f"dA[{self._compared.depth}]" and lacks_output(self._compared):
                    return below, feed[1:]
                return self.origin(below, feed)
        return made, key

    def _is_softmax_delta(self, made: Event, key: str) -> bool:
        """Whether it is A - Y but for a factor, which is made from no dA."""
        is_last = key == f"dZ[{self._compared.depth}]"
        is_softmax = self._compared.reference.outputs == "softmax"
        return is_last and is_softmax and self._times(made, key) is not None

    def _usual_factor(self) -> float:
        """What the last layer's delta, as it goes into a product, is multiplied by."""
        key = f"dZ[{self._compared.depth}]"
        if key not in self._truth:
            return 1.0
        products = (e for e in self._compared.each.events if is_contraction(e.place.text))
        taken = (self._times(each, key) for e in products for each in e.operands)
        if (times := next((n for n in taken if n is not None), None)) is not None:
            return times
        if self._compared.top:
            return self._compared.top[1].factor
        told = (self._times(each, key) for each in reversed(self._compared.each.events))
        return next((each for each in told if each is not None), 1.0)

    def source(self, event: Event) -> Event:
        """Return the operation that gave a value, past names, copies and turns.

        An event that no operation of the run gave is returned itself.
        """
        for _ in range(_FAR):
            value = id(event.value)
            first = self._makers.get(value) or self._cut.get(value, event)
            if first is not event and first.number <= event.number:
                made = first
            elif only_moves(event):
                made = event.operands[0]
            else:
                made = returned(self._compared.recorded, event) or self._number(event)
            if made is event:
                break
            event = made
        return event

    def is_inside(self, event: Event) -> bool:
        """Whether it is told in this pass."""
        return id(event) in self._inside or self._cut.get(id(event.value)) is event

    def _number(self, event: Event) -> Event:
        """The operation that gave a number: by its name, else by all its digits.

        Numbers are told anew at every look.
        """
        is_told = event.is_operation and event.place.kind != "bound"
        if is_told or event.value.is_array:
            return event
        told = [e for e in self._compared.each.events if e.number < event.number]
        made = [e for e in told if e.is_operation and e.value.array.size == 1]
        made = [e for e in made if e.place.kind != "bound"]
        named = [e for e in made if e.name == event.place.text and equal_values(e, event)]
        return next(reversed(named), None) or next(
            (e for e in made if same_number(e, event)), event
        )

    def _below(self, event: Event) -> Event | None:
        """The operation of this pass that gave a value; None where it was there before."""
        made = self.source(event)
        return made if made.is_operation and self.is_inside(made) else None

    def _behind_output(self, event: Event) -> Event | None:
        """The operation that gave a value on the way back; what comes before is looked at apart."""
        made = self._below(event)
        last = self._compared.each.products[-1].event.number
        return made if made is not None and made.number > last else None

    def _times(self, event: Event, key: str) -> float | None:
        """So many times the engine's value is; None where it is another."""
        value = numbers(event)
        for true in self._meant(key):
            if is_multiple(value, true):
                return ratio_to(value, true)
        return None

    def _meant(self, key: str) -> Iterator[Array]:
        """What may go by a name of the engine."""
        if (true := self._truth.get(key)) is not None:
            yield true
            yield from self._compared.truth.others.get(key, ())

    def _is_wrong_by(self, times: float, made: Event, key: str) -> bool:
        """Whether the factor that a value is off by is in what it was made from already."""
        if key[:2] in ("dW", "db"):
            if key[3:-1] == str(self._compared.depth):
                return not self._is_nice(times)
            delta = self.delta()
            return not near(times, delta[1] if delta else self._usual_factor())
        here = self._times(made, key)
        is_top = key in (f"dZ[{self._compared.depth}]", f"dA[{self._compared.depth}]")
        return (
            here is not None
            and near(times, here)
            and (is_top or not near(times, self._usual_factor()))
        )

    def delta(self) -> tuple[Event, float] | None:
        """Return what the last layer's gradient is made from, and how many times the engine's."""
        depth = self._compared.depth
        told = [self._compared.named.get(f"{kind}[{depth}]") for kind in ("dW", "db")]
        for each, _ in filter(None, told):
            for part in expression(self.source(each)):
                if (times := self._times(part, f"dZ[{depth}]")) is not None:
                    return part, times
        return None

    def _is_nice(self, times: float) -> bool:
        return any(near(times, each) for each in factors(self._compared.truth))

    def _is(self, event: Event, key: str) -> bool:
        """Whether a value is so many times the engine's of that name."""
        return key in self._truth and self._times(event, key) is not None

    def _lacks_a_factor(self, parts: Sequence[Event], key: str) -> Event | None:
        """The operation that gives dA, or the slope alone, where dA times the slope is wanted."""
        layer = key[3:-1]
        dZ, dA = self._truth[f"dZ[{layer}]"], [*self._meant(f"dA[{layer}]")]
        slope = self._compared.truth.slopes.get(int(layer))
        sized = (e for e in self._compared.each.events if e.value.array.size == dZ.size)
        if any(is_multiple(numbers(each), dZ) for each in sized):
            return None
        for part in parts:
            alone = [each for each in (*dA, slope) if each is not None and each.size == dZ.size]
            if any(is_multiple(numbers(part), each) for each in alone):
                return self.handed_on(part) or self._below(part)
        return None

    def _before_mask(self, made: Event, key: str) -> Event | None:
        """The operation that gave dA, where it is only masked here, as many times the engine's."""
        is_masked = key[:2] == "dA" and int(key[3:-1]) in self._compared.dropped.masks
        if not is_masked or (times := self._times(made, key)) is None:
            return None
        told = ((self._below(e), self._times(e, key)) for e in expression(made))
        same = (e for e, one in told if e is not made and one is not None and near(one, times))
        return next(same, None)

    def _unmasked(self, part: Event, key: str) -> Event | None:
        """Where dA is given on as it is though some units were dropped: their mask is left out."""
        mask = self._compared.dropped.masks.get(int(key[3:-1])) if key[:2] == "dZ" else None
        if mask is None:
            return None
        dA = self._truth[f"dA{key[2:]}"]
        sized = (e for e in self._compared.each.events if e.value.array.size == dA.size)
        if any(is_multiple(numbers(each), dA * mask) for each in sized):
            return None
        return self.handed_on(part) if is_multiple(numbers(part), dA) else None

    def handed_on(self, event: Event) -> Event | None:
        """Where a value is given on as it is: dZ1 = dA1, or return grad."""
        made = self._makers.get(id(event.value))
        told = [e for e in self._compared.each.events if e.value is event.value]
        between = [e for e in told if made and made.number < e.number <= event.number]
        bound = [e for e in between if e.place.kind == "bound"]
        calls = [e for e in between if e.is_operation and gives_what_it_takes(e)]
        if calls:
            inside = [e for e in between if e.number <= calls[-1].number and e not in calls]
            inner = [e for e in reversed(inside) if e.node != calls[-1].node]
            return next((e for e in inner if e.place.kind == "bound"), next(iter(inner), None))
        return bound[-1] if bound else None

    def renamed(self, event: Event) -> Event | None:
        """Where the value of a read gets this name and another operation gave it one: d2 = diff."""
        while event.is_operation and only_moves(event):
            event = event.operands[0]
        made = self._makers.get(id(event.value))
        told = [e for e in self._compared.each.events if e.value is event.value]
        bound = [e for e in told if e.place.kind == "bound" and e.name == event.place.text]
        is_named = made is not None and made.name is not None and made.node == event.node
        return bound[-1] if bound and is_named and not event.is_operation else None

    def is_known(self, event: Event) -> bool:
        """Whether a value is one of the engine's, or a multiple of one, a mask, or the targets."""
        value, Y = numbers(event), self._compared.each.Y
        true = [each for key in self._truth for each in self._meant(key)]
        true += self._compared.truth.slopes.values()
        true += [] if Y is None else [Y]
        same = (each for each in true if each.size == value.size)
        return event.value.dtype == "bool" or any(is_multiple(value, each) for each in same)

    def gradient(self, made: Event, size: int, depth: int = 4) -> Event | None:
        """Return the product or the sum that a velocity, or what is moved along, was made from."""
        if adds_up((made, *expression(made))):
            return made
        if not depth or is_running_sum(made):
            return None
        wanted = (each for each in expression(made) if each.value.array.size in (size, 1))
        below = (self._below(each) for each in wanted)
        others = [each for each in below if each is not None and each is not made]
        found = (self.gradient(each, size, depth - 1) for each in others)
        return next(filter(None, found), None)

    def summands(self, event: Event, size: int, depth: int = _FAR) -> Iterator[Event]:
        """Yield what a value is made of number by number, down to products and what was before."""
        yield event
        made = self.source(event)
        if made is not event:
            yield made
        if depth and id(made) in self._inside and not adds_up([made]):
            for each in made.operands:
                if each.value.array.size == size:
                    yield from self.summands(each, size, depth - 1)

    def terms(self, event: Event, depth: int = _FAR) -> Iterator[Event]:
        """Yield the numbers that a number is made of, into sums that were begun on other lines."""
        for each in expression(event):
            if each.value.array.size == 1:
                made = self.source(each)
                yield made
                if depth and made is not each and adds(made.place.text):
                    yield from self.terms(made, depth - 1)

    def behind(self, event: Event) -> set[int]:
        """Return an operation and all of this pass that its value was made from."""
        found = set[int]()
        waiting = [event]
        while waiting:
            each = self.source(waiting.pop())
            if id(each) not in found and self.is_inside(each):
                found.add(id(each))
                waiting += each.operands
        return found | {id(event)}

    def chain(self, event: Event, Z: Array) -> Iterator[Event]:
        """Yield all operations on the way from a layer's sum to a value, the first first."""
        found: dict[int, Event] = {}
        waiting = [event]
        while waiting:
            each = self.source(waiting.pop())
            if id(each) in found or id(each) not in self._inside or not each.is_operation:
                continue
            found[id(each)] = each
            if not close_array(numbers(each), Z):
                waiting += each.operands
        yield from sorted(found.values(), key=lambda each: each.number)


def _feed(key: str) -> str:
    """What each gradient is made from: the dZ of its layer, the dA, the dZ of the one above."""
    kind, _, layer = key[:-1].partition("[")
    if kind == "dA":
        return f"dZ[{int(layer) + 1}]"
    return {"dW": f"dZ[{layer}]", "db": f"dZ[{layer}]", "dZ": f"dA[{layer}]"}.get(kind, "")
