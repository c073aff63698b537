"""What a learner can change in a plot, as plain values that keys turn into new ones."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from tutor.live.dials import stepped
from tutor.live.plot.options import PlotOptions
from tutor.plots.axes import round_step

_ZOOMS = 6


@dataclass(frozen=True, slots=True)
class PlotState:
    """Where the point stands, how the dials are set, and what is chosen."""

    point: float | None
    parameters: Mapping[str, float]
    dial: int = 0
    """The dial that left and right turn: the point, where there is one, then the parameters."""
    curve: int = 0
    """The curve whose tangent is drawn."""
    zoom: int = 0
    """The domain is 10^zoom times as narrow, around the point."""
    stop: int = 0
    """The stop of the guided tour."""


def started(options: PlotOptions) -> PlotState:
    """Return the state that a plot opens with."""
    values = {name: parameter.value for name, parameter in options.parameters.items()}
    state = PlotState(options.point, values)
    return at_stop(options, state, 0) if options.steps else state


def at_stop(options: PlotOptions, state: PlotState, stop: int) -> PlotState:
    """Return the state with what the stop of the tour sets; the tour goes round."""
    stop %= len(options.steps)
    told = options.steps[stop]
    point = state.point if told.point is None else told.point
    return replace(
        state, stop=stop, point=point, parameters={**state.parameters, **told.parameters}
    )


def dials(options: PlotOptions) -> list[str]:
    """Return the names of what left and right can change; the variable's stands for the point."""
    return [*([options.variable] if options.point is not None else []), *options.parameters]


def turned(options: PlotOptions, state: PlotState, steps: int) -> PlotState:
    """Return the state with the chosen dial moved by so many steps, up or down."""
    name = dials(options)[state.dial]
    if name in options.parameters:
        dial = options.parameters[name]
        value = stepped(state.parameters[name], dial.step, steps, dial.low, dial.high)
        return replace(state, parameters={**state.parameters, name: value})
    return replace(state, point=moved(options, state, steps))


def moved(options: PlotOptions, state: PlotState, steps: int) -> float:
    """Return where the point stands after so many steps; on a log axis 1, 2, .. 9, 10, 20, .."""
    assert state.point is not None
    low, high = options.domain
    if options.log_x and not options.move_by and not state.zoom:
        point = state.point
        for _ in range(abs(steps)):
            point = _next_round(point) if steps > 0 else _previous_round(point)
        return min(max(point, low), high)
    step = (options.move_by or round_step((high - low) / 50)) / 10**state.zoom
    return stepped(state.point, step, steps, low, high)


def view(options: PlotOptions, state: PlotState) -> tuple[float, float]:
    """Return the part of the domain that is drawn."""
    low, high = options.domain
    if not state.zoom or state.point is None:
        return low, high
    scale = 10**state.zoom
    if options.log_x:
        reach = (math.log10(high) - math.log10(low)) / 2 / scale
        return state.point / 10**reach, state.point * 10**reach
    reach = (high - low) / 2 / scale
    return state.point - reach, state.point + reach


def zoomed(state: PlotState, by: int) -> PlotState:
    return replace(state, zoom=min(max(state.zoom + by, 0), _ZOOMS))


def _next_round(value: float) -> float:
    power = math.floor(math.log10(value) + 1e-9)
    return float(f"{(math.floor(value / 10**power + 1e-9) + 1) * 10.0**power:.12g}")


def _previous_round(value: float) -> float:
    power = math.ceil(math.log10(value) - 1e-9) - 1
    return float(f"{(math.ceil(value / 10.0**power - 1e-9) - 1) * 10.0**power:.12g}")
