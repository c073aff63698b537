"""Two runs side by side: in which settings they differ, and from which step on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from tutor.playground.setup import Setup
from tutor.plots.numbers import shown
from tutor.runs.run import LiveRun
from tutor.runs.store import KeptRun

_UNSAID = ("hidden",)


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two runs part."""

    step: int | None
    """The first step after which their weights differ; 0: from the start; None: they do not."""
    sentence: str


def setting_differences(first: KeptRun, second: KeptRun) -> list[tuple[str, str, str]]:
    """Return the settings that differ: name, value of the first, value of the second."""
    names = dict.fromkeys([*first.settings, *second.settings])
    pairs = ((name, _value(first, name), _value(second, name)) for name in names)
    return [(name, str(one), str(other)) for name, one, other in pairs if one != other]


def _value(run: KeptRun, name: str) -> object:
    return run.settings.get(name, Setup(run.settings).value(name) if name not in _UNSAID else (32,))


def first_difference(
    first: KeptRun,
    second: KeptRun,
    stopped: Callable[[], bool],
    tell: Callable[[int, int], None] = lambda step, last: None,
) -> Difference:
    """Repeat both runs step by step until their weights differ.

    `tell` is told before each step how many were the same, of how many at most.
    """
    last = min(_steps(first), _steps(second))
    pairs = zip(_weights(first), _weights(second), strict=False)
    for step, (one, other) in enumerate(pairs):
        tell(step, last)
        if stopped():
            return Difference(None, "Stopped before a difference was found.")
        if one.shape != other.shape:
            return Difference(0, f"From the start: {one.size} parameters against {other.size}.")
        if not np.array_equal(one, other):
            far = shown(float(np.abs(one - other).max()), 3)
            where = "From the start" if not step else f"From step {step} on"
            return Difference(step, f"{where} the weights differ, at first by at most {far}.")
        if step >= last:
            break
    return Difference(None, f"The weights are the same, bit for bit, through all {last} steps.")


def _steps(run: KeptRun) -> int:
    return int(run.last("step") or 0)


def repeated(run: KeptRun) -> LiveRun:
    """Return a kept run to be trained again, with its changes at their steps."""
    return LiveRun(run.settings, changes=run.changes)


def _weights(kept: KeptRun) -> Iterator[Array]:
    """Yield the weights before the first step and after each one."""
    run = repeated(kept)
    yield run.training.network.parameters
    while not run.finished:
        run.step()
        yield run.training.network.parameters
