"""What a plot shows: the chart, what stands at the point, and the dials."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

import numpy as np

from tutor.live.plot.options import CurveOptions, PlotOptions
from tutor.live.plot.state import PlotState, dials, moved, started, view
from tutor.live.scene import Room
from tutor.plots.arrange import fitted, row_width, shortened
from tutor.plots.axes import Values
from tutor.plots.captions import wrapped
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.curves import Slope
from tutor.plots.dials import Dial, dial_rows
from tutor.plots.lines import Mark, Series, line_chart, line_sample, series_role
from tutor.plots.numbers import shown

SHORTEST, TALLEST = 9, 18  # rows of the chart
_TRY = "Move the point with ← and →."
_TRY_DIALS = "Turn the dials: ↑ and ↓ choose one, ← and → turn it."


class PlotScene:
    """Draws the states of one plot."""

    def __init__(self, options: PlotOptions) -> None:
        self.options = options
        self._curves = options.compiled()
        self.hint = _TRY if len(dials(options)) == 1 else _TRY_DIALS

    def started(self) -> PlotState:
        return started(self.options)

    def next(self, state: PlotState) -> PlotState | None:
        """Return the state with the point a step on; None at the end of the domain."""
        point = moved(self.options, state, 1)
        return replace(state, point=point) if point != state.point else None

    def figures(self, state: PlotState) -> Mapping[str, float]:
        return {self.options.variable: state.point or 0.0, **state.parameters}

    def picture(self, state: PlotState, room: Room) -> Picture:
        above = self._above(state, room.width)
        below = [*self._readout(state, room.width), *self._dials(state, room.width, room.focused)]
        rows = min(max(room.rows - len(above) - len(below), SHORTEST), room.most(TALLEST))
        return [*above, *self._chart(state, room.width, rows), *below]

    def _chart(self, state: PlotState, width: int, height: int) -> Picture:
        options = self.options
        low, high = view(options, state)
        space = np.geomspace if options.log_x else np.linspace
        xs = np.asarray(space(low, high, 2 * max(width, 2)))
        lines = [
            Series(line.title, xs, self._values(line, xs, state.parameters))
            for line in options.curves
        ]
        if options.slope and state.point is not None:
            lines += self._tangent(state, xs)
        return line_chart(
            lines,
            width,
            height,
            x_label=options.x_label or options.variable,
            y_label=options.y_label,
            log_x=options.log_x,
            log_y=options.log_y,
            x_range=(low, high),
            y_range=None if state.zoom else options.range,
            marks=self._marks(state),
            verticals=[state.point] if state.point is not None and len(options.curves) > 1 else [],
        )

    def _values(self, line: CurveOptions, xs: Values, parameters: Mapping[str, float]) -> Values:
        if line.formula:
            return self._curves[line.title](xs, parameters)
        left, right = self._curves[line.slope_of].slopes(xs, parameters)
        return np.where(np.abs(left - right) < 1e-3 * (1 + np.abs(left)), right, np.nan)

    def _value(self, line: CurveOptions, x: float, parameters: Mapping[str, float]) -> float:
        return float(self._values(line, np.array([x]), parameters)[0])

    def _slope(self, state: PlotState, line: CurveOptions) -> Slope | None:
        if not line.formula or state.point is None or not self.options.slope:
            return None
        return self._curves[line.title].slope(state.point, state.parameters)

    def _tangent(self, state: PlotState, xs: Values) -> list[Series]:
        """Return the chosen curve's tangent, over a third of the view."""
        line = self.options.curves[state.curve]
        slope = self._slope(state, line)
        if slope is None or state.point is None or not math.isfinite(slope.value):
            return []
        reach = (xs[-1] - xs[0]) / 6
        ends = np.array([state.point - reach, state.point + reach])
        middle = self._value(line, state.point, state.parameters)
        return [Series("", ends, middle + slope.value * (ends - state.point), "text", "dotted")]

    def _marks(self, state: PlotState) -> list[Mark]:
        marks = [Mark(mark.x, mark.y, "◆", "text", mark.text) for mark in self.options.marks]
        if state.point is None:
            return marks
        for place, line in enumerate(self.options.curves):
            chosen = place == state.curve or not self.options.slope
            value = self._value(line, state.point, state.parameters)
            glyph = "●" if chosen else "○"
            marks.append(Mark(state.point, value, glyph, series_role(place)))
        return marks

    def _above(self, state: PlotState, width: int) -> Picture:
        """Return the caption of the tour, in as many rows as its longest one needs."""
        stops = self.options.steps
        if not stops:
            return []
        number = f"{state.stop + 1}/{len(stops)}  "
        captions = [wrapped(stop.caption, width - len(number)) for stop in stops]
        rows = [*captions[state.stop], *[""] * max(map(len, captions))][: max(map(len, captions))]
        lead = [number, *[" " * len(number)] * len(rows)]
        return [[Span(start, "accent"), Span(row)] for start, row in zip(lead, rows, strict=False)]

    def _readout(self, state: PlotState, width: int) -> Picture:
        """Return what each curve is at the point, in columns, as many as the width takes."""
        if state.point is None:
            return []
        names = max(len(line.title) for line in self.options.curves)
        cells: list[Row] = [self._place_cell(state)]
        for place, line in enumerate(self.options.curves):
            cells.append(self._curve_cell(state, line, place, names))
        table = _flowed(cells, width)
        return [*table, *(shortened(row, width) for row in self._nudged(state, width))]

    def _place_cell(self, state: PlotState) -> Row:
        assert state.point is not None
        return [Span(f"{self.options.variable} = {shown(state.point):<9}", bold=True)]

    def _curve_cell(self, state: PlotState, line: CurveOptions, place: int, names: int) -> Row:
        assert state.point is not None
        sample = line_sample(place)
        value = shown(self._value(line, state.point, state.parameters))
        cell = [sample, Span(f" {line.title:<{names}} ", sample.fg), Span(f"{value:<8}", bold=True)]
        if (slope := self._slope(state, line)) is not None:
            written = f"{shown(slope.left, 3)} | {shown(slope.right, 3)}"
            text = written if slope.kinked else shown(slope.value)
            cell += [Span("  slope ", "muted"), Span(f"{text:<9}")]
        return cell

    def _nudged(self, state: PlotState, width: int) -> Picture:
        """Return what a small step of x does to the chosen curve, in fewer words if need be."""
        nudge, line = self.options.nudge, self.options.curves[state.curve]
        if nudge is None or state.point is None:
            return []
        here = self._value(line, state.point, state.parameters)
        there = self._value(line, state.point + nudge, state.parameters)
        change = there - here
        words = f"{shown(abs(change), 6)} {'less' if change < 0 else 'more'}"
        name, beside = self.options.variable, state.point + nudge
        row = [
            Span(f"{name} + {shown(nudge)} = {_beside(beside, nudge)}", bold=True),
            Span(f"  gives {_beside(there, change)}: {words}, "),
            Span(f"{shown(change / nudge, 5)} times the nudge", "accent"),
        ]
        if row_width(row) > width:
            row[-1] = Span(f"{shown(change / nudge, 5)} nudges", "accent")
        return [row]

    def _dials(self, state: PlotState, width: int, focused: bool) -> Picture:
        """Return the dials; a point that is the only one needs no row, the chart shows it."""
        options = self.options
        if not options.parameters:
            return []
        rows = []
        if state.point is not None:
            rows.append(Dial(options.variable, shown(state.point), self._part(state.point)))
        for name, parameter in options.parameters.items():
            value = state.parameters[name]
            part = (value - parameter.low) / (parameter.high - parameter.low)
            rows.append(Dial(name, shown(value), part))
        return dial_rows(rows, state.dial if focused else None, width)

    def _part(self, point: float) -> float:
        low, high = self.options.domain
        if self.options.log_x:
            return math.log(point / low) / math.log(high / low)
        return (point - low) / (high - low)


def _flowed(cells: list[Row], width: int) -> Picture:
    """Return the cells in rows and columns, all but the first one as wide as the widest."""
    first, *others = cells
    widest = max(map(row_width, others)) + 2
    start = row_width(first) + 2
    if start + widest > width:
        return [first, *([Span("  "), *cell] for cell in others)]
    columns = (width - start) // widest
    rows = []
    for place in range(0, len(others), columns):
        lead = fitted(first, start) if place == 0 else [Span(" " * start)]
        line = [fitted(cell, widest) for cell in others[place : place + columns]]
        rows.append([*lead, *chain.from_iterable(line)])
    return rows


def _beside(value: float, change: float) -> str:
    """Write a number with as many digits as show by how little it has changed."""
    if not (value and change and math.isfinite(value / change)):
        return shown(value, 10)
    return shown(value, min(max(10, math.ceil(math.log10(abs(value / change))) + 2), 15))
