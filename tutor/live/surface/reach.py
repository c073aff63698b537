"""What the figures of a descent can come to."""

from __future__ import annotations

from collections.abc import Iterator

from engine.formula import parse
from tutor.formulas.ranges import ANY, Range, range_of
from tutor.live.reaching import FLAG, GROWING, Figures, States, Values, dialled, hull, turns
from tutor.live.surface.options import SurfaceOptions
from tutor.live.surface.scene import SurfaceScene


def figures(options: SurfaceOptions) -> Iterator[Figures]:
    dials = dialled(SurfaceScene(options).started().settings)
    starts = {f"start_{name}": dials[f"start {name}"] for name in options.ranges}
    wanted: dict[str, Values] = {"step": Range(0.0, options.steps), "slope": GROWING}
    wanted |= {name: dials[name] for name in ("alpha", *options.numbers)}
    numbers = {name: hull(dials[name]) for name in options.numbers}
    costs = [
        range_of(parse(cost.formula), {**dict.fromkeys(options.ranges, ANY), **numbers})
        for cost in options.cost
        for _ in options.optimizers
    ]
    wanted |= {f"cost_{place}": cost for place, cost in enumerate(costs, start=1)}
    yield {**wanted, **starts, "cost": costs[0], "diverged": FLAG}


def states(options: SurfaceOptions) -> States | None:
    return turns(SurfaceScene(options), options.steps + 1)
