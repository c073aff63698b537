"""Whether each step goes against the slope of its parameter."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tutor.programs.naming import meaning
from tutor.programs.reference import Reference
from tutor.programs.tape.backward import Derivatives
from tutor.programs.tape.graph import TapeValue
from tutor.programs.unit_by_unit.losses import LossName, RoundLoss, losses_of, outputs_of
from tutor.programs.unit_by_unit.rounds import Round
from tutor.programs.unit_by_unit.steps import OwnStep

CLOSE = 1e-6
_ABOUT = 1e-3
_NOTHING = 1e-14
Ratios = tuple[float | None, float | None]
"""Of a step, and of the gradient in it: how many times the slope it goes down."""
UNKNOWN: Ratios = (None, None)


@dataclass(frozen=True, slots=True, eq=False)
class JudgedStep:
    """A step, the slope that it has to go against, and what it takes for it."""

    step: OwnStep
    slope: Any
    """The derivative of the loss by the parameter; None where it cannot be known."""
    parts: Sequence[tuple[float, TapeValue]]
    """What the step is made of, from the whole of it to the gradient; 1 for what is added."""

    def ratios(self) -> Ratios:
        """Return how many times the slope the step goes down it, and the gradient in it."""
        found = []
        for sign, node in (self.parts[0], self.parts[-1]):
            ratio = ratio_of(node.value, self.slope)
            found.append(None if ratio is None else -sign * ratio)
        return found[0], found[1]

    @property
    def is_flat(self) -> bool:
        """Whether there is no slope, and nothing to be told by it."""
        return self.slope is None or not np.abs(self.slope).max(initial=0.0) > _NOTHING

    def goes_down(self, times: Ratios) -> bool:
        """Whether the step, or the gradient in it, is so many times the slope."""
        if self.slope is None:
            return True
        if self.is_flat:
            return any(np.abs(node.value).max(initial=0.0) <= 1e-9 for _, node in self.parts)
        return alike(self.ratios(), times)

    def goes_about_down(self, times: Ratios) -> bool:
        """Whether it differs from that by no more than by what keeps logarithms finite."""
        if self.slope is None or self.is_flat:
            return self.goes_down(times)
        for (sign, node), ratio in zip((self.parts[0], self.parts[-1]), times, strict=True):
            if ratio is not None and is_alike_in_shape(node.value, self.slope):
                value = np.reshape(node.value, np.shape(self.slope))
                off = np.abs(-sign * value - ratio * self.slope).max(initial=0.0)
                if off <= _ABOUT * abs(ratio) * np.abs(self.slope).max(initial=0.0):
                    return True
        return False


def alike(one: Ratios, other: Ratios, room: float = CLOSE) -> bool:
    """Whether the steps, or the gradients in them, are as many times their slopes."""
    pairs = ((a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None)
    return any(abs(a - b) <= room * abs(b) for a, b in pairs)


def is_alike_in_shape(value: Any, slope: Any) -> bool:
    """Whether one is as long as the other in each direction: (5,) is a row like (1, 5)."""
    sides = ([n for n in np.shape(each) if n != 1] for each in (value, slope))
    return next(sides) == next(sides) and np.ndim(value) <= np.ndim(slope)


def ratio_of(value: Any, slope: Any) -> float | None:
    """Return the one number that a value is times the slope; None if there is none."""
    if not np.ndim(value) and not np.ndim(slope):
        ratio = float(value) / float(slope) if abs(slope) > _NOTHING else np.nan
        return ratio if math.isfinite(ratio) else None
    value, slope = np.asarray(value, dtype=float), np.asarray(slope, dtype=float)
    if not is_alike_in_shape(value, slope) or not np.isfinite(value).all():
        return None
    value = value.reshape(slope.shape)
    most = int(np.abs(slope).argmax()) if slope.ndim else 0
    highest = float(slope.ravel()[most])
    if abs(highest) <= _NOTHING or not np.isfinite(slope).all():
        return None
    ratio = float(value.ravel()[most]) / highest
    room = CLOSE * abs(ratio * highest)
    return ratio if np.allclose(value, ratio * slope, rtol=CLOSE, atol=room) else None


@dataclass(frozen=True, slots=True, eq=False)
class JudgedRound:
    """A round of steps against the slopes of one loss."""

    round: Round
    loss: RoundLoss
    behind: set[int]
    """The identities of what is made of the outputs."""
    slopes: Derivatives
    times: Ratios
    """How many times the slopes most are, of all rounds; if it is one number."""
    right: Sequence[JudgedStep]
    wrong: Sequence[JudgedStep]
    nodes: Sequence[TapeValue]
    """What the steps and the slopes are made of, in the order of the run."""


def judged(
    rounds: Sequence[Round], reference: Reference | None, usual: bool = False
) -> Mapping[LossName, Sequence[JudgedRound]]:
    """Return rounds as they are by each of the losses that their steps may go down.

    By all `usual` ones too, also where the program has a loss of its own.
    """
    by: dict[LossName, list[_Slopes]] = defaultdict(list)
    for round in rounds:
        behind = round.made_of_any(pair.output for pair in outputs_of(round))
        for loss in losses_of(round, reference, usual):
            by[loss.name].append(_slopes(round, loss, behind))
    whole = {name: each for name, each in by.items() if len(each) == len(rounds)}
    return {name: _with_times(each) for name, each in whole.items()}


_Slopes = tuple[Round, RoundLoss, set[int], Derivatives, list[JudgedStep]]


def _slopes(round: Round, loss: RoundLoss, behind: set[int]) -> _Slopes:
    seeds = loss.seeds() or {}
    slopes = Derivatives(seeds, round.own)
    reached = behind | round.made_of_any(seeds)
    steps = [
        JudgedStep(step, slopes.by(step.old), parts_of(step, round, reached))
        for step in round.steps
    ]
    return round, loss, reached, slopes, steps


def _with_times(every: Sequence[_Slopes]) -> list[JudgedRound]:
    """The rounds, with what most steps of all of them are; else with what most of each are."""
    times = usual_times([step for each in every for step in each[-1]])
    found = []
    for round, loss, reached, slopes, steps in every:
        right = [each for each in steps if each.goes_down(times)]
        own = times if any(not each.is_flat for each in right) else usual_times(steps)
        right = right if own is times else [each for each in steps if each.goes_down(own)]
        wrong = [each for each in steps if each not in right]
        nodes = _nodes_behind(round, loss)
        found.append(JudgedRound(round, loss, reached, slopes, own, right, wrong, nodes))
    return found


def _nodes_behind(round: Round, loss: RoundLoss) -> list[TapeValue]:
    made = round.made_of([*(step.new for step in round.steps), *loss.ends])
    inside = (each for each in made if round.begins <= each.number < round.ends)
    return sorted(inside, key=lambda each: each.number)


def is_constant(rounds: Sequence[JudgedRound]) -> bool:
    """Whether the steps of all rounds are as many times their slopes."""
    first = rounds[0].times
    return first != UNKNOWN and all(alike(each.times, first, 1e-4) for each in rounds)


def usual_times(steps: Sequence[JudgedStep]) -> Ratios:
    """Return the one factor of most steps, and of most gradients.

    A number alone is so many times any other: beside arrays it is none by itself.
    """
    told = [each for each in steps if not each.is_flat]
    sizes = [np.size(each.slope) for each in told]
    every = [each.ratios() for each in told]
    whole, inner = ([(each[at], n) for each, n in zip(every, sizes, strict=True)] for at in (0, 1))
    return _most_common(whole), _most_common(inner)


def _most_common(ratios: Sequence[tuple[float | None, int]]) -> float | None:
    """Of ratios of so many numbers each."""
    known = [(each, size) for each, size in ratios if each is not None and each > 0]
    counted = Counter(float(f"{each:.5g}") for each, _ in known)
    if not counted:
        return None
    usual, times = counted.most_common(1)[0]
    found, size = min(known, key=lambda each: abs(each[0] - usual))
    is_alone = times == 1 == size and any(each > 1 for _, each in ratios)
    return None if is_alone else found


def parts_of(step: OwnStep, round: Round, behind: set[int]) -> list[tuple[float, TapeValue]]:
    """Return what is left of a step, one after another, without what is no part of the gradient.

    That are the rate, sums with what is remembered of rounds before, and roots of squares.
    """
    sign, node = step.sign, step.by
    found = [(sign, node)]
    while (inner := _inner(node, round, behind)) is not None:
        turned, node = inner
        sign *= turned
        found.append((sign, node))
    return found


def _inner(node: TapeValue, round: Round, behind: set[int]) -> tuple[float, TapeValue] | None:
    """What is left of a part of a step, and -1 where the sign is turned."""
    name = node.function.name if node.function else ""
    made = node.made_of
    if name == "USub":
        return -1.0, made[0]
    if len(made) != 2 or name not in ("Add", "Sub", "Mult", "Div"):
        return None
    left, right = (id(each) in behind for each in made)
    if name in ("Add", "Sub") and left != right:
        return (1.0 if left or name == "Add" else -1.0), made[0] if left else made[1]
    if name == "Div" and left and right:
        return 1.0, made[0]
    if name in ("Mult", "Div") and left != right and (left or name == "Mult"):
        inner, other = (made[0], made[1]) if left else (made[1], made[0])
        if is_rate(other, round):
            return (-1.0 if float(np.asarray(other.value)) < 0 else 1.0), inner
    return None


def is_rate(node: TapeValue, round: Round) -> bool:
    """Whether a factor of a step is one of most steps, or is written, or named as a rate."""
    if np.ndim(node.value) or round.parameters_of(node):
        return False
    meant = meaning(node.event.name or node.event.place.text) if node.event else None
    is_named = meant is not None and meant.kind == "rate"
    return node.event is None or is_named or float(node.value) in round.rates
