"""What the figures of a live part can come to, to find tasks that nothing a learner does fulfils.

First it is looked at between which ends each figure lies; where that leaves the task open and the
part has few states, each of them is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import singledispatch
from itertools import product
from math import inf, prod
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.formula import Node, names_in, parse
from engine.layer import Weighted
from tutor.formulas.arithmetic import Undefined, number
from tutor.formulas.ranges import ANY, Range, at, range_of
from tutor.live.dials import ChoiceDial, RangeDial, Settings
from tutor.live.fit.options import TaskedOptions
from tutor.live.histograms.options import HistogramsOptions
from tutor.live.histograms.scene import HistogramsScene
from tutor.live.image.options import ImageOptions
from tutor.live.image.sliding import MOST_PADDING, MOST_STRIDE, SlideScene, SlideState
from tutor.live.image.unrolling import UnrollScene
from tutor.live.metrics.options import MetricsOptions
from tutor.live.metrics.scene import MetricsScene
from tutor.live.network.options import NetworkOptions
from tutor.live.network.scene import NetworkScene
from tutor.live.options import LiveOptions
from tutor.live.perceptron.options import PerceptronOptions
from tutor.live.perceptron.scene import PerceptronScene, PerceptronState
from tutor.live.plot.options import PlotOptions
from tutor.live.race.options import RaceOptions
from tutor.live.shapes.combination import LARGEST_SIZE, MOST_SIZES
from tutor.live.shapes.options import ShapesOptions
from tutor.live.surface.options import SurfaceOptions
from tutor.live.surface.scene import SurfaceScene
from tutor.live.training_reach import Figures, Values, of_training
from tutor.plots.numbers import shown

Ends: TypeAlias = NDArray[np.float64]

_MOST_BOXES = 5_000
_MOST_STATES = 5_000  # so many take about a second
_ROUNDING = 1e-9
_SHARE = Range(0.0, 1.0)
_GROWING = Range(0.0, inf)
_FLAG = (0.0, 1.0)


def unreachable(options: LiveOptions | TaskedOptions) -> str:
    """Return why the task of a part can never be done, "" where it can or may be."""
    if options.task is None:
        return ""
    tree = parse(options.task.when)
    every = [*figures(options)]
    if any(_possible(tree, box) for each in every for box in _boxes(each, names_in(tree))):
        tried = _few_states(options)
        if tried is None or any(_reached(tree, state) for state in tried):
            return ""
    ends = [*filter(None, (_ends(name, every) for name in sorted(names_in(tree))))]
    why = f": {'; '.join(ends)}" if ends else ""
    return f"`{options.task.when}` never comes true, whatever is set here{why}"


@singledispatch
def figures(options: LiveOptions | TaskedOptions) -> Iterator[Figures]:
    """Yield what values each figure may have; one mapping where they are independent."""
    raise TypeError(f"{type(options).__name__} has no tasks")


@figures.register
def _(options: TaskedOptions) -> Iterator[Figures]:
    yield from of_training(options)


@figures.register
def _(options: PlotOptions) -> Iterator[Figures]:
    told: dict[str, list[float]] = {
        name: [dial.value, *(s.parameters[name] for s in options.steps if name in s.parameters)]
        for name, dial in options.parameters.items()
    }
    dials = {
        name: _turned(RangeDial(dial.low, dial.high, dial.step), told[name])
        for name, dial in options.parameters.items()
    }
    point = (0.0,) if options.point is None else Range(*options.domain)
    yield {options.variable: point, **dials}


@figures.register
def _(options: NetworkOptions) -> Iterator[Figures]:
    scene = NetworkScene(options)
    dials = _dialled(scene.started().settings)
    low, high = np.array([_hull(dials[name]) for name in options.dials()]).T
    units: dict[str, Values] = {}
    for place, layer in enumerate(scene.layers, start=1):
        low, high = _through(layer, low, high)
        for unit, ends in enumerate(zip(low.tolist(), high.tolist(), strict=True), start=1):
            units[f"a{place}_{unit}"] = Range(*ends)
            units[options.name(place, unit)] = Range(*ends)
    yield {**dials, **units}


def _through(layer: Weighted, low: Ends, high: Ends) -> tuple[Ends, Ends]:
    """Return the ends between which a layer's units lie when what comes in lies between two."""
    if layer.activation.name == "softmax":
        return np.zeros(len(layer.b)), np.ones(len(layer.b))
    up, down, b = np.maximum(layer.W, 0.0), np.minimum(layer.W, 0.0), layer.b[:, 0]
    ends = (up @ low + down @ high + b, up @ high + down @ low + b)
    below, above = (layer.activation(each[:, None])[:, 0] for each in ends)
    return below - _ROUNDING * (1 + abs(below)), above + _ROUNDING * (1 + abs(above))


