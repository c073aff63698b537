"""Whether a learner's network went the engine's way, and if not, where they part and how."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from engine.arrays import Array
from tutor.own_networks.beside import BesideOwn
from tutor.own_networks.own_run import OwnRun
from tutor.plots.numbers import shown

CLOSE = 1e-6
"""How far apart, relative to the largest move, two moves may be that are called equal."""
_ROUNDING = 1e-12  # relative to the largest number, what rounding alone may come to
_STEADY = 1e-4  # how far apart, relative, numbers may be that are called a multiple

Parts = dict[str, slice]


@dataclass(frozen=True, slots=True)
class OwnVerdict:
    """What is to be said of a learner's run beside the engine's."""

    sentence: str
    step: int | None = None
    """The first step that parts from the engine's, counted from 1; None where none does."""
    is_right: bool = True


def judged(own: OwnRun) -> OwnVerdict:
    """Compare each of the first steps, then each epoch; the engine trains on a run of its own."""
    twin, parts = BesideOwn(own), _parts(own.sizes)
    network = twin.training.network
    for step, (before, after) in enumerate(pairwise(own.early), 1):
        twin.step()
        if told := _parting(before, after, network.parameters, parts):
            return OwnVerdict(f"Step {step} parts from the engine's: {told}", step, False)
    steps = sum(map(len, own.batches))
    if (epoch := _parted_epoch(own)) is not None:
        return OwnVerdict(
            f"The first {len(own.early) - 1} steps are the engine's, but what epoch {epoch} comes "
            "to is not.",
            own.first_step_of(epoch - 1),
            False,
        )
    return OwnVerdict(
        f"Yours went the engine's way: all {steps:,} steps in {len(own.batches)} epochs, "
        f"{own.epochs.shape[1]} numbers each."
    )


def _parted_epoch(own: OwnRun) -> int | None:
    """Return the first epoch that the engine ends elsewhere, from where the learner's began."""
    training = BesideOwn(own).training
    keeps_nothing = not training.optimizer.state()
    for epoch, (before, after) in enumerate(pairwise(own.epochs), 1):
        if keeps_nothing:  # rounding does not add up then
            training.network.parameters[...] = before
        if next(training, None) is None:
            return None
        if np.isfinite(after).all() and not _same(after, training.network.parameters, before):
            return epoch
    return None


def _same(one: Array, other: Array, before: Array) -> bool:
    """Whether a parameter has moved to the same place."""
    if not np.isfinite(other).all():
        return not np.isfinite(one).all()
    move = float(np.abs(other - before).max(initial=0.0))
    size = float(np.abs(other).max(initial=0.0))
    return float(np.abs(one - other).max(initial=0.0)) <= CLOSE * move + _ROUNDING * size


def _parting(before: Array, after: Array, engine: Array, parts: Parts) -> str:
    """Return which parameters have gone elsewhere in a step, and how; "" where none has."""
    parted: dict[str, list[str]] = {}
    with np.errstate(all="ignore"):
        for name, part in parts.items():
            if not _same(after[part], engine[part], before[part]):
                how = _how(after[part] - before[part], engine[part] - before[part])
                parted.setdefault(how, []).append(name)
    told = [
        f"{', '.join(names)} {how if len(names) > 1 else how.replace('move ', 'moves ', 1)}"
        for how, names in parted.items()
    ]
    agreeing = [name for name in parts if not any(name in names for names in parted.values())]
    agree = f"; {', '.join(agreeing)} as it does" if told and agreeing else ""
    return f"{'; '.join(told)}{agree}." if told else ""


def _how(own: Array, engine: Array) -> str:
    """Return how a move stands to the engine's."""
    if not np.isfinite(own).all():
        return "move to numbers that are not finite"
    if not own.any():
        return "move not at all"
    largest = int(np.abs(engine).argmax())
    if engine[largest]:
        factor = float(own[largest] / engine[largest])
        if np.abs(own - factor * engine).max() <= _STEADY * np.abs(own).max():
            if factor < 0:
                times = "as far" if abs(factor + 1) < _STEADY else f"{shown(-factor)} times as far"
                return f"move {times} and the other way"
            return f"move {shown(factor)} times as far"
    return "move elsewhere"


def _parts(sizes: tuple[int, ...]) -> Parts:
    """Return where the parameters of each layer are in one vector."""
    parts, start = {}, 0
    for layer, (below, above) in enumerate(pairwise(sizes), 1):
        for name, size in ((f"W{layer}", below * above), (f"b{layer}", above)):
            parts[name] = slice(start, start + size)
            start += size
    return parts
