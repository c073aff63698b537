"""A program against the engine, which starts each iteration from the program's own arrays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import called, sign
from tutor.programs.matching import (
    EngineMatch,
    against,
    close_array,
    is_shifted,
    near,
    oriented,
    ratio,
    same_array,
    told_factor,
)
from tutor.programs.naming import Meant, meaning
from tutor.programs.passes import Pass, passes
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Reference, Truth, truth_of

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """The first operation whose result parts from the engine's while its operands agree."""

    event: Event
    key: str
    message: str
    formula: str
    """The engine's."""


@dataclass(frozen=True, slots=True, eq=False)
class EngineComparison:
    """All verdicts on a run, and where it parts from the engine."""

    verdicts: Mapping[int, EngineMatch] = field(default_factory=dict)
    """By the identity of the event."""
    first: Parting | None = None
    truths: Mapping[int, Truth] = field(default_factory=dict)
    """By the identity of an event, what the engine has in that iteration."""
    found: int = 0
    """How many passes were compared."""


def compare(recorded: Recorded, reference: Reference) -> EngineComparison:
    """Compare each pass of the network that the run holds with the engine's."""
    verdicts: dict[int, EngineMatch] = {}
    truths: dict[int, Truth] = {}
    first: Parting | None = None
    found = 0
    for each in passes(recorded, reference.layers):
        truth = truth_of(
            reference,
            each.products[0].below,
            each.Y,
            [product.W for product in each.products],
            list(each.biases),
        )
        judged = _PassJudge(recorded, reference, each, truth)
        judged.judge()
        verdicts |= judged.verdicts
        truths |= {id(event): truth for event in each.events}
        first = first or judged.first
        found += 1
    return EngineComparison(verdicts, first, truths, found)


