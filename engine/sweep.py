"""Many runs that differ in a few settings: a grid or random draws of them, over several seeds.

    trials = grid({"learning_rate": (0.01, 0.1), "hidden": ((8,), (32,))}, base, seeds=range(3))
    with ProcessPoolExecutor() as executor:
        for result in sweep(trials, executor):
            print(result.trial.choice, result.figures["accuracy"])

Any `concurrent.futures.Executor` will do; leave out trials that are done to go on with a sweep.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from engine.experiment import Experiment
from engine.snapshots import Snapshot

_MEASURED = (
    *("loss", "accuracy", "macro_f1", "micro_f1", "weighted_f1", "auc", "top2", "ece"),
    *("rmse", "mae", "r2"),
)
FIGURES = (*_MEASURED, *(f"val_{name}" for name in _MEASURED), "epoch", "seconds")
"""What is measured of each run; None where it was not."""

CURVES = ("loss", "accuracy", "val_loss", "val_accuracy")
_MOST_POINTS = 200  # of a curve


@dataclass(frozen=True, slots=True)
class Between:
    """Numbers from `low` to `high` to draw from; on a log scale, the powers are drawn evenly."""

    low: float
    high: float
    log: bool = False
    whole: bool = False
    """Whether only whole numbers are drawn, both ends among them."""

    def __post_init__(self) -> None:
        if not self.low < self.high or (self.log and self.low <= 0):
            raise ValueError(f"nothing to draw between {self.low:g} and {self.high:g}")

    def draw(self, rng: np.random.Generator) -> float:
        if self.whole and not self.log:
            return int(rng.integers(int(self.low), int(self.high), endpoint=True))
        if self.log:
            value = math.exp(rng.uniform(math.log(self.low), math.log(self.high)))
        else:
            value = rng.uniform(self.low, self.high)
        value = min(max(value, self.low), self.high)
        return round(value) if self.whole else float(value)

    @property
    def count(self) -> float:
        """How many different numbers there are to draw."""
        return self.high - self.low + 1 if self.whole else math.inf


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a sweep."""

    number: int
    settings: Mapping[str, Any]
    choice: Mapping[str, Any]
    """The settings that the sweep varies."""
    seed: int


@dataclass(frozen=True, slots=True)
class Result:
    """How a trial ended: its figures, or why it could not be run."""

    trial: Trial
    figures: Mapping[str, float | None] = field(default_factory=dict)
    diverged: str = ""
    error: str = ""
    curves: Mapping[str, tuple[float | None, ...]] = field(default_factory=dict)
    """What CURVES were after the epochs under "epoch", where they were asked for."""


def grid(
    axes: Mapping[str, Sequence[Any]], base: Mapping[str, Any], seeds: Iterable[int] = (0,)
) -> list[Trial]:
    """Every combination of the values, with each seed; raises ValueError for an empty axis."""
    for name, values in axes.items():
        if not values:
            raise ValueError(f"{name} has no values to try")
    choices = [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]
    return _trials(choices, base, seeds)


def random(
    axes: Mapping[str, Sequence[Any] | Between],
    base: Mapping[str, Any],
    seeds: Iterable[int] = (0,),
    *,
    draws: int,
    seed: int = 0,
) -> list[Trial]:
    """So many different combinations drawn at random; more draws begin with the same ones.

    Raises ValueError where there are not so many.
    """
    there_are = math.prod(
        values.count if isinstance(values, Between) else len(set(values))
        for values in axes.values()
    )
    if draws > there_are:
        raise ValueError(f"there are {there_are:,} combinations, too few for {draws:,} draws")
    rng = np.random.default_rng(seed)
    drawn: dict[tuple[Any, ...], dict[str, Any]] = {}
    while len(drawn) < draws:
        choice = _drawn(axes, rng)
        drawn.setdefault(tuple(choice.values()), choice)
    return _trials(list(drawn.values()), base, seeds)


def _drawn(axes: Mapping[str, Sequence[Any] | Between], rng: np.random.Generator) -> dict[str, Any]:
    return {
        name: values.draw(rng)
        if isinstance(values, Between)
        else values[int(rng.integers(len(values)))]
        for name, values in axes.items()
    }


def _trials(
    choices: list[dict[str, Any]], base: Mapping[str, Any], seeds: Iterable[int]
) -> list[Trial]:
    pairs = itertools.product(choices, seeds)
    return [
        Trial(number, {**base, "seed": seed, **choice}, choice, choice.get("seed", seed))
        for number, (choice, seed) in enumerate(pairs)
    ]


def run_trial(trial: Trial) -> Result:
    """Train to the end; a run that diverges or cannot be built is a result, no exception."""
    return _trained(trial, curves=False)


def run_with_curves(trial: Trial) -> Result:
    """As `run_trial`, with the curves of the run."""
    return _trained(trial, curves=True)


def _trained(trial: Trial, *, curves: bool) -> Result:
    try:
        training = Experiment.of(**trial.settings).start()
        every = -(-training.config.epochs // _MOST_POINTS)
        kept: list[Snapshot] = []
        for last in training:
            if curves and (last.epoch % every == 0 or last.final):
                kept.append(last)
    except Exception as error:  # whatever is wrong with one run, the others go on
        return Result(trial, error=str(error) or type(error).__name__)
    figures = {name: _plain(getattr(last, name)) for name in FIGURES}
    drawn = {
        name: tuple(_plain(getattr(shot, name)) for shot in kept)
        for name in (("epoch", *CURVES) if curves else ())
    }
    diverged = last.diverged.message if last.diverged else ""
    return Result(trial, figures, diverged=diverged, curves=drawn)


class Workers(Protocol):
    """What carries trials out: an executor, of this machine or of many."""

    def submit(self, work: Callable[[Trial], Result], trial: Trial, /) -> Future[Result]:
        """Hand a trial over."""


def sweep(
    trials: Iterable[Trial],
    executor: Workers,
    *,
    at_once: int = 4,
    stopped: Callable[[], bool] = lambda: False,
    begun: Callable[[Trial], None] = lambda trial: None,
    run: Callable[[Trial], Result] = run_trial,
) -> Iterator[Result]:
    """Yield the results as they come; no more than `at_once` trials are handed over at a time.

    While `stopped` says so, no trial is begun, and those under way are still yielded. `begun` is
    told of each trial that is handed over. An executor that breaks raises its own error, after
    the results that had come in by then.
    """
    waiting = iter(trials)
    under_way: set[Future[Result]] = set()
    while True:
        room = 0 if stopped() else at_once - len(under_way)
        for trial in itertools.islice(waiting, room):
            under_way.add(executor.submit(run, trial))
            begun(trial)
        if not under_way:
            return
        done, under_way = wait(under_way, timeout=0.2, return_when=FIRST_COMPLETED)
        for future in sorted(done, key=lambda future: future.exception() is not None):
            yield future.result()


def _plain(value: float | None) -> float | None:
    return None if value is None else float(value)
