"""Checks each gradient of a program by central differences of its own loss."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.lineage import maker
from tutor.programs.matching import near
from tutor.programs.precision import floats, precision_of, rounding
from tutor.programs.program import Program
from tutor.programs.recorded import Event, Recorded
from tutor.programs.running import MEMORY, UNREADABLE, readable_by
from tutor.programs.slopes.pairs import Iteration, NothingToCheck, iteration_of, products
from tutor.programs.slopes.parameters import SlopePair
from tutor.programs.slopes.stepped import iteration_by_steps
from tutor.programs.slopes.unchecked import Unchecked, unchecked
from tutor.sandbox.limits import Limits
from tutor.sandbox.running import run

CELLS = 6
"""Of each parameter so many numbers are nudged."""
NUDGES = {"float16": 0.1, "float32": 3e-3}
"""By how much where a program computes in few digits."""
NUDGE = 1e-5
CLOSES = {"float16": 0.2, "float32": 5e-2}
CLOSE = 1e-4
SECONDS = 10.0
NOT_REACHED = "No parameter could be nudged on the way to the loss: are they arrays of floats?"


@dataclass(frozen=True, slots=True)
class Nudged:
    """A number of a parameter: what the program says of its slope, and what was measured."""

    cell: tuple[int, ...]
    said: float
    measured: float
    agrees: bool


@dataclass(frozen=True, slots=True, eq=False)
class CheckedGradient:
    """A gradient with the numbers of its parameter that were nudged."""

    pair: SlopePair
    cells: Sequence[Nudged]
    factor: float | None
    """What the measured slopes are multiplied by in the program; None if they are not alike."""
    noise: float = 0.0
    """How far a slope may be off where a program computes in few digits."""

    @property
    def agrees(self) -> bool:
        return all(each.agrees for each in self.cells)


@dataclass(frozen=True, slots=True, eq=False)
class SlopeCheck:
    """What came of a check; `message` says why there was none."""

    loss: Event | None = None
    gradients: Sequence[CheckedGradient] = ()
    message: str = ""
    unchecked: Sequence[Unchecked] = ()
    sizes: Sequence[int] = ()
    """How many examples or units there are, by which something may be divided."""
    loss_line: int = 0
    """Where the loss is computed: within the function whose call is the loss, if it is one's."""


def is_right(each: CheckedGradient, every: Sequence[CheckedGradient]) -> bool:
    """Whether a gradient is the slope of the loss, or off by what all are: that is a rate."""
    if each.agrees and each.cells:
        return True
    if each.pair.holds_rate and each.factor is not None and each.factor > 0:
        return True
    common = common_factor(every)
    may_be = common > 0 or any(one.pair.is_added for one in every)
    return each.factor is not None and may_be and near(each.factor, common, 1e-3)


def common_factor(every: Sequence[CheckedGradient]) -> float:
    """Return what all gradients are off by; 1 where they differ in it, or some by no factor."""
    if any(each.factor is None and not each.agrees for each in every):
        return 1.0
    factors = [each.factor for each in every if each.factor is not None]
    alike = factors and all(near(each, factors[0], 1e-3) for each in factors)
    return factors[0] if alike and len(factors) > 1 else 1.0


def are_right(check: SlopeCheck) -> bool:
    steps_fit = not any(each.is_wrong for each in check.unchecked)
    every = check.gradients
    return not check.message and steps_fit and all(is_right(each, every) for each in every)


def check_gradients(
    program: Program,
    recorded: Recorded,
    at: Event | None = None,
    stop: Callable[[], bool] | None = None,
    *,
    by_steps: bool = False,
) -> SlopeCheck:
    """Nudge the parameters of one iteration, that of `at`, and measure what the loss does.

    With `by_steps` of those, too, that are known by their steps alone.
    """
    try:
        iteration = (iteration_by_steps if by_steps else iteration_of)(recorded, at)
    except NothingToCheck as why:
        return SlopeCheck(message=str(why))
    return check_iteration(program, recorded, iteration, stop)


def check_iteration(
    program: Program,
    recorded: Recorded,
    iteration: Iteration,
    stop: Callable[[], bool] | None = None,
) -> SlopeCheck:
    """Nudge the parameters of an iteration that is known, and measure what its loss does."""
    with precision_of(recorded):
        return _checked_iteration(program, recorded, iteration, stop)


