"""A pass of the program beside the engine's, and what is known of it so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.dropped import DroppedUnits
from tutor.programs.expressions import adds, called, sign, takes_away
from tutor.programs.matching import EngineMatch, against, near, ratio_to
from tutor.programs.naming import meaning
from tutor.programs.passes import Pass
from tutor.programs.penalised_loss import LossPenalty
from tutor.programs.precision import close
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Reference, Truth

Array = NDArray[np.float64]
_SATURATED = 1e-5
"""A share that is so near to 0 or 1."""
LOSSES = ("square", "abs", "sum", "mean", "norm", "log", "log2", "log10", "log1p")
_PENALTY = re.compile(r"\b(?:reg|lambd|weight_decay|decay|penalty|l2_reg|l2_lambda|wd)\w*")


@dataclass(slots=True, eq=False)
class ComparedPass:
    """What is compared, and the verdicts on the values that were come to."""

    recorded: Recorded
    reference: Reference
    each: Pass
    truth: Truth
    named: dict[str, tuple[Event, EngineMatch]] = field(default_factory=dict)
    """The last value for each of the engine's names."""
    every: list[tuple[Event, EngineMatch]] = field(default_factory=list)
    penalties: dict[str, float] = field(default_factory=dict)
    """How much of each weight a gradient holds, of those that hold some."""
    spared: set[str] = field(default_factory=set)
    """The gradients of weights whose biases, a column of theirs, no penalty is on."""
    dropped: DroppedUnits = field(default_factory=DroppedUnits)
    """Units dropped by lot, which the truth knows of."""
    next_parameters: Mapping[int, str] = field(default_factory=dict)
    """What the next such pass starts from, by the identity of the values: the engine's names."""
    alike: Sequence[Pass] = ()
    """All passes at its place in the program, those before it, too."""
    cut: dict[int, Event] = field(default_factory=dict)
    """Operations on a vector of all parameters, cut to one of them, by their value's identity."""
    penalty: LossPenalty | None = None
    """What the program's loss holds of its weights' squares, wherever it is computed."""
    odd_penalty: LossPenalty | None = None
    """What it holds of the weights themselves, or of their sizes."""
    apart: frozenset[int] = frozenset()
    """The identities of events that are for one example each, and looked at by themselves."""
    before: Sequence[Event] = ()
    """What was done for all examples together before one of them is gone on with."""
    is_loss_apart: bool = False
    """Whether the loss is that of another way forward, from the same arrays."""
    factors_after: Callable[[], Sequence[float]] = tuple
    """Tells how many times the engine's the numbers are that may be the loss, computed next."""

    @property
    def after(self) -> Sequence[Pass]:
        """The next such passes."""
        end = self.each.events[-1].number
        later = (each for each in self.alike if each.events[0].number >= end)
        return [each for each in later if each is not self.each]

    @property
    def depth(self) -> int:
        return len(self.each.products)

    @property
    def parameters(self) -> list[str]:
        """The engine's names of what is learned; biases within the weights have none."""
        told = enumerate(self.each.products, 1)
        biases = [f"b[{layer}]" for layer, product in told if product.bias is None]
        return [*(f"W[{layer}]" for layer in range(1, self.depth + 1)), *biases]

    def repeats(self, other: ComparedPass) -> bool:
        """Whether it goes the same way as another pass, with the same weights and inputs."""
        pairs = [*zip(self.each.products, other.each.products, strict=True)]
        same = all(np.array_equal(one.W, two.W) for one, two in pairs)
        return same and np.array_equal(pairs[0][0].below, pairs[0][1].below)

    def without_constant(self, key: str, value: Array) -> Array:
        """Return what a layer gives, or its slope, without the place of the biases put to it.

        A value that has no such place is returned as it is.
        """
        kind, true = key.partition("[")[0], self.truth.values.get(key)
        if kind not in ("A", "dA", "dZ") or true is None or value.size != true.size + self.truth.m:
            return value
        above = int(key[len(kind) + 1 : -1])
        at = self.each.products[above].bias if above < self.depth else None
        wanted = len(true) + 1
        axes = [n for n, length in enumerate(value.shape) if length == wanted]
        return value if at is None or not axes else np.delete(value, at, axis=axes[0])

    def held(self, key: str) -> Array | float:
        """Return what the gradient of a parameter holds of the penalty on it."""
        times = self.penalties.get(f"d{key}", 0.0)
        if times and f"d{key}" in self.spared:
            return times * self.each.products[int(key[2:-1]) - 1].without_biases
        return times * self.old(key)

    def old(self, key: str) -> Array:
        """Return a parameter as the pass began with it, by the engine's name."""
        layer = int(key[2:-1]) - 1
        return self.each.products[layer].W if key[0] == "W" else self.each.biases[layer]

    def own_sum(self, layer: int) -> Array:
        """Return what a layer of the program sums up, of what the layer takes there."""
        product = self.each.products[layer - 1]
        return product.alone @ product.below + self.each.biases[layer - 1]

    @property
    def top(self) -> tuple[Event, EngineMatch] | None:
        """The delta of the last layer."""
        return self.named.get(f"dZ[{self.depth}]")

    def is_on_its_way(self, event: Event) -> bool:
        """Whether it goes into a loss (a square, a sum, a logarithm), or is scaled on its line."""
        takes = [e for e in self.each.events if event in e.operands]
        summed = (sign(e.place.text) == "Pow" or called(e.place.text) in LOSSES for e in takes)
        return any(summed) or any(_scales(e) and e.line == event.line for e in takes)

    def first_like(self, verdict: EngineMatch) -> Event | None:
        """Return the first value that stood so to the engine's."""
        like = (e for e, v in self.every if (v.key, v.factor) == (verdict.key, verdict.factor))
        return next(like, None)

    @property
    def is_saturated(self) -> bool:
        """Whether a loss hangs on the small number that keeps its logarithm from 0."""
        A, Y = self.truth.values[f"A[{self.depth}]"], self.each.Y
        if Y is None or A.shape != Y.shape or "crossentropy" not in self.reference.losses:
            return False
        return bool((np.where(Y > 0.5, A, 1 - A) < _SATURATED).any())

    @property
    def is_penalised(self) -> bool:
        """Whether the loss or a gradient holds something besides the data's."""
        return any(_is_called_penalty(e) or self._adds_weights(e) for e in self.each.events)

    def _adds_weights(self, event: Event) -> bool:
        """Whether a multiple of a layer's weights is added to something: dW + 0.01 * W."""
        if not (adds(event.place.text) or takes_away(event.place.text)):
            return False
        scaled = (e for e in event.operands if e.is_operation and sign(e.place.text) == "Mult")
        return any(
            W.size > 1 and ratio_to(numbers(one), W) is not None
            for one in scaled
            for each in self.each.products
            for W in each.penalised
        )

    def with_penalty(self, key: str) -> Array:
        """Return one of the engine's values; of a gradient with the penalty that it holds here."""
        true = self.truth.values[key]
        return true + self.held(key[1:]) if key in self.penalties else true

    def name_of(self, event: Event) -> str:
        """Return what a value is the engine's of, "" if that is not known."""
        value = numbers(event)
        told = ((name, true) for name, true in self.truth.values.items() if name[0] in "ZAd")
        sized = ((name, true) for name, true in told if true.size == value.size > 1)
        times = ((name, ratio_to(value, true)) for name, true in sized if true.any())
        known = (name for name, n in times if n and (name[0] == "d" or near(n, 1, close())))
        return next(known, "")

    def is_limited(self, event: Event, key: str) -> bool:
        """Whether it is a gradient that was right, and only goes further or less far: clipped."""
        if key[:2] not in ("dW", "db") or sign(event.place.text) == "Pow":
            return False
        arrays = [e for e in event.operands if e.value.array.size == event.value.array.size]
        before = arrays or [self.named[key][0]] if key in self.named else arrays
        value = numbers(event)
        return bool(before) and all(
            against(key, numbers(each), self.truth).how != "different"
            and each.value.shape == value.shape
            and bool((numbers(each) * value >= 0).all())
            for each in before
        )

    def own_value(self, event: Event) -> Array:
        """Return the numbers of an operation; of a sum that was begun before, what is added."""
        meant = meaning(event.name or "") if "-=" in event.place.text else None
        is_taken = meant is not None and meant.kind == "J"  # loss -= np.log(p)
        is_added = "+=" in event.place.text or is_taken
        is_in_place = event.place.kind == "change" and is_added and bool(event.operands)
        if not is_in_place and not _adds_to_itself(event):
            return numbers(event)
        before = (e for e in self.each.events if e.number < event.number and e.is_operation)
        added, was = numbers(event.operands[-1]), event.operands[0].value
        added = -added if is_taken else added
        is_begun_here = any(e.name == event.name and e.value is was for e in before)
        return numbers(event) if is_begun_here or added.shape != event.value.shape else added


