"""Down the way back: from a gradient that is wrong to the operation where it begins to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tutor.programs.expressions import is_contraction, sign
from tutor.programs.judging.compared_pass import Array, ComparedPass, numbers
from tutor.programs.judging.outputs import is_its_logarithm, lacks_output
from tutor.programs.judging.passed_on import PassedOnValues
from tutor.programs.judging.statements import (
    adds_up,
    blots_out,
    expression,
    only_moves,
)
from tutor.programs.matching import (
    factors,
    is_multiple,
    near,
    ratio_to,
)
from tutor.programs.recorded import Event


class Tracer(PassedOnValues):
    """Follows the gradients of one pass down to where they begin to be wrong."""

    def __init__(self, compared: ComparedPass) -> None:
        super().__init__(compared)
        self._truth = compared.truth.values

    def origin(self, event: Event, key: str) -> tuple[Event, str]:
        """Return the operation where a wrong value begins to be wrong, and what it should give."""
        made = self.source(event)
        delta = self._truth.get(f"dZ{key[2:]}") if key[:2] == "db" else None
        is_of_one = delta is not None and delta.size == self._truth[key].size
        if is_of_one and event.place.kind == "bound" and self._is_another(event, key):
            return event, key
        if is_of_one and not adds_up([made]):
            return self.origin(made if self._goes_by_its_name(made) else event, f"dZ{key[2:]}")
        if (added := self._added_to_zeros(made)) is not None:
            return self.origin(added, key)
        feed = feed_of(key)
        true = self._truth.get(feed)
        if true is None or self._is_softmax_delta(made, key):
            return made, key
        if event.place.kind == "bound" and key.startswith("dZ") and self._is(event, feed):
            return event, key
        is_other = key.startswith("dZ") and self._is(made, feed) and not self._is(made, key)
        if self._is_multiplied_delta(made, key):
            return made, key
        if made is event and is_other:
            return self.called_anew(made) or made, key
        if (whole := self._before_mask(made, key)) is not None:
            return self.origin(whole, key)
        parts = [e for e in expression(made) if e.value.array.size == true.size]
        right = [(e, self._times(e, feed)) for e in parts]
        for part, times in right:
            if times is not None:
                below = self._behind_output(part)
                is_wrong = below is not None and self._is_wrong_by(times, made, key)
                is_wrong = is_wrong and not self._becomes_delta(part, times, key)
                if not is_wrong and (given_on := self._unmasked(part, key)):
                    return given_on, feed
                return self.origin(below, feed) if below and is_wrong else (made, key)
        is_first = key[:2] == "dA" and feed == f"dZ[{self._compared.depth}]"
        may_lack = is_first or key[:2] in ("dW", "db")
        if may_lack and (slip := self._lacks_a_factor(made, parts, feed)):
            return slip, feed
        for part in self._unknown_parts(made, key, true.size):
            below = self._behind_output(part)
            if below is not None and below is not made:
                if key[2:] == f"[{self._compared.depth}]" and self._is_right_logarithm(part):
                    return made, key
                if feed == f"dA[{self._compared.depth}]" and lacks_output(self._compared):
                    return below, feed[1:]
                return self.origin(below, feed)
        if (copied := self._begun_with_another(made, parts, key)) is not None:
            return copied
        return made, key

    def _is_right_logarithm(self, part: Event) -> bool:
        """Whether it is the output's logarithm, and so what takes it for the output is wrong."""
        true = self._truth[f"A[{self._compared.depth}]"]
        return part.value.array.size == true.size and is_its_logarithm(part, self._compared)

    def _begun_with_another(
        self, made: Event, parts: Sequence[Event], key: str
    ) -> tuple[Event, str] | None:
        """Where the way back takes up a value of the way forward in place of a gradient.

        It is copied, and may be masked then: dX = inputs.copy(); dX[inputs <= 0] = 0.
        """
        feed, last = feed_of(key), self._compared.each.products[-1].event.number
        if key[:2] == "dZ" and blots_out(made) and made.operands:
            copied = self.copied_back(made.operands[0])
            is_forward = copied is not None and self._behind_output(copied) is None
            return (copied, feed) if copied is not None and is_forward else None
        outputs = {f"{kind}[{self._compared.depth}]" for kind in "ZA"}
        apart = {f"A[{int(key[3:-1]) - 1}]", *outputs}
        forward = [each for each in self._truth if each[0] in "ZA" and each not in apart]
        for part in parts if key[:2] in ("dW", "db", "dA") else ():
            below = self._makers.get(id(part.value))
            is_given = not part.operands and below is not None and below.number > last
            if below and is_given and any(self._is(part, each) for each in forward):
                return (below, feed) if only_moves(below) else self.origin(below, feed)
            times = (self._times(part, each) for each in outputs) if is_given else ()
            if below and any(n is not None and not near(n, 1) for n in times):
                return below, feed  # dZ = 2 / m * A
        return None

    def _unknown_parts(self, made: Event, key: str, size: int) -> list[Event]:
        """What is none of the engine's, what was there before first.

        Within a layer, that is what the layers above handed down: no slope of its activation.
        """
        parts = sorted(self._unknown(made, size), key=lambda each: each.is_operation)
        if key[:2] != "dZ" or key[3:-1] in ("0", str(self._compared.depth)):
            return parts
        last = id(self._compared.each.products[-1].event)
        handed = [each for each in parts if last in self.behind(each)]
        handed = handed or [each for each in parts if self._is_product_on_the_way_back(each)]
        taken = {id(o) for each in handed if is_contraction(each.place.text) for o in each.operands}
        return [each for each in handed if id(each) not in taken]

    def _is_product_on_the_way_back(self, part: Event) -> bool:
        made = self._behind_output(part)
        return made is not None and adds_up((made, *expression(made)))

    def _unknown(self, event: Event, size: int) -> Iterator[Event]:
        """The parts of this size that are none of the engine's, nor parts of what is one.

        Zeros are what a sum begins with.
        """
        for each in event.operands:
            is_sized = each.value.array.size == size and bool(each.value.array.any())
            if not (is_sized and self.is_known(each)):
                if is_sized:
                    yield each
                yield from self._unknown(each, size)

    def _is_multiplied_delta(self, made: Event, key: str) -> bool:
        """Whether the last delta was right, and is multiplied by something else."""
        is_last = key == f"dZ[{self._compared.depth}]" and sign(made.place.text) == "Mult"
        sized = [e for e in made.operands if e.value.array.size == self._truth[key].size > 1]
        return is_last and len(sized) == 2 and any(self._is(each, key) for each in sized)

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

    def _becomes_delta(self, part: Event, times: float, key: str) -> bool:
        """Whether the last layer's gradients take what is made of it, and this should, too."""
        delta = self.delta() if feed_of(key) == f"dZ[{self._compared.depth}]" else None
        if delta is None or key[:2] != "dA" or near(times, delta[1]):
            return False
        return id(self.source(part)) in self.behind(delta[0])

    def is_from_top(self, event: Event, factor: float) -> bool:
        """Return whether a value is made of the last layer's delta, as many times the engine's."""
        key, behind = f"dZ[{self._compared.depth}]", self.behind(event)
        told = (e for e in self._compared.each.events if id(e) in behind)
        times = (self._times(e, key) for e in told if e.value.array.size > 1)
        return any(each is not None and near(each, factor) for each in times)

    def _is_nice(self, times: float) -> bool:
        return any(near(times, each) for each in factors(self._compared.truth))

    def _is(self, event: Event, key: str) -> bool:
        """Whether a value is so many times the engine's of that name."""
        return key in self._truth and self._times(event, key) is not None

    def _is_another(self, event: Event, key: str) -> bool:
        """Whether what goes by the name of a bias's gradient is another value than the delta.

        One that is known, where the delta was right.
        """
        delta, others = f"dZ{key[2:]}", (e for e in self._truth if e[0] in "dZA")
        before = (e for e in self._compared.each.events if e.number < event.number)
        if self._is(event, delta) or not any(self._is(e, delta) for e in before):
            return False
        slopes = (each for each in self._compared.truth.slopes.values() if each.size > 1)
        is_slope = any(is_multiple(numbers(event), each) for each in slopes)
        known = (each for each in others if self._truth[each].size > 1)
        return is_slope or any(self._is(event, each) for each in known)

    def _lacks_a_factor(self, made: Event, parts: Sequence[Event], key: str) -> Event | None:
        """The operation that gives dA, or the slope alone, where dA times the slope is wanted."""
        layer = key[3:-1]
        dZ, dA = self._truth[f"dZ[{layer}]"], [*self._meant(f"dA[{layer}]")]
        slope = self._compared.truth.slopes.get(int(layer))
        sized = (e for e in self._compared.each.events if e.value.array.size == dZ.size)
        if any(is_multiple(numbers(each), dZ) for each in sized):
            return None
        multiplied = {
            id(e)
            for each in (made, *parts)
            for e in each.operands
            if sign(each.place.text) == "Mult"
        }
        for part in parts:
            alone = [each for each in (*dA, slope) if each is not None and each.size == dZ.size]
            if id(part) in multiplied:  # by another factor than it should be
                continue
            if any(is_multiple(numbers(part), each) for each in alone):
                given_on = self.handed_on(part)
                if given_on is None and any(is_multiple(numbers(part), each) for each in dA):
                    given_on = self.given_between(part)
                below = self._below(part)
                return self.copied_back(part) or given_on or (below and self.begun(below))
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

    def is_known(self, event: Event) -> bool:
        """Whether a value is one of the engine's, or a multiple of one, a mask, or the targets."""
        value, Y = numbers(event), self._compared.each.Y
        true = [each for key in self._truth for each in self._meant(key)]
        true += self._compared.truth.slopes.values()
        true += [] if Y is None else [Y]
        same = (each for each in true if each.size == value.size)
        return event.value.dtype == "bool" or any(is_multiple(value, each) for each in same)


def feed_of(key: str) -> str:
    """Return what a gradient is made from: the dZ or dA of its layer, the dZ of the one above."""
    kind, _, layer = key[:-1].partition("[")
    if kind == "dA":
        return f"dZ[{int(layer) + 1}]"
    return {"dW": f"dZ[{layer}]", "db": f"dZ[{layer}]", "dZ": f"dA[{layer}]"}.get(kind, "")