@figures.register
def _(options: SurfaceOptions) -> Iterator[Figures]:
    dials = _dialled(SurfaceScene(options).started().settings)
    starts = {f"start_{name}": dials[f"start {name}"] for name in options.ranges}
    wanted: dict[str, Values] = {"step": Range(0.0, options.steps), "slope": _GROWING}
    wanted |= {name: dials[name] for name in ("alpha", *options.numbers)}
    numbers = {name: _hull(dials[name]) for name in options.numbers}
    costs = [
        range_of(parse(cost.formula), {**dict.fromkeys(options.ranges, ANY), **numbers})
        for cost in options.cost
        for _ in options.optimizers
    ]
    wanted |= {f"cost_{place}": cost for place, cost in enumerate(costs, start=1)}
    yield {**wanted, **starts, "cost": costs[0], "diverged": _FLAG}


@figures.register
def _(options: MetricsOptions) -> Iterator[Figures]:
    counts = dict.fromkeys(("tp", "fp", "fn", "tn"), Range(0.0, len(options.outputs) or 5_000))
    shares = dict.fromkeys(("accuracy", "precision", "recall", "f1", "ece"), _SHARE)
    yield {**_dialled(MetricsScene(options).started().settings), **counts, **shares}


@figures.register
def _(options: HistogramsOptions) -> Iterator[Figures]:
    given: dict[str, Values] = {
        name: (float(getattr(options, name)),) for name in ("depth", "units", "steps")
    }
    turned = _dialled(HistogramsScene(options).started().settings)
    measured = ("std_first", "std_last", "norm_first", "norm_last", "dead")
    yield {
        **dict.fromkeys(measured, _GROWING),
        "different": Range(1.0, options.units),
        **given,
        **turned,
    }


@figures.register
def _(options: RaceOptions) -> Iterator[Figures]:
    yield {"ratio": _GROWING, "size": options.sizes, "finished": _FLAG}


@figures.register
def _(options: ShapesOptions) -> Iterator[Figures]:
    sizes = Range(0.0, MOST_SIZES)
    side = Range(0.0, LARGEST_SIZE)
    yield {
        **dict.fromkeys(ShapesOptions.PUZZLE_FIGURES, _GROWING),
        **dict.fromkeys(("fits", "typed"), _FLAG),
        **dict.fromkeys(("sizes", "stretched"), sizes),
        **dict.fromkeys(("rows", "columns"), side),
    }


@figures.register
def _(options: ImageOptions | PerceptronOptions) -> Iterator[Figures]:
    yield {}  # each of their states is tried


def _few_states(options: LiveOptions | TaskedOptions) -> Iterable[Mapping[str, float]] | None:
    """Return the figures of all states of a part, None where they are too many or not known."""
    match options:
        case PerceptronOptions():
            rule = PerceptronScene(options)
            return (
                rule.figures(PerceptronState(problem, step))
                for problem, run in enumerate(rule.runs)
                for step in range(len(run.corrections) + 1)
            )
        case ImageOptions() if options.slides:
            return _slides(SlideScene(options))
        case ImageOptions():
            unrolling = UnrollScene(options)
            return (unrolling.figures(place) for place in range(options.raster().layers.size + 1))
        case NetworkOptions():
            return _turns(NetworkScene(options), 1)
        case MetricsOptions():
            return _turns(MetricsScene(options), 1)
        case SurfaceOptions():
            return _turns(SurfaceScene(options), options.steps + 1)
    return None


