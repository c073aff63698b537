"""How each parameter is changed: against its slope, and all equally far."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import called, is_product, sign
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.engine_names import EngineNames
from tutor.programs.lineage import maker, unscaled
from tutor.programs.matching import against, near, oriented, ratio, same_array, told_factor
from tutor.programs.naming import Meant, meaning
from tutor.programs.recorded import Event


class ParameterSteps:
    """Takes down the updates of one pass, then weighs them."""

    def __init__(self, compared: ComparedPass, names: EngineNames) -> None:
        self._compared, self._names = compared, names
        products = compared.each.products
        self._old = {f"W[{n}]": product.W for n, product in enumerate(products, 1)}
        self._old |= {f"b[{n}]": bias for n, bias in enumerate(compared.each.biases, 1)}
        self.steps: dict[str, tuple[Event, float | None]] = {}
        """How far each parameter goes against its slope; None where it goes elsewhere."""
        self._misshapen: list[CodeDifference] = []

    def parameter(self, event: Event, meant: Meant | None) -> str | None:
        """Return which parameter an operation gives anew: by its name, else by what it is made of.

        "?" is one of which nothing is known.
        """
        if meant and meant.kind in ("W", "b"):
            if meant.number is not None:
                layers = self._names.layers(meant.number, "W")
                return next((f"{meant.kind}[{n}]" for n in layers), "?")
            if self._compared.depth == 1:
                return f"{meant.kind}[1]"
        elif meant is not None or not event.operands:
            return None
        start = numbers(event.operands[0])
        if event.place.kind != "change" and not self._is_step(event, start):
            return "?" if meant else None
        same = (key for key, old in self._old.items() if same_array(start, old))
        return next(same, "?" if meant else None)

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

    def _unnamed_slope(self, event: Event, key: str) -> Event | None:
        """Return the operation that gave the gradient of a step, where no name tells of it."""
        if f"d{key}" in self._compared.named or not event.operands:
            return None
        made = maker(self._compared.recorded, unscaled(event.operands[-1]))
        if made is event or not made.is_operation or made not in self._compared.each.events:
            return None
        return made

    def _named_slope(self, key: str, times: float) -> CodeDifference | None:
        """The gradient that has a name, where it is so many times what the others are."""
        named = {k: v for k, (_, v) in self._compared.named.items() if k[:2] in ("dW", "db")}
        own = named.pop(f"d{key}", None)
        usual = [other.factor for other in named.values()]
        if own is None or len(usual) < 2 or not all(near(each, usual[0]) for each in usual):
            return None
        if own.how != "factor" or not near(own.factor / usual[0], times):
            return None
        event = self._compared.first_like(own) or self._compared.named[f"d{key}"][0]
        return CodeDifference(event, f"d{key}", told_factor(times, self._compared.truth.m))

    def _at_slope(self, event: Event, key: str, times: float | None) -> CodeDifference | None:
        """The gradient of a step, where it is wrong itself: so many times the engine's, or all."""
        if times is not None and (named := self._named_slope(key, times)):
            return named
        made = self._unnamed_slope(event, key)
        if made is None or made.value.array.size != self._old[key].size:
            return None
        m = self._compared.truth.m
        verdict = against(f"d{key}", numbers(made), self._compared.truth)
        if times is not None and verdict.how == "factor" and near(verdict.factor, times):
            return CodeDifference(made, f"d{key}", told_factor(times, m))
        summed = is_product(made.place.text) or called(made.place.text) in ("sum", "mean")
        if times is None and verdict.how == "different" and summed:
            return CodeDifference(made, f"d{key}", f"Another d{key} out.")
        return None

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
        lengths = [length for _, length in self.steps.values() if length is not None]
        if not lengths or len(lengths) * 2 < len(self.steps):
            elsewhere = (self._at_slope(step, key, None) for key, (step, _) in self.steps.items())
            yield from filter(None, elsewhere)
            return
        wanted = max(lengths, key=lambda one: sum(near(one, each) for each in lengths))
        top = self._compared.top
        if all(length < 0 for length in lengths) and top and top[1].factor < 0:
            yield self._turned(top[0])
            return
        if other := self._other_rate(wanted):
            yield other
        for key, (event, length) in self.steps.items():
            if length is None:
                said = f"{key} is not moved along its own slope d{key}."
                found = self._at_slope(event, key, None)
                yield found or CodeDifference(event, key, said)
            elif length < 0:
                said = "It goes up the slope: the step is to be subtracted."
                yield CodeDifference(self._step_made(event), key, said)
            elif not near(length, wanted):
                if made := self._at_slope(event, key, length / wanted):
                    yield made
                    continue
                said = f"It goes {length:.3g} times its slope, others go {wanted:.3g} times."
                yield CodeDifference(event, key, said)

    def _other_rate(self, length: float) -> CodeDifference | None:
        """All steps are equally long, and not by the rate that was named."""
        rate = self._compared.reference.rate
        found = [v.factor for k, (_, v) in self._compared.named.items() if k.startswith("dW")]
        if rate is None or length < 0 or any(near(length, rate * each) for each in [1.0, *found]):
            return None
        key, (event, _) = next(iter(self.steps.items()))
        said = f"All parameters go {length:.3g} times their slopes; the rate is to be {rate:g}."
        return CodeDifference(event, key, said)

    def _step_made(self, event: Event) -> Event:
        """Where a step that is added was made, if it has a name of its own: a velocity."""
        adds = sign(event.place.text) == "Add" or "+=" in event.place.text
        step = event.operands[-1]
        made = maker(self._compared.recorded, step)
        if not adds or meaning(step.place.text) or not made.is_operation:
            return event
        return made

    def _turned(self, event: Event) -> CodeDifference:
        """All steps go up since the last layer's delta has its sign turned."""
        key = f"dZ[{self._compared.depth}]"
        keys = f"dA[{self._compared.depth}]", key
        like = (e for e, v in self._compared.every if v.key in keys and v.factor < 0)
        return CodeDifference(next(like, event), key, told_factor(-1, self._compared.truth.m))
