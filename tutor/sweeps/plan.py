"""A sweep as it is written and kept: a plan from words, results as JSON lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from engine.sweep import FIGURES, Between, Result, Trial, grid, random
from tutor.sweeps.axes import read_axes, shown_value, words, written_axis

MOST_TRIALS = 10_000
SETUP = "setup"
"""Names the axis of set-ups that differ in several settings at once."""
_EXAMPLE = "such as learning_rate=0.01,0.1"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be swept; `draws` 0 is the whole grid."""

    base: Mapping[str, Any]
    axes: Mapping[str, Sequence[Any] | Between]
    seeds: int = 1
    draws: int = 0
    figure: str = ""
    """What the table shows; none: what suits the data."""
    setups: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """The settings behind each value of the axis SETUP, if there is one."""

    @classmethod
    def of_setups(
        cls, base: Mapping[str, Any], setups: Mapping[str, Mapping[str, Any]], **more: Any
    ) -> Plan:
        """Whole set-ups beside each other, each with a name; `more` as for other plans."""
        return cls(base, {SETUP: tuple(setups)}, setups=setups, **more)

    def trials(self) -> list[Trial]:
        """All runs there are to do; raises ValueError for plans that are none."""
        if not self.axes:
            raise ValueError(f"a sweep needs a setting to vary, {_EXAMPLE}")
        self._check_figure()
        first = int(self.base.get("seed") or 0)
        seeds = range(first, first + self.seeds)
        if "seed" in self.axes and self.seeds > 1:
            raise ValueError("give seeds=N, or vary the seed, not both")
        for name, values in self.axes.items():
            self._check_axis(name, values)
        if self.draws:
            self._check_number(self.draws * self.seeds)
            try:
                return random(self.axes, self.base, seeds, draws=self.draws)
            except ValueError as error:
                raise ValueError(f"{error}; leave draws out to run them all") from None
        lists = {name: v for name, v in self.axes.items() if not isinstance(v, Between)}
        self._check_number(math.prod(map(len, lists.values())) * self.seeds)
        trials = grid(lists, {} if self.setups else self.base, seeds)
        return [self._set_up(trial) for trial in trials] if self.setups else trials

    def _set_up(self, trial: Trial) -> Trial:
        setup = self.setups[trial.choice[SETUP]]
        return replace(trial, settings={**self.base, "seed": trial.seed, **setup})

    def _check_figure(self) -> None:
        if self.figure and self.figure not in FIGURES:
            raise ValueError(f"there is no figure {self.figure}; known are {', '.join(FIGURES)}")
        held_out = self.base.get("validation_split") or "validation_split" in self.axes
        if self.figure.startswith("val_") and not held_out:
            raise ValueError(
                f"{self.figure} needs examples that are held out: set validation_split first"
            )

    def _check_axis(self, name: str, values: Sequence[Any] | Between) -> None:
        if isinstance(values, Between):
            if not self.draws:
                raise ValueError(
                    f"{name} is a range: say how many draws are to be made of it, as draws=20"
                )
            return
        if not values:
            raise ValueError(f"{name} has no values to try")
        twice = next((v for place, v in enumerate(values) if v in values[:place]), ...)
        if twice is not ...:
            raise ValueError(f"{name} has {shown_value(name, twice)} twice; once is enough")

    def _check_number(self, number: int) -> None:
        if number > MOST_TRIALS:
            raise ValueError(
                f"{number:,} runs are too many, the limit is {MOST_TRIALS:,}; take fewer values "
                "or seeds, or draw some combinations at random, as with draws=100"
            )


def read_plan(base: Mapping[str, Any], text: str) -> Plan:
    """Read "lr=0.1,1 hidden=8;32 seeds=3 figure=loss"; raises ValueError with the reason."""
    numbers, figure, varied = {"seeds": 1, "draws": 0}, "", []
    for word in words(text):
        name, _, value = (part.strip() for part in word.partition("="))
        if name in numbers:
            if not value.isdecimal() or int(value) < 1:
                raise ValueError(f"{word}: {name} is a whole number from 1 up")
            numbers[name] = int(value)
        elif name == "figure":
            figure = value
        else:
            varied.append(word)
    plan = Plan(base, read_axes(varied), numbers["seeds"], numbers["draws"], figure)
    plan.trials()
    return plan


def written_plan(plan: Plan) -> str:
    """What varies, as `read_plan` reads it; set-ups are only counted, and not read again."""
    told = [written_axis(name, axis) for name, axis in plan.axes.items()]
    if plan.setups:
        told = [f"{len(plan.setups)} set-ups"]
    told += [f"seeds={plan.seeds}"] * (plan.seeds > 1)
    told += [f"draws={plan.draws}"] * (plan.draws > 0)
    return " ".join([*told, *[f"figure={plan.figure}"] * bool(plan.figure)])


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


def read_line(text: str, trial: Trial) -> Result:
    """The result of this trial from its `line`; raises ValueError where it is none."""
    try:
        told = json.loads(text)
        figures = {} if told["error"] else {name: _number(told.get(name)) for name in FIGURES}
        return Result(trial, figures, str(told["diverged"]), str(told["error"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no result of a sweep ({error})") from None


def read_results(path: Path, trials: Iterable[Trial]) -> list[Result]:
    """The results in a file of `line`s that belong to these trials; a torn line is left out.

    Raises ValueError for a file of something else, or one that cannot be read.
    """
    if not path.exists():
        return []
    if not path.is_file():
        raise ValueError(f"{path}: results are kept in a file, and this is none")
    by_key = {key(trial): trial for trial in trials}
    found: dict[str, Result] = {}
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise ValueError(f"{path}: {error.strerror}") from None
    for number, text in enumerate(lines, start=1):
        try:
            told = json.dumps(json.loads(text)["settings"], sort_keys=True)
            if told in by_key:
                found[told] = read_line(text, by_key[told])
        except (ValueError, KeyError, TypeError, RecursionError):
            if not text.startswith('{"settings"'):
                raise ValueError(f"{path}:{number}: this is no result of a sweep") from None
    return list(found.values())


def table(results: Iterable[Result]) -> str:
    """The results as CSV: a row a run, its choices and its figures."""
    ordered = sorted(results, key=lambda result: result.trial.number)
    names = list(ordered[0].trial.choice) if ordered else []
    seed = [] if "seed" in names else ["seed"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*names, *seed, *FIGURES, "diverged", "error"])
    for result in ordered:
        choice = [_plain(name, result.trial.choice[name]) for name in names]
        figures = [_json(result.figures.get(name)) for name in FIGURES]
        row = [*choice, *[result.trial.seed] * len(seed), *figures, result.diverged, result.error]
        writer.writerow(["" if value is None else value for value in row])
    return text.getvalue()


def _plain(name: str, value: Any) -> Any:
    """A choice in the table: numbers in full, all else as it is shown."""
    return value if isinstance(value, float) else shown_value(name, value)


def _json(value: float | None) -> float | str | None:
    return str(value) if value is not None and not math.isfinite(value) else value


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
