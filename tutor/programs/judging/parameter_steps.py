"""How each parameter is changed: against its slope, and all equally far."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tutor.programs.expressions import sign
from tutor.programs.judging.compared_pass import Array, CodeDifference, ComparedPass, numbers
from tutor.programs.judging.engine_names import EngineNames
from tutor.programs.lineage import maker
from tutor.programs.matching import near, oriented, ratio, same_array, told_factor
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
        kind = event.place.kind
        if kind != "change" and not (event.place.name and sign(event.place.text) in ("Sub", "Add")):
            return "?" if meant else None
        start = numbers(event.operands[0])
        same = (key for key, old in self._old.items() if same_array(start, old))
        return next(same, "?" if meant else None)

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

    def unnamed_slopes(self) -> Iterator[tuple[str, Event]]:
        """Yield the gradients that no name tells, by the parameters that are moved along them."""
        for key, (event, _) in self.steps.items():
            if f"d{key}" in self._compared.named or not event.operands:
                continue
            size = self._old[key].size
            step = event.operands[-1]
            while scaled := [each for each in step.operands if each.value.array.size == size]:
                if sign(step.place.text) not in ("Mult", "Div") or len(scaled) > 1:
                    break
                step = scaled[0]
            made = maker(self._compared.recorded, step)
            if made in self._compared.each.events and made.is_operation and made is not event:
                yield f"d{key}", made

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
                yield CodeDifference(event, key, f"{key} is not moved along its own slope d{key}.")
            elif length < 0:
                said = "It goes up the slope: the step is to be subtracted."
                yield CodeDifference(self._step_made(event), key, said)
            elif not near(length, wanted):
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
