"""What a sweep has found, summed up: each combination of settings over all its seeds."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.sweep import Result, Trial

_USUAL = ("val_accuracy", "accuracy", "val_loss", "loss")
_LEAST = ("loss", "ece", "rmse", "mae", "epoch", "seconds")


@dataclass(frozen=True, slots=True)
class SweepCell:
    """A combination of settings over all its seeds."""

    choice: Mapping[str, Any]
    values: tuple[float, ...]
    """The figure of each run that ended well."""
    ended: int
    diverged: int
    failed: int
    running: int = 0
    runs: int = 0
    """All runs that there are to do."""

    @property
    def mean(self) -> float:
        return sum(self.values) / len(self.values) if self.values else math.nan

    @property
    def spread(self) -> float:
        """The standard deviation over the seeds."""
        mean = self.mean
        return math.sqrt(sum((v - mean) ** 2 for v in self.values) / max(len(self.values), 1))


def figure_of(asked: str, results: Iterable[Result]) -> str:
    """The figure to compare: the one asked for, else the first usual one that was measured.

    That is the accuracy, on the validation set if there is one, and the loss of a regression.
    """
    if asked:
        return asked
    measured = {n for r in results for n, value in r.figures.items() if value is not None}
    return next((name for name in _USUAL if name in measured), "accuracy")


def least_is_best(figure: str) -> bool:
    """Whether a figure is the better the less it is: losses, calibration error, time."""
    return figure.endswith(_LEAST)


def cells(
    trials: Iterable[Trial], results: Iterable[Result], figure: str, running: Iterable[Trial] = ()
) -> list[SweepCell]:
    """All combinations in the order of the trials, with what is known of each so far."""
    combinations: dict[str, Trial] = {}
    names: dict[int, str] = {}
    for trial in trials:
        names[trial.number] = name = repr(trial.choice)
        combinations.setdefault(name, trial)
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(names[result.trial.number], []).append(result)
    under_way = Counter(names[trial.number] for trial in running)
    runs = Counter(names.values())
    return [
        _cell(trial.choice, groups.get(name, []), figure, under_way[name], runs[name])
        for name, trial in combinations.items()
    ]


def _cell(
    choice: Mapping[str, Any], group: Sequence[Result], figure: str, running: int, runs: int
) -> SweepCell:
    if not group:
        return SweepCell(choice, (), 0, 0, 0, running, runs)
    failed = [result for result in group if result.error]
    diverged = [result for result in group if result.diverged and not result.error]
    sound = [result for result in group if not result.diverged and not result.error]
    found = [result.figures.get(figure) for result in sound]
    values = tuple(value for value in found if value is not None and math.isfinite(value))
    return SweepCell(choice, values, len(group), len(diverged), len(failed), running, runs)


def best(found: Sequence[SweepCell], figure: str) -> SweepCell | None:
    """The combination with the best mean, least or most as the figure wants it."""
    known = [cell for cell in found if cell.values]
    order = min if least_is_best(figure) else max
    return order(known, key=lambda cell: cell.mean) if known else None


def reasons(results: Iterable[Result]) -> list[tuple[str, int]]:
    """Why runs failed, with how many there were of each, the most frequent first."""
    return Counter(result.error for result in results if result.error).most_common()