def _adds_to_itself(event: Event) -> bool:
    """Whether something is added to what goes by this name: total = total + g."""
    is_sum = event.place.kind == "operation" and sign(event.place.text) == "Add"
    return is_sum and len(event.operands) > 1 and event.operands[0].place.text == event.name


def _is_called_penalty(event: Event) -> bool:
    """Whether a name tells of a penalty; a decay among Python's numbers is that of a rate."""
    word = _penalty_word(event.place.text)
    return bool(word) and not (word.startswith("decay") and event.value.kind.startswith("python"))


@lru_cache(maxsize=4096)
def _penalty_word(text: str) -> str:
    """The word that tells of a penalty, "" where there is none."""
    found = _PENALTY.search(text)
    return found[0] if found else ""


def _scales(event: Event) -> bool:
    """Whether an array is multiplied or divided by a number."""
    arrays = [each for each in event.operands if each.value.array.size > 1]
    return sign(event.place.text) in ("Mult", "Div") and len(arrays) < 2


@dataclass(frozen=True, slots=True, eq=False)
class CodeDifference:
    """An operation that parts from the engine, before it is looked for inside of it."""

    event: Event
    key: str
    message: str
    in_place: bool = False
    """Whether it is the operation itself, also where it changes a value in place."""
    is_exact: bool = False
    """Whether it is this very event, also where it only hands a value on."""
    is_sure: bool = False
    """Whether the program contradicts itself there, so that it can mean nothing else."""


def numbers(event: Event) -> Array:
    return np.asarray(event.value.array, dtype=float)