def _checked_iteration(
    program: Program,
    recorded: Recorded,
    iteration: Iteration,
    stop: Callable[[], bool] | None,
) -> SlopeCheck:
    plan = list(_plan(iteration.pairs))
    untouched: Nudge = ((), [], 0.0)
    nudges = [untouched, *(each for *_, both in plan for each in both)]
    result = run(
        "tutor.programs.slopes.nudging:losses",
        {
            "code": program.code,
            "inputs": dict(program.inputs),
            "name": program.name,
            "loss": _moment(recorded, iteration.loss),
            "nudges": [[[_moment(recorded, e) for e in where], c, by] for where, c, by in nudges],
            "seconds": SECONDS,
        },
        limits=Limits(2 * SECONDS, MEMORY, cuts_output=True),
        readable=readable_by(program),
        folder=program.folder,
        trusted=True,
        stop=stop,
    )
    values = result.value
    if not isinstance(values, list) or not all(isinstance(each, float | None) for each in values):
        return SlopeCheck(iteration.loss, message=result.message or UNREADABLE)
    found = list(_judged(iteration, plan, values))
    left = list(unchecked(recorded, iteration, [each.pair for each in found]))
    message, sizes = "" if found else NOT_REACHED, _sizes(iteration)
    line = _computed_first(recorded, iteration.loss).line
    return SlopeCheck(iteration.loss, found, message, left, sizes, line)


def _computed_first(recorded: Recorded, loss: Event) -> Event:
    """The operation that first gave the loss, which may be returned as float(np.squeeze(cost))."""
    made = maker(recorded, recorded.computed(loss))
    inside = (e for e in recorded.operations if e.node == made.node and e.number <= made.number)
    numbers = (e for e in inside if e.is_operation and e.value.array.size == 1)
    return next((e for e in numbers if e.value.array.item() == made.value.array.item()), made)


def _sizes(iteration: Iteration) -> list[int]:
    factors = (each.value.shape for event in products(iteration.events) for each in event.operands)
    return sorted({n for shape in factors for n in shape if n > 2}, reverse=True)


def _moment(recorded: Recorded, event: Event) -> list[int]:
    return [recorded.map.places.index(event.place), event.number]


Nudge = tuple[Sequence[Event], list[int], float]
Planned = tuple[SlopePair, tuple[int, ...], list[Nudge]]


def _plan(pairs: Sequence[SlopePair]) -> Iterator[Planned]:
    """What is nudged, first one number of each parameter, then another of each."""
    cells = [_cells(pair) for pair in pairs]
    for turn in range(CELLS):
        for pair, chosen in zip(pairs, cells, strict=True):
            if turn < len(chosen):
                where = [pair.parameter] if pair.parameter.value.array.ndim else pair.looks
                by = _nudge()
                cell = list(chosen[turn])
                yield pair, chosen[turn], [(where, cell, by), (where, cell, -by)]


def _nudge() -> float:
    return NUDGES.get(floats(), NUDGE)


def _cells(pair: SlopePair) -> list[tuple[int, ...]]:
    """The numbers with the steepest and the flattest slopes, and others by lot."""
    value, slopes = pair.parameter.value, _fitted(pair)
    parameter = value.array
    whole_numbers = value.is_array and not value.dtype.startswith("float")
    if slopes is None or value.cut or whole_numbers:
        return []
    order = np.argsort(-np.abs(slopes.ravel()))
    others = np.random.default_rng(0).permutation(order[1:-1])
    chosen = [*order[:1], *order[1:][-1:], *others][:CELLS]
    places = (np.unravel_index(int(at), parameter.shape) for at in chosen)
    return [tuple(int(n) for n in place) for place in places]


def _fitted(pair: SlopePair) -> NDArray[np.float64] | None:
    """The gradient in the shape of its parameter; None where it has another size."""
    parameter, gradient = pair.parameter.value.array, pair.gradient.value.array
    return _in_shape_of(parameter, gradient) if parameter.size == gradient.size else None


def _in_shape_of(parameter: NDArray[Any], gradient: NDArray[Any]) -> NDArray[np.float64]:
    turned = gradient.T if gradient.T.shape == parameter.shape else gradient
    same = gradient if gradient.shape == parameter.shape else turned
    return np.asarray(same, dtype=float).reshape(parameter.shape)


