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
from tutor.programs.values import Value

_MEASURES = {
    "MAE": re.compile(r"(?:^|_)(?:mae|mean_abs\w*)(?:_|$)"),
    "RMSE": re.compile(r"(?:^|_)(?:rmse|rms_error|root_mean_sq\w*)(?:_|$)"),
    "MSE": re.compile(r"(?:^|_)(?:mse|mean_sq\w*)(?:_|$)"),
    "R²": re.compile(r"(?:^|_)(?:r2|r_2|r_?sq|r_?squared|r2_?score|determination)(?:_|$)"),
    "spread": re.compile(r"(?:^|_)(?:std|stds|stddev|std_dev)(?:_|$)"),
}
_OTHERS = re.compile(r"adj|log|norm|rel|pct|per_|percent|expl|loss|cost|grad|d_")
"""What such a word stands beside where something else is made of it."""
_MOST_OUTPUTS = 12
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
    whole: Event | None = None
    """The errors of all outputs, where these are those of one."""

    @property
    def tables(self) -> list[Array]:
        """What all errors are the difference of."""
        return [_numbers(side) for side in (self.whole or self.event).operands]

    def of_each(self, outputs: int) -> list[_Gap]:
        """Return the errors of each output, from those of all; none where they are not so many."""
        shapes = {each.value.array.shape for each in (self.event, *self.sides)}
        shape = self.event.value.array.shape
        if len(shapes) > 1 or len(shape) != 2 or shape.count(outputs) != 1 or max(shape) < FEWEST:
            return []
        axis = shape.index(outputs)
        return [_Gap(_part(self.event, axis, n), self.event) for n in range(outputs)]

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
                for number in (e.mean(), -e.mean(), abs(e.mean())):
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
            case "spread":
                said = "This is the variance: the standard deviation is the root of it."
                is_centred = abs(e.mean()) <= 1e-9 * np.abs(e).mean()
                for number in (squares / n, squares / (n - 1)):
                    told_of = number if is_centred else np.nan
                    yield _Slip(told_of, said, kind="divided by the variance")
            case "R²":
                yield from self._slips_of_r2(squares, n)

    def _slips_of_r2(self, squares: float, n: int) -> Iterator[_Slip]:
        for side, table in zip(self.sides, self.tables, strict=True):
            values = _numbers(side)
            total, raw = _about_mean(values) or np.nan, float(values @ values)
            yield _Slip(squares / total, "This is the share that is left: R² is 1 minus it.")
            for mixed in (squares / n / total, squares * n / total):
                said = "Of the two parts of R² one is a sum, the other a mean: take both alike."
                yield _Slip(1 - mixed, said)
            is_raw = abs(values.mean()) > _ABOUT_ZERO * values.std()
            said = (
                f"The squares of {side.place.text} are added up here, and R² is held against "
                "their spread about the mean: take the mean away first."
            )
            yield _Slip(1 - squares / raw if is_raw else np.nan, said, part=raw)
            about_all = float(((values - table.mean()) ** 2).sum())
            said = "This is the spread about one mean of all outputs: take that of each."
            is_other = len(table) > len(values)
            yield _Slip(1 - squares / about_all if is_other else np.nan, said, part=about_all)


def misnamed_measures(recorded: Recorded) -> Iterator[Noticed]:
    """mae = sum(g - t for g, t in zip(guesses, targets)) / n; ss_tot = np.sum(t ** 2) of an R²."""
    known = _measures(recorded.program.code)
    gaps = _gaps(recorded) if known else []
    told: set[int] = set()
    for event in recorded.operations if gaps else ():
        measure = known.get((event.line, respelled(event.place.text)))
        if measure is None or event.value.array.ndim > 1 or id(event.place) in told:
            continue
        told.add(id(event.place))
        before = [gap for gap in gaps if gap.event.number <= event.number]
        found = _slip(measure, event, before)
        if found is not None:
            kind = OTHER_PARTS if measure == "R²" else found.kind
            yield Noticed(_made(found, event, recorded), kind, found.said)


def _slip(measure: str, event: Event, gaps: Sequence[_Gap]) -> _Slip | None:
    """What a number is instead of its name, None where it is that or nothing known.

    Of several outputs there are several numbers, and each is to be the same slip.
    """
    numbers = _numbers(event)
    is_one = event.value.array.size == 1
    if not np.isfinite(numbers).all() or len(numbers) > _MOST_OUTPUTS:
        return None
    parted = [[gap] if is_one else gap.of_each(len(numbers)) for gap in gaps]
    known = [each for each in parted if each]
    for each in known:
        rights = zip(*(gap.right(measure) for gap in each), strict=False)
        if any(all(map(_is, numbers, right)) for right in rights):
            return None
    for each in reversed(known):
        slips: tuple[_Slip, ...]
        for slips in zip(*(gap.slips(measure) for gap in each), strict=False):
            if all(_is(number, slip.number) for number, slip in zip(numbers, slips, strict=True)):
                return slips[0]
    return None


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


def _part(event: Event, axis: int, number: int) -> Event:
    """One row or column of a table, and of what it is the difference of."""
    array = event.value.array.take(number, axis)
    sides = [_part(each, axis, number) for each in event.operands] if _is_row(event) else []
    value = Value(array, "float64", array.shape)
    return Event(event.number, event.place, event.node, value, sides)


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
        is_alike = each.value.array.size == event.value.array.size
        if is_alike and _is(float(each.value.array.ravel()[0]), slip.part or 0.0):
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
