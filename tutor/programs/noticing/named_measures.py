"""MAE, RMSE, MSE and R² by their names, that are something else by their numbers.

The errors are known, as arrays or one by one: what is told is told where a number is exactly what
a usual slip makes of them, and not what its name says.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tutor.programs.expressions import respelled, sign
from tutor.programs.noticing.determination import KIND as OTHER_PARTS
from tutor.programs.noticing.gathered import FEWEST, gathered_differences
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.score_names import named_values
from tutor.programs.noticing.signed_errors import KIND as CANCELLED
from tutor.programs.recorded import Event, Recorded

_MEASURES = {
    "MAE": re.compile(r"(?:^|_)(?:mae|mean_abs\w*)(?:_|$)"),
    "RMSE": re.compile(r"(?:^|_)(?:rmse|rms_error|root_mean_sq\w*)(?:_|$)"),
    "MSE": re.compile(r"(?:^|_)(?:mse|mean_sq\w*)(?:_|$)"),
    "R²": re.compile(r"(?:^|_)(?:r2|r_2|r_?sq|r_?squared|r2_?score|determination)(?:_|$)"),
    "spread": re.compile(r"(?:^|_)(?:std|stds|stddev|std_dev)(?:_|$)"),
}
_OTHERS = re.compile(r"adj|log|norm|rel|pct|per_|percent|expl|loss|cost|grad|d_")
"""What such a word stands beside where something else is made of it."""
_MOST_GAPS, _MOST_RUNS = 60, 3
"""Differences that are looked at, and how often one place is."""
_ABOUT_ZERO = 0.5
"""How far from 0, in spreads, the mean of centred targets may lie."""
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class _Slip:
    """A number that a slip makes of errors, and what is said of it."""

    number: float
    said: str
    part: float | None = None
    """The part of it that is wrong, where it is not the whole."""
    kind: str = "another measure"


@dataclass(frozen=True, slots=True, eq=False)
class _Gap:
    """Errors, and what they are the difference of."""

    event: Event

    @property
    def errors(self) -> Array:
        return _numbers(self.event)

    @property
    def sides(self) -> list[Event]:
        return self.event.operands

    def right(self, measure: str) -> list[float]:
        """Return what a measure may rightly be."""
        e = self.errors
        squares, n = float(e @ e), len(e)
        rows = len(self.event.value.array)
        match measure:
            case "MAE":
                return [float(np.abs(e).mean()), float(np.median(np.abs(e)))]
            case "RMSE":
                return [(squares / n) ** 0.5, (squares / rows) ** 0.5]
            case "MSE":
                return [squares / n, squares / rows, squares / n / 2, squares / rows / 2]
            case "spread":
                return [(squares / n) ** 0.5, (squares / (n - 1)) ** 0.5]
        totals = [_about_mean(_numbers(side)) for side in self.sides]
        return [1 - squares / total for total in totals if total]

    def slips(self, measure: str) -> Iterator[_Slip]:
        """Yield what slips make of a measure."""
        e = self.errors
        squares, n = float(e @ e), len(e)
        cancel = "Errors above and below cancel out here: "
        match measure:
            case "MAE":
                for number in (e.mean(), -e.mean()):
                    said = f"{cancel}the MAE is the mean of their sizes, abs."
                    yield _Slip(float(number), said, kind=CANCELLED)
                yield _Slip(squares / n, "This is the mean of the squares; MAE is that of abs.")
            case "RMSE":
                told = "This is the mean of the squares; what is called RMSE is the root of it."
                yield _Slip(squares / n, told, kind="no root")
                told = f"What is called RMSE is the root of a mean: divide by {n} under the root."
                yield _Slip(squares**0.5 / n, told, kind="no mean under the root")
                told = f"{cancel}square each of them first."
                yield _Slip(abs(float(e.mean())), told, kind=CANCELLED)
                told = "This is the mean size of the errors: square them before the mean is taken."
                yield _Slip(float(np.abs(e).mean()), told, kind="no mean under the root")
            case "MSE":
                for number in (e.mean() ** 2, e.mean(), -e.mean()):
                    said = f"{cancel}the MSE is the mean of the squares."
                    yield _Slip(float(number), said, kind=CANCELLED)
            case "spread" if abs(e.mean()) <= 1e-9 * np.abs(e).mean():
                said = "This is the variance: the standard deviation is the root of it."
                for number in (squares / n, squares / (n - 1)):
                    yield _Slip(number, said, kind="divided by the variance")
            case "R²":
                yield from self._slips_of_r2(squares, n)

    def _slips_of_r2(self, squares: float, n: int) -> Iterator[_Slip]:
        for side in self.sides:
            values = _numbers(side)
            total, raw = _about_mean(values), float(values @ values)
            if not total or len(values) != n:
                continue
            yield _Slip(squares / total, "This is the share that is left: R² is 1 minus it.")
            for mixed in (squares / n / total, squares * n / total):
                said = (
                    "Of the two parts of R² one is a sum, the other a mean: take the same of both."
                )
                yield _Slip(1 - mixed, said)
            if abs(values.mean()) > _ABOUT_ZERO * values.std():
                said = (
                    f"The squares of {side.place.text} are added up here, and R² is held against "
                    "their spread about the mean: take the mean away first."
                )
                yield _Slip(1 - squares / raw, said, part=raw)


def misnamed_measures(recorded: Recorded) -> Iterator[Noticed]:
    """mae = sum(g - t for g, t in zip(guesses, targets)) / n; ss_tot = np.sum(t ** 2) of an R²."""
    known = _measures(recorded.program.code)
    gaps = _gaps(recorded) if known else []
    told: set[int] = set()
    for event in recorded.operations if gaps else ():
        measure = known.get((event.line, respelled(event.place.text)))
        if measure is None or event.value.array.size != 1 or id(event.place) in told:
            continue
        told.add(id(event.place))
        found = _slip(measure, event, [gap for gap in gaps if gap.event.number <= event.number])
        if found is not None:
            kind = OTHER_PARTS if measure == "R²" else found.kind
            yield Noticed(_made(found, event, recorded), kind, found.said)


def _slip(measure: str, event: Event, gaps: Sequence[_Gap]) -> _Slip | None:
    """What a number is instead of its name, None where it is that or nothing known."""
    number = float(event.value.array.ravel()[0])
    if not np.isfinite(number) or any(_is(number, r) for gap in gaps for r in gap.right(measure)):
        return None
    slips = (slip for gap in reversed(gaps) for slip in gap.slips(measure))
    return next((slip for slip in slips if _is(number, slip.number)), None)


def _is(one: float, other: float) -> bool:
    return bool(np.isclose(one, other, rtol=1e-9, atol=0))


def _gaps(recorded: Recorded) -> list[_Gap]:
    """The differences that may be errors, those of each place that were taken first and last."""
    arrays = [event for event in recorded.operations if _is_row(event)]
    every = sorted([*arrays, *gathered_differences(recorded)], key=lambda event: event.number)
    runs: Counter[int] = Counter()
    found: list[_Gap] = []
    for event in reversed(every):
        runs[id(event.place)] += 1
        if runs[id(event.place)] <= _MOST_RUNS and np.isfinite(_numbers(event)).all():
            found.append(_Gap(event))
    return found[:_MOST_GAPS][::-1]


def _is_row(event: Event) -> bool:
    array = event.value.array
    return (
        sign(event.place.text) == "Sub"
        and 0 < array.ndim < 3
        and array.size >= FEWEST
        and not event.value.cut
        and len(event.operands) == 2
    )


def _numbers(event: Event) -> Array:
    return np.asarray(event.value.array, dtype=float).ravel()


def _about_mean(values: Array) -> float:
    """The sum of the squares about the mean."""
    return float(((values - values.mean()) ** 2).sum()) if len(values) else 0.0


def _made(slip: _Slip, event: Event, recorded: Recorded) -> Event:
    """Where the wrong part of a number was computed, if it is a part."""
    for each in recorded.operations if slip.part is not None else ():
        if each.number > event.number:
            break
        is_number = each.value.array.size == 1 and not each.value.is_array
        if is_number and _is(float(each.value.array.ravel()[0]), slip.part or 0.0):
            return each
    return event


@lru_cache(maxsize=16)
def _measures(code: str) -> Mapping[tuple[int, str], str]:
    """What is computed under the name of a measure, by its line and text, and goes on to no other.

    mse / n, or np.sqrt(rmse), is computed of what is no such measure yet.
    """
    found: dict[tuple[int, str], str] = {}
    for name, node in named_values(code):
        word = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name.rpartition(".")[2]).lower()
        measures = [each for each, words in _MEASURES.items() if words.search(word)]
        if len(measures) != 1 or _OTHERS.search(word):
            continue
        if not _goes_on(name, code, is_divided=measures[0] != "spread"):
            found.setdefault((node.lineno, ast.unparse(node)), measures[0])
    return found


def _goes_on(name: str, code: str, is_divided: bool) -> bool:
    """Whether a root or a power is taken of what has a name, or it is divided or taken from 1."""
    word = rf"(?<!\w){re.escape(name)}\b(?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\))?"
    later = rf"sqrt\(\s*{word}|{word}\s*\*\*"
    later += rf"|{word}\s*/|\b1(?:\.0?)?\s*-\s*{word}" if is_divided else ""
    return bool(re.search(later, code))