def agrees_with(checked: CheckedGradient, value: NDArray[np.float64], times: float) -> bool:
    """Return whether a value is so many times the slopes that were measured."""
    slopes = _in_shape_of(checked.pair.parameter.value.array, value)
    close = CLOSES.get(floats(), CLOSE)
    least = 1e-4 * min(1.0, abs(times))  # next to nothing is no multiple of any slope
    room = close * max(1e-3 * abs(times) * float(np.abs(slopes).max(initial=0.0)), least)
    room += abs(times) * checked.noise

    def is_near(one: float, other: float) -> bool:
        return abs(one - times * other) <= room + close * abs(times * other)

    told = [(float(slopes[each.cell]), each) for each in checked.cells]
    # At a kink of the loss the program's own slope may be right, and is not what was measured.
    return all(
        is_near(one, each.measured) or (each.agrees and is_near(one, each.said))
        for one, each in told
    )


Losses = tuple[tuple[int, ...], float, float, float]
"""A cell, and the loss as it is, with the cell nudged up, and nudged down."""


def _judged(
    iteration: Iteration, plan: Sequence[Planned], values: Sequence[float | None]
) -> Iterator[CheckedGradient]:
    """Compare what the program says with what was measured; a gradient of another size differs."""
    here = values[0] if values else None
    losses: dict[int, list[Losses]] = {id(pair): [] for pair in iteration.pairs}
    ups, downs = values[1::2], values[2::2]
    for (pair, cell, _), up, down in zip(plan, ups, downs, strict=False):
        if here is not None and up is not None and down is not None:
            losses[id(pair)].append((cell, here, up, down))
    for pair in iteration.pairs:
        meant = [pair, *(_meaning(pair, each) for each in pair.others)]
        checked = [found for each in meant if (found := _checked(each, losses[id(pair)]))]
        agreeing = [each for each in checked if each.cells and (each.agrees or _is_downhill(each))]
        yield from [*agreeing, *([] if pair.is_guess else checked)][:1]


def _is_downhill(each: CheckedGradient) -> bool:
    """Whether it is the slope with its sign turned, and added."""
    return each.pair.is_added and each.factor is not None and near(each.factor, -1, 1e-3)


def _meaning(pair: SlopePair, gradient: Event) -> SlopePair:
    """The pair where another value is meant as its gradient."""
    return replace(pair, name=gradient.name or gradient.place.text, gradient=gradient)


def _checked(pair: SlopePair, losses: Sequence[Losses]) -> CheckedGradient | None:
    """A gradient by what the loss did; None where nothing is known of it."""
    slopes = _fitted(pair)
    if slopes is None:
        return CheckedGradient(pair, [], None)
    cells = [_measured(pair, cell, slopes, *told) for cell, *told in losses]
    if not cells:
        return None
    noise = _noise(losses[0][1])
    agrees = bool(noise) and all(each.agrees for each in cells)
    return CheckedGradient(pair, cells, 1.0 if agrees else _factor(cells), noise)


def _measured(
    pair: SlopePair,
    cell: tuple[int, ...],
    slopes: NDArray[np.float64],
    here: float,
    up: float,
    down: float,
) -> Nudged:
    by, said = _nudge(), float(slopes[cell])
    measured = (up - down) / (2 * by)
    close = CLOSES.get(floats(), CLOSE)
    room = close * max(abs(measured), 1e-3 * float(np.abs(slopes).max())) + close * 1e-4
    room += _noise(here)
    # Where the loss has a kink (the relu of exactly 0), any slope between its two sides is right;
    # one that a nudge only comes to is in a part of what was measured there.
    low, high = sorted(((up - here) / by, (here - down) / by))
    gap = high - low
    kink = gap > 2 * room and low - gap - room <= said <= high + gap + room
    return Nudged(cell, said, measured, abs(said - measured) <= room or kink)


def _noise(loss: float) -> float:
    """How far a slope may be off where a loss has few digits."""
    return 4 * rounding() * abs(loss) / _nudge()


def _factor(cells: Sequence[Nudged]) -> float | None:
    """The one number that all slopes are off by."""
    steep = [each for each in cells if abs(each.measured) > 1e-8]
    ratios = [each.said / each.measured for each in steep]
    if not ratios or max(abs(each.said) for each in cells) < 1e-12:
        return None
    middle = float(np.median(ratios))
    alike = all(abs(each - middle) <= 1e-3 * abs(middle) for each in ratios)
    return middle if alike else None
