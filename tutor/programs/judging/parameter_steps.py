"""How each parameter is changed: against its slope, and all equally far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from tutor.programs.expressions import adds, is_contraction, sign
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.engine_names import EngineNames
from tutor.programs.judging.statements import expression
from tutor.programs.judging.tracing import Tracer
from tutor.programs.lineage import is_rate, unscaled
from tutor.programs.matching import (
    against,
    near,
    oriented,
    ratio,
    ratio_to,
    same_array,
    told_factor,
)
from tutor.programs.naming import Meant
from tutor.programs.recorded import Event


class ParameterSteps:
    """Takes down the updates of one pass, then weighs them."""

    def __init__(self, compared: ComparedPass, names: EngineNames) -> None:
        self._compared, self._names = compared, names
        layers = range(1, compared.depth + 1)
        self._old = {f"{kind}[{n}]": compared.old(f"{kind}[{n}]") for kind in "Wb" for n in layers}
        self.steps: dict[str, tuple[Event, float | None]] = {}
        """How far each parameter goes against its slope; None where it goes elsewhere."""
        self._climbs = True
        """Whether every number of every parameter goes up its slope."""
        self._misshapen: list[CodeDifference] = []
        self._slopes: dict[str, Event | None] = {}
        """The operations whose values are taken for gradients."""
        self._tracer = Tracer(compared)

    def parameter(self, event: Event, meant: Meant | None) -> str | None:
        """Return which parameter an operation gives anew: by its name, else by what it is made of.

        "?" is one of which nothing is known.
        """
        meant = meant if meant and meant.sure else None
        if meant and meant.kind in ("W", "b"):
            if meant.number is not None:
                layers = self._names.layers(meant.number, "W")
                return next((f"{meant.kind}[{n}]" for n in layers), "?")
            if self._compared.depth == 1:
                return f"{meant.kind}[1]"
        elif meant is not None:
            return None
        if not event.operands:
            return "?" if meant else None
        start = numbers(event.operands[0])
        if event.place.kind != "change" and not self._is_step(event, start):
            return "?" if meant else None
        same = (key for key, old in self._old.items() if same_array(start, old))
        grows = not start.any() and start.size != event.value.array.size
        return next(same, "?" if meant else None) if meant or not grows else None

    def _is_step(self, event: Event, start: Array) -> bool:
        """Whether something is added to what may be a parameter, or taken from it."""
        if sign(event.place.text) not in ("Sub", "Add"):
            return False
        is_computed = bool(sign(event.operands[0].place.text))
        if event.place.name:
            return bool(start.any()) or not is_computed
        takers = (each for each in self._compared.each.events if event in each.operands)
        is_part = any(sign(each.place.text) for each in takers)
        return bool(start.any()) and not is_computed and not is_part

    def note(self, event: Event, key: str) -> None:
        """Take down how a parameter is changed."""
        if key not in self._old or key in self.steps:
            return
        old, slope = self._old[key], self._compared.truth.values.get(f"d{key}")
        new = numbers(event)
        if new.size != old.size:
            self._misshapen.append(self._other_shape(event, key, old))
            return
        gaps = (each - old for each in oriented(new, old))
        change = min(gaps, key=lambda each: float(np.abs(each).max()))
        if slope is None or not change.any() or not np.abs(slope).max() > 1e-12:
            return
        slope = slope + self._compared.penalties.get(f"d{key}", 0.0) * old
        self.steps[key] = event, ratio(-change, slope, 1e-5)
        self._climbs &= bool((change * slope >= 0).all())
        self._slopes[key] = self._slope(event, key)

    def name_slopes(self) -> None:
        """Take what a parameter is moved along for its gradient, where no name tells of one."""
        for key, made in self._slopes.items():
            if f"d{key}" in self._compared.named or made is None:
                continue
            verdict = against(f"d{key}", numbers(made), self._compared.truth)
            is_apart = made not in expression(self.steps[key][0])  # else 1/m may stand beside it
            if verdict.how != "different" and is_apart:
                self._compared.named[f"d{key}"] = made, verdict
                self._compared.every.append((made, verdict))
                if self._is_delta(key):
                    self._compared.named.setdefault(f"dZ{key[1:]}", (made, verdict))

    def _slope(self, event: Event, key: str) -> Event | None:
        """Return the operation that gave the gradient in a step, also by way of a velocity."""
        size = self._old[key].size
        taken = event.operands[-1:] if event.operands else ()
        made = self._maker(event) or next(iter(taken), None)
        if made is not None and self._is_delta(key) and made.value.array.size == size:
            return made
        found = self._tracer.gradient(made, size) if made is not None else None
        if found is not None and found.value.array.size == 1 < size:
            said = f"All numbers are added up here: {key} has {size}, each its own slope."
            self._misshapen.append(CodeDifference(found, f"d{key}", said))
        return found if found is not None and found.value.array.size == size else None

    def _is_delta(self, key: str) -> bool:
        """Whether a slope is the delta of its layer: that of a bias for a single example."""
        return key[0] == "b" and self._compared.truth.m == 1

    def moved_along(self, key: str) -> Event | None:
        """Return the operation of this pass that gave what a step takes times a rate."""
        return self._maker(self.steps[key][0])

    def _maker(self, event: Event) -> Event | None:
        if not event.operands:
            return None
        made = self._tracer.source(unscaled(event.operands[-1]))
        is_other = made is not event and made.is_operation
        return made if is_other and made in self._compared.each.events else None

    def _other_shape(self, event: Event, key: str, old: Array) -> CodeDifference:
        slope = self._compared.named.get(f"d{key}")
        if slope and len(slope[0].value.shape) < 2 < len(event.value.shape) + 1:
            first = next(e for e, v in self._compared.every if v.key == f"d{key}")
            message = f"Its shape is {first.value.shape}: a column is needed here."
            return CodeDifference(first, f"d{key}", message)
        shapes = " to ".join(str(each) for each in (old.shape, event.value.shape))
        return CodeDifference(event, key, f"The update changes its shape, from {shapes}.")

    def differences(self) -> Iterator[CodeDifference]:
        """Yield the updates that do not go against their slopes as the others do."""
        yield from self._misshapen
        if not self._goes_back():
            return
        yield from self._other_slopes()
        lengths = {key: length for key, (_, length) in self.steps.items() if length is not None}
        if not lengths:
            if self._climbs and self._is_top_turned():
                yield self._turned()
            yield from self._squared()
            return
        if len(lengths) * 2 < len(self.steps):
            return
        if all(length < 0 for length in lengths.values()) and self._is_top_turned():
            yield self._turned()
            return
        wanted = self._usual_length(lengths)
        if other := self._other_rate(wanted):
            yield other
        for key, (event, length) in self.steps.items():
            slope = self._compared.named.get(f"d{key}")
            if length is None:
                if self._is_averaged(key):
                    continue
                if slope is not None or self._slopes[key] is None:
                    said = f"{key} is not moved along its own slope d{key}."
                    yield CodeDifference(self._other_taken(key) or event, key, said)
            elif length < 0:
                said = "It goes up the slope: the step is to be subtracted."
                yield CodeDifference(self._step_made(event, key), key, said)
            elif not any(near(length, wanted * each) for each in (1, *self._factor(key))):
                said = f"It goes {length:.3g} times its slope, others go {wanted:.3g} times."
                slopes = (each for each in expression(event) if each is self._slopes[key])
                made = next(slopes, None)
                yield CodeDifference(made or event, f"d{key}" if made else key, said)

    def _goes_back(self) -> bool:
        """Whether this pass has gradients; else the steps after it are those of another."""
        last = self._compared.each.products[-1].event.number
        products = (e for e in self._compared.each.events if is_contraction(e.place.text))
        is_told = any(verdict.key[0] == "d" for _, verdict in self._compared.every)
        return is_told or any(each.number > last for each in products)

    def _is_averaged(self, key: str) -> bool:
        """Whether a parameter is moved along a sum of its slope and what was before: momentum."""
        made, slope = self.moved_along(key), self._compared.named.get(f"d{key}")
        if made is None or slope is None or slope[1].factor < 0:
            return False
        is_sum = adds(made.place.text) or sign(made.place.text) == "Sub"
        return is_sum and id(self._tracer.source(slope[0])) in self._tracer.behind(made)

    def unlike(self) -> list[str]:
        """Return the parameters that do not go along their slopes as far as most do."""
        lengths = {key: length for key, (_, length) in self.steps.items() if length is not None}
        usual = self._usual_length(lengths) if lengths else 0.0
        return [key for key in self.steps if key not in lengths or not near(lengths[key], usual)]

    def _factor(self, key: str) -> list[float]:
        """What the gradient of a parameter is multiplied by, of which is told elsewhere."""
        slope = self._compared.named.get(f"d{key}")
        return [slope[1].factor] if slope else []

    def _other_taken(self, key: str) -> Event | None:
        """The operation that gave what is taken for a slope, where it is no parameter's."""
        made = self.moved_along(key)
        slopes = (event for event, _ in self._compared.named.values())
        is_slope = any(made is self._tracer.source(each) for each in slopes)
        return None if is_slope or (made is not None and sign(made.place.text)) else made

    def _other_slopes(self) -> Iterator[CodeDifference]:
        """What has no name, is no multiple of the engine's gradient, and is taken for it."""
        for key, made in self._slopes.items():
            if made is None or f"d{key}" in self._compared.named:
                continue
            if ratio_to(numbers(made), self._compared.truth.values[f"d{key}"]) is None:
                name = f"dZ{key[1:]}" if self._is_delta(key) else f"d{key}"
                yield CodeDifference(made, name, f"Another {name} out.")

    def _squared(self) -> Iterator[CodeDifference]:
        """Steps that are made of right gradients alone, and do not go along them."""
        for key, (event, _) in self.steps.items():
            slope, old = self._compared.named.get(f"d{key}"), self._old[key]
            arrays = [e for e in expression(event) if e.value.array.size == old.size > 1]
            leaves = (e for e in arrays if not any(each in arrays for each in e.operands))
            others = (self._tracer.source(e) for e in leaves if not same_array(numbers(e), old))
            if slope and {*map(id, others)} == {id(self._tracer.source(slope[0]))}:
                said = f"{key} is not moved along its own slope d{key}."
                yield CodeDifference(event, key, said)

    def _usual_length(self, lengths: Mapping[str, float]) -> float:
        """How far those go that go by a rate with a name; else most; else along the engine's."""

        def worth(key: str) -> tuple[bool, int, bool]:
            slope = self._compared.named.get(f"d{key}")
            alike = sum(near(lengths[key], each) for each in lengths.values())
            rates = (numbers(e) for e in expression(self.steps[key][0]) if is_rate(e))
            by_rate = any(near(abs(lengths[key]), float(each)) for each in rates if not each.ndim)
            return by_rate, alike, slope is not None and near(slope[1].factor, 1)

        return lengths[max(lengths, key=worth)]

    def _other_rate(self, length: float) -> CodeDifference | None:
        """All steps are equally long, and not by the rate that was named."""
        rate = self._compared.reference.rate
        found = [v.factor for k, (_, v) in self._compared.named.items() if k.startswith("dW")]
        if rate is None or length < 0 or any(near(length, rate * each) for each in [1.0, *found]):
            return None
        key, (event, _) = next(iter(self.steps.items()))
        said = f"All parameters go {length:.3g} times their slopes; the rate is to be {rate:g}."
        return CodeDifference(event, key, said)

    def _step_made(self, event: Event, key: str) -> Event:
        """Where a step that goes up was turned: in the update, or in a velocity before it."""
        made = self.moved_along(key)
        if made is None or made is self._slopes[key]:
            return event
        right = (each for each, (_, length) in self.steps.items() if length and length > 0)
        other = next((self._along(each) for each in right), None)
        adds = sign(event.place.text) == "Add" or "+=" in event.place.text
        usual = -1.0 if adds else 1.0
        return event if self._along(key) * (other or usual) > 0 else made

    def _along(self, key: str) -> float:
        """So many times its slope a parameter's velocity is."""
        made = self.moved_along(key)
        slope = self._compared.truth.values[f"d{key}"]
        return (made and ratio_to(numbers(made), slope)) or 0.0

    def _is_top_turned(self) -> bool:
        """Whether it is the last layer's delta that has its sign turned, and not the steps."""
        if self._compared.top is None:
            return False
        added = {e.place.text for e, _ in self.steps.values() if "+=" in e.place.text}
        return self._compared.top[1].factor < 0 or len(added) > 1

    def _turned(self) -> CodeDifference:
        """All steps go up since the last layer's delta has its sign turned."""
        assert self._compared.top is not None
        event, verdict = self._compared.top
        key = f"dZ[{self._compared.depth}]"
        keys = f"dA[{self._compared.depth}]", key
        behind, values = self._tracer.behind(event), self._compared.truth.values
        true = [values[each] for each in keys if each in values and values[each].size > 1]
        made = (e for e in self._compared.each.events if id(e) in behind and e.is_operation)
        times = ((e, ratio_to(numbers(e), each)) for e in made for each in true)
        like = (e for e, one in times if one and one * verdict.factor > 0)
        said = told_factor(-1, self._compared.truth.m)
        return CodeDifference(next(like, event), key, said)
