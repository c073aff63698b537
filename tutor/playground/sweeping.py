"""A sweep as it is written, kept and summed up: axes from text, results as JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.sweep import FIGURES, Between, Result, Trial, grid, random

MOST_TRIALS = 10_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be swept; `draws` 0 is the whole grid."""

    base: Mapping[str, Any]
    axes: Mapping[str, Sequence[Any] | Between]
    seeds: int = 1
    draws: int = 0
    figure: str = "accuracy"
    """What the table shows."""

    def trials(self) -> list[Trial]:
        """All runs there are to do; raises ValueError for plans that are none."""
        if not self.axes:
            raise ValueError("a sweep needs a setting to vary, such as learning_rate=0.01,0.1")
        if self.figure not in FIGURES:
            raise ValueError(f"there is no figure {self.figure}; known are {', '.join(FIGURES)}")
        seeds = range(self.seeds)
        if self.draws:
            self._check(self.draws * self.seeds)
            return random(self.axes, self.base, seeds, draws=self.draws)
        lists: dict[str, Sequence[Any]] = {}
        for name, values in self.axes.items():
            if isinstance(values, Between):
                raise ValueError(f"{name} is a range: say how many draws are to be made of it")
            lists[name] = values
        self._check(math.prod(map(len, lists.values())) * self.seeds)
        return grid(lists, self.base, seeds)

    def _check(self, number: int) -> None:
        if number > MOST_TRIALS:
            raise ValueError(f"{number:,} runs are too many, the limit is {MOST_TRIALS:,}")


def key(trial: Trial) -> str:
    """What tells a trial from all others, however a sweep was begun."""
    return json.dumps(trial.settings, sort_keys=True, default=list)


def line(result: Result) -> str:
    """A result as a line of JSON."""
    told = {
        "settings": dict(result.trial.settings),
        "choice": dict(result.trial.choice),
        "seed": result.trial.seed,
        **{name: _json(value) for name, value in result.figures.items()},
        "diverged": result.diverged,
        "error": result.error,
    }
    return json.dumps(told)


def read_results(path: Path, trials: Iterable[Trial]) -> list[Result]:
    """The results in a file of `line`s that belong to these trials; a torn last line is left out.

    Raises ValueError for a file of something else.
    """
    if not path.exists():
        return []
    by_key = {key(trial): trial for trial in trials}
    found: dict[str, Result] = {}
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, text in enumerate(lines, start=1):
        try:
            told = json.loads(text)
            trial = by_key.get(json.dumps(told["settings"], sort_keys=True))
        except (ValueError, KeyError, TypeError):
            if number == len(lines):
                break
            raise ValueError(f"{path}:{number}: this is no result of a sweep") from None
        if trial is not None:
            figures = {name: _number(told.get(name)) for name in FIGURES}
            found[key(trial)] = Result(trial, figures, told["diverged"], told["error"])
    return list(found.values())


def table(results: Iterable[Result]) -> str:
    """The results as CSV: a row a run, its choices and its figures."""
    ordered = sorted(results, key=lambda result: result.trial.number)
    names = list(ordered[0].trial.choice) if ordered else []
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*names, "seed", *FIGURES, "diverged", "error"])
    for result in ordered:
        choice = [written(result.trial.choice[name]) for name in names]
        figures = [_json(result.figures.get(name)) for name in FIGURES]
        row = [*choice, result.trial.seed, *figures, result.diverged, result.error]
        writer.writerow(["" if value is None else value for value in row])
    return text.getvalue()


@dataclass(frozen=True, slots=True)
class Cell:
    """A combination of settings over all its seeds."""

    choice: Mapping[str, Any]
    values: tuple[float, ...]
    """The figure of each run that did not diverge or fail."""
    runs: int
    broken: int

    @property
    def mean(self) -> float:
        return sum(self.values) / len(self.values) if self.values else math.nan

    @property
    def spread(self) -> float:
        """The standard deviation over the seeds."""
        mean = self.mean
        return math.sqrt(sum((v - mean) ** 2 for v in self.values) / max(len(self.values), 1))


def cells(results: Iterable[Result], figure: str) -> list[Cell]:
    """The results by their choices, in the order of the trials."""
    groups: dict[str, list[Result]] = {}
    for result in sorted(results, key=lambda result: result.trial.number):
        name = json.dumps(dict(result.trial.choice), default=list)
        groups.setdefault(name, []).append(result)
    return [_cell(group, figure) for group in groups.values()]


def _cell(group: list[Result], figure: str) -> Cell:
    sound = [result for result in group if not result.diverged and not result.error]
    found = [result.figures.get(figure) for result in sound]
    values = tuple(value for value in found if value is not None and math.isfinite(value))
    return Cell(group[0].trial.choice, values, len(group), len(group) - len(sound))


def best(found: Sequence[Cell], figure: str) -> Cell | None:
    """The combination with the best mean: the least loss or ECE, the most of anything else."""
    known = [cell for cell in found if cell.values]
    least = figure.endswith(("loss", "ece", "seconds"))
    order = min if least else max
    return order(known, key=lambda cell: cell.mean) if known else None


def written(value: Any) -> str:
    """A setting as it is written in tables: 32-16 for layers."""
    if isinstance(value, tuple | list):
        return "-".join(map(str, value)) or "none"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _json(value: float | None) -> float | str | None:
    return str(value) if value is not None and not math.isfinite(value) else value


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