def _turns(scene: Any, steps: int) -> Iterator[Mapping[str, float]] | None:
    """Return the figures for all that a scene's dials can be set to, each so many steps far."""
    first = scene.started()
    dials = _dialled(first.settings)
    choices = [values for values in dials.values() if not isinstance(values, Range)]
    if len(choices) < len(dials) or prod(map(len, choices)) * steps > _MOST_STATES:
        return None
    settings = (
        replace(
            first.settings,
            values={**first.settings.values, **dict(zip(dials, chosen, strict=True))},
        )
        for chosen in product(*choices)
    )
    states = (replace(first, settings=each) for each in settings)
    return (
        scene.figures(replace(state, step=step) if steps > 1 else state)
        for state in states
        for step in range(steps)
    )


def _slides(scene: SlideScene) -> Iterator[Mapping[str, float]]:
    first = scene.started()
    padded, strided = range(MOST_PADDING + 1), range(1, MOST_STRIDE + 1)
    ways = [
        SlideState((0, 0), kernel, stride, padding)
        for kernel, stride, padding in product(range(len(scene.kernels)), strided, padded)
    ]
    for way in ways or [first]:
        state: SlideState | None = way
        while state is not None:
            yield scene.figures(state)
            state = scene.next(state)


def _dialled(settings: Settings) -> Figures:
    """Return what each of the numbers of a part's settings can be set to."""
    found: dict[str, Values] = {}
    for name, value in settings.values.items():
        dial = settings.dials.get(name)
        if isinstance(dial, ChoiceDial):
            found[name] = [float(each) for each in dial.values if not isinstance(each, str)]
        elif dial is not None:
            found[name] = _turned(dial, [float(value)])
        else:
            found[name] = (float(value),)
    return {name: values for name, values in found.items() if isinstance(values, Range) or values}


def _turned(dial: RangeDial, starts: Sequence[float]) -> Values:
    """Return the places of a dial that begins at one of the `starts`, or its ends if too many."""
    if (dial.high - dial.low) / dial.step > _MOST_BOXES:
        return Range(min(dial.low, *starts), max(dial.high, *starts))
    places = {dial.low, dial.high, *starts}
    value: Any = dial.low
    while value < dial.high:
        value = dial.turned(value, 1)
        places.add(float(value))
    return sorted(places)


def _boxes(each: Figures, used: set[str]) -> Iterator[Mapping[str, Range]]:
    """Yield ranges for the figures that a formula uses: every choice of those that have some."""
    known = {name: each.get(name, ANY) for name in used}
    choices = {name: v for name, v in known.items() if not isinstance(v, Range)}
    if prod(map(len, choices.values())) > _MOST_BOXES:
        yield {name: _hull(values) for name, values in known.items()}
        return
    ranges = {name: v for name, v in known.items() if isinstance(v, Range)}
    for chosen in product(*choices.values()):
        yield ranges | dict(zip(choices, map(at, chosen), strict=True))


def _hull(values: Values) -> Range:
    return values if isinstance(values, Range) else Range(min(values), max(values))


def _possible(tree: Node, box: Mapping[str, Range]) -> bool:
    found = range_of(tree, box)
    return not found.empty and found != at(0.0)


def _reached(tree: Node, state: Mapping[str, float]) -> bool:
    try:
        return number(tree, state) != 0
    except Undefined:
        return False


def _ends(name: str, every: Sequence[Figures]) -> str:
    """Return between which ends a figure lies, "" where nothing is known of it."""
    hulls = [_hull(each[name]) for each in every if name in each]
    there = [hull for hull in hulls if not hull.empty]
    if hulls and not there:
        return f"{name} is not measured"
    low = min((hull.low for hull in there), default=-inf)
    high = max((hull.high for hull in there), default=inf)
    if low == high:
        return f"{name} is {shown(low)}"
    if high < inf and low > -inf:
        return f"{name} goes from {shown(low)} to {shown(high)}"
    if low > -inf:
        return f"{name} is at least {shown(low)}"
    return f"{name} is at most {shown(high)}" if high < inf else ""