class _PassJudge:
    """Goes through the operations of one pass in their order."""

    def __init__(self, recorded: Recorded, reference: Reference, each: Pass, truth: Truth) -> None:
        self.recorded, self.reference = recorded, reference
        self.each, self.truth = each, truth
        self.depth = len(each.products)
        self.layers = each.layer_of
        self.verdicts: dict[int, EngineMatch] = {}
        self.first: Parting | None = None
        self.named: dict[str, tuple[Event, EngineMatch]] = {}
        """The last value for each of the engine's names."""
        self.every: list[tuple[Event, EngineMatch]] = []
        self.steps: dict[str, tuple[Event, float | None]] = {}
        """How far each parameter goes against its slope; None where it goes elsewhere."""
        self.pending = pending(each.events)
        self.old = {f"W[{n}]": product.W for n, product in enumerate(each.products, 1)}
        self.old |= {f"b[{n}]": bias for n, bias in enumerate(each.biases, 1)}
        told = (meaning(event.place.name or "") for event in each.events)
        self.counts_inputs = any(m == Meant("dZ", self.depth + 1) for m in told)
        """Whether the deltas are numbered from the inputs on: delta3 in a network of two layers."""

    def judge(self) -> None:
        for event in self.each.events:
            name = event.place.name
            if not event.is_operation or id(event) in self.pending or event.value.cut:
                continue
            meant = meaning(name) if name else None
            if key := self._parameter(event, meant):
                self._note_step(event, key)
            elif verdict := self._verdict(event, meant):
                self.verdicts[id(event)] = verdict
                is_top = verdict.key == f"dZ[{self.depth}]" and verdict.key not in self.named
                if meant or is_top:
                    self._take(event, verdict)
                self.every.append((event, verdict))
        self._follow_forward()
        self._weigh_gradients()
        self._weigh_steps()

    # Verdicts

    def _verdict(self, event: Event, meant: Meant | None) -> EngineMatch | None:
        value = np.asarray(event.value.array, dtype=float)
        if meant is None:
            return self._unnamed(value)
        named = [against(key, value, self.truth) for key in self._keys(meant, value)]
        good = [each for each in named if each.how != "different"]
        if good:
            return min(good, key=lambda each: (each.how != "equal", each.key in self.named))
        weak = not named or (meant.number is None and meant.kind not in ("out", "J"))
        if weak and (other := self._unnamed(value)) is not None:
            return other
        if named and meant.kind == "Z" and is_shifted(value, self.truth.values[named[0].key]):
            return None
        return named[0] if named else None

    def _unnamed(self, value: Array) -> EngineMatch | None:
        """What has no name that is known can be equal, never wrong."""
        if value.size <= 1:
            return None
        found = (against(key, value, self.truth) for key in self.truth.values if key != "J")
        if equal := next((each for each in found if each.how == "equal"), None):
            return equal
        top = f"dZ[{self.depth}]"
        if top in self.truth.values and top not in self.named:
            verdict = against(top, value, self.truth)
            return verdict if verdict.how == "factor" else None
        return None

    def _keys(self, meant: Meant, value: Array) -> list[str]:
        """The engine's names that a name can mean, the likeliest first."""
        kind, number = meant.kind, meant.number
        if kind == "out":
            kind, number, layers = "A", self.depth, [self.depth]
        elif kind == "J":
            return ["J"] if value.size == 1 and "J" in self.truth.values else []
        elif kind in ("Y", "rate"):
            return []
        elif number is not None:
            layers = self._layer(number, kind)
        else:
            layers = self._unnumbered(kind)
        kinds = ["dA", "dZ"] if kind == "dA" or (kind == "dZ" and number is None) else [kind]
        keys = [f"{each}[{layer}]" for layer in layers for each in kinds]
        known = [key for key in keys if key in self.truth.values]
        if number is None:
            fitting = [key for key in known if self.truth.values[key].size == value.size]
            return fitting or (known[:1] if kind in ("dW", "db") else [])
        return known

    def _unnumbered(self, kind: str) -> list[int]:
        """The layers in the order in which a program comes to them; the next one first."""
        layers = list(range(1, self.depth + 1))
        if kind.startswith("d"):
            layers = [*reversed(layers), 0]
        return sorted(layers, key=lambda layer: f"{kind}[{layer}]" in self.named)

    def _layer(self, number: int, kind: str) -> list[int]:
        """The layer that a number in a name means, if any."""
        if kind == "dZ" and self.counts_inputs:
            number -= 1
            return [number] if 1 <= number <= self.depth else []
        if number in self.layers:
            return [self.layers[number]]
        if not self.layers and 1 <= number <= self.depth:
            return [number]
        return [0] if number == 0 and kind in ("dA", "A") else []

    # Where it parts

    def _part(self, event: Event, key: str, message: str, in_place: bool = False) -> None:
        """Take an operation for the first that parts from the engine, unless one was before."""
        if self.first is None or event.number < self.first.event.number:
            inner = self._innermost(event if in_place else self._before_scaling(event))
            if key.startswith("A["):
                inner = self._misplaced(inner, key) or inner
            elif key.startswith("dZ["):
                inner = self._slope_of(inner, key)
            self.first = Parting(inner, key, message, self.truth.formulas.get(key, key))

    def _before_scaling(self, event: Event) -> Event:
        """What was wrong already before it was divided in place: dscores /= N."""
        text = event.place.text
        if event.place.kind != "change" or not ("/=" in text or "*=" in text):
            return event
        told = [e for e in self.each.events if e.name == event.name and e.number < event.number]
        return told[-1] if told and told[-1].place.kind == "change" else event

    def _misplaced(self, event: Event, key: str) -> Event | None:
        """The call of a function that is another activation than this layer's."""
        site = self.recorded.nodes[event.node].site
        if site is None or site.kind != "call" or self._is_meant(site.name, key):
            return None
        after = (e for e in self.each.events if e.is_operation and e.number > event.number)
        return next((e for e in after if called(e.place.text) == site.name), None)

    def _is_meant(self, name: str, key: str) -> bool:
        """Whether a function of this name may be the activation of that layer."""
        said = [kind for kind in ("relu", "sigmoid", "tanh", "softmax") if kind in name.lower()]
        meant = self.reference.outputs if key == f"A[{self.depth}]" else self.reference.activation
        return not said or any(kind in meant for kind in said)

    def _slope_of(self, event: Event, key: str) -> Event:
        """The slope of the activation, where that is what is wrong in a function of its own."""
        layer = int(key[3:-1])
        Z, slope = self.truth.values[f"Z[{layer}]"], self.truth.slopes.get(layer)
        for operand in event.operands:
            value = np.asarray(operand.value.array, dtype=float)
            inner = self._innermost(operand)
            if slope is None or inner is operand or value.size != slope.size:
                continue
            taken = [np.asarray(each.value.array, dtype=float) for each in operand.operands]
            if any(same_array(each, Z) for each in taken) and not close_array(value, slope):
                return inner
        return event

    def _follow_forward(self) -> None:
        """Each layer is to take what the one below gave, and to give its sum or activation."""
        for layer, product in enumerate(self.each.products, 1):
            if layer > 1 and not close_array(product.below, self.truth.values[f"A[{layer - 1}]"]):
                below = f"A[{layer - 1}]"
                if any(v.key == below and v.how == "equal" for _, v in self.every):
                    self._part(product.event, f"Z[{layer}]", f"This takes another than {below}.")
                elif maker := self._maker(product.data):
                    message = f"Layer {layer} takes this for A[{layer - 1}], and it is another."
                    self._part(maker, f"A[{layer - 1}]", message)
                return
            line = [e for e in self.each.events if product.event in [e, *ancestors(e)]]
            whole = [e for e in line if e.is_operation and e.line == product.event.line]
            sums = [self.truth.values[f"{kind}[{layer}]"] for kind in "ZA"]
            values = [np.asarray(each.value.array, dtype=float) for each in whole]
            if len(whole) > 1 and not any(close_array(v, s) for v in values for s in sums):
                self._part(whole[-1], f"Z[{layer}]", f"This is not Z[{layer}] = W A + b.")
                return

    def _maker(self, data: Event) -> Event | None:
        """The operation that gave an operand its value, None where it was only looked up."""
        if data.place.kind == "operation":
            return data
        told = [e for e in self.each.events if e.number < data.number and self._makes(e)]
        return next((e for e in reversed(told) if e.value is data.value), None)

    def _makes(self, event: Event) -> bool:
        """Whether an event gives a value, or calls one an activation: A1 = Z1."""
        if event.place.kind == "operation":
            return True
        meant = meaning(event.name or "") if event.place.kind == "bound" else None
        return meant is not None and meant.kind == "A" and meant.number is not None

    def _innermost(self, event: Event) -> Event:
        """The operation that gave the value, inside of the program's own function."""
        name = called(event.place.text)
        for other in reversed(self.each.events):
            if other.number >= event.number or not other.is_operation:
                continue
            site = self.recorded.nodes[other.node].site
            if site is None or site.kind != "call" or site.name != name or event.node == other.node:
                break
            return self._innermost(other)
        return event

    def _take(self, event: Event, verdict: EngineMatch) -> None:
        """Find out whether this value is where the program parts from the engine."""
        key, factor = verdict.key, verdict.factor
        if verdict.how == "different":
            if key != "J" or not self._is_penalised():
                self._part(event, key, self._why_different(event, key))
            return
        self.named[key] = event, verdict
        if key == "J" and factor < 0:
            self._part(event, key, "The loss has its sign turned.")
        elif key[:2] in ("dZ", "dA"):
            top = self.named.get(f"dZ[{self.depth}]")
            if top and not near(factor, top[1].factor):
                self._part(event, key, told_factor(factor / top[1].factor, self.truth.m))
        elif key[0] in "ZA" and not near(factor, 1):
            self._part(event, key, told_factor(factor, self.truth.m))

    def _weigh_gradients(self) -> None:
        """All gradients have one factor: that of the loss which the program computes."""
        found = [pair for key, pair in self.named.items() if key[:2] in ("dW", "db")]
        if not found:
            return
        factors = [verdict.factor for _, verdict in found]
        sizes = [abs(factor) for factor in factors]
        wanted = max(sizes, key=lambda one: (sum(near(one, each) for each in sizes), near(one, 1)))
        if loss := self.named.get("J"):
            wanted = abs(loss[1].factor)
        elif any(near(size, 1) for size in sizes):
            wanted = 1.0
        turned = [factor < 0 for factor in factors]
        top = self.named.get(f"dZ[{self.depth}]")
        alike = len(sizes) > 1 and all(near(size, sizes[0]) for size in sizes)
        if top and alike and not near(sizes[0], wanted):
            message = told_factor(sizes[0] / wanted, self.truth.m)
            self._part(top[0], top[1].key, f"Of all gradients: {message}", in_place=True)
            return
        for last, verdict in found:
            like = (e for e, v in self.every if v.key == verdict.key and v.factor == verdict.factor)
            event = next(like, last)
            if not near(abs(verdict.factor), wanted):
                message = told_factor(abs(verdict.factor) / wanted, self.truth.m)
                self._part(event, verdict.key, message)
            elif verdict.factor < 0 and not all(turned):
                self._part(event, verdict.key, told_factor(-1, self.truth.m))

    def _parameter(self, event: Event, meant: Meant | None) -> str | None:
        """Which parameter an operation gives anew: by its name, else by what it is made from."""
        if meant and meant.kind in ("W", "b"):
            if meant.number is not None:
                return next((f"{meant.kind}[{n}]" for n in self._layer(meant.number, "W")), "?")
            if self.depth == 1:
                return f"{meant.kind}[1]"
        elif meant is not None or not event.operands:
            return None
        kind = event.place.kind
        if kind != "change" and not (event.place.name and sign(event.place.text) in ("Sub", "Add")):
            return "?" if meant else None
        start = np.asarray(event.operands[0].value.array, dtype=float)
        same = (key for key, old in self.old.items() if same_array(start, old))
        return next(same, "?" if meant else None)

    def _note_step(self, event: Event, key: str) -> None:
        """Take down how a parameter is changed."""
        if key not in self.old or key in self.steps:
            return
        old, slope = self.old[key], self.truth.values.get(f"d{key}")
        new = np.asarray(event.value.array, dtype=float)
        if new.size != old.size:
            slope_event = self.named.get(f"d{key}")
            if slope_event and len(slope_event[0].value.shape) < 2 < len(event.value.shape) + 1:
                first = next(e for e, v in self.every if v.key == f"d{key}")
                message = f"Its shape is {first.value.shape}: a column is needed here."
                self._part(first, f"d{key}", message)
                return
            shape = " to ".join(str(each) for each in (old.shape, event.value.shape))
            self._part(event, key, f"The update changes its shape, from {shape}.")
            return
        change = min(
            (each - old for each in oriented(new, old)), key=lambda each: float(np.abs(each).max())
        )
        if slope is None or not change.any() or not np.abs(slope).max() > 1e-12:
            return
        self.steps[key] = event, ratio(-change, slope, 1e-5)

    def _weigh_steps(self) -> None:
        """All parameters go against their slopes, equally far."""
        lengths = [length for _, length in self.steps.values() if length is not None]
        if not lengths or len(lengths) * 2 < len(self.steps):
            return
        wanted = max(lengths, key=lambda one: sum(near(one, each) for each in lengths))
        top = self.named.get(f"dZ[{self.depth}]")
        if all(length < 0 for length in lengths) and top and top[1].factor < 0:
            event, verdict = top
            keys = f"dA[{self.depth}]", verdict.key
            like = (e for e, v in self.every if v.key in keys and v.factor < 0)
            self._part(next(like, event), verdict.key, told_factor(-1, self.truth.m))
            return
        for key, (event, length) in self.steps.items():
            if length is None:
                self._part(event, key, f"{key} is not moved along its own slope d{key}.")
            elif length < 0:
                self._part(event, key, "It goes up the slope: the step is to be subtracted.")
            elif not near(length, wanted):
                message = f"It goes {length:.3g} times its slope, others go {wanted:.3g} times."
                self._part(event, key, message)

    def _is_penalised(self) -> bool:
        """Whether the loss holds something besides the data's."""
        words = ("reg", "lambd", "l2", "decay", "penalty")
        return any(word in e.place.text.lower() for e in self.each.events for word in words)

    def _why_different(self, event: Event, key: str) -> str:
        for operand in ancestors(event):
            meant = meaning(operand.place.text.removesuffix(".T"))
            if meant and meant.kind in ("W", "b") and meant.number is not None:
                at = f"{meant.kind}[{(self._layer(meant.number, meant.kind) or [0])[0]}]"
                if at in self.steps and operand.number > self.steps[at][0].number:
                    return f"{operand.place.text} is already updated here; the old value is needed."
        value, truth = event.value, self.truth.values[key]
        if value.array.size != truth.size:
            return f"The shape is {value.shape}; the engine's {key} is {truth.shape}."
        agreeing = [o.place.text for o in event.operands if id(o) not in self.verdicts]
        same = f"Same {', '.join(dict.fromkeys(agreeing))} in, another" if agreeing else "Another"
        return f"{same} {key} out."


def ancestors(event: Event, depth: int = 6) -> Iterator[Event]:
    """Yield what an operation was made of, within its line."""
    for operand in event.operands:
        yield operand
        if depth and operand.line == event.line:
            yield from ancestors(operand, depth - 1)


def pending(events: Sequence[Event]) -> set[int]:
    """Return the events whose value is changed in place before anything else looks at it."""
    found: set[int] = set()
    last: dict[str, Event] = {}
    for event in events:
        place = event.place
        if place.kind == "read":
            continue
        if place.kind == "change" and place.name in last:
            found.add(id(last[place.name]))
        looked = [operand.place.text for operand in event.operands]
        for name in looked if place.kind != "change" else looked[1:]:
            last.pop(name, None)
        if place.name:
            last[place.name] = event
    return found
