"""What the figures of a plot can come to."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.formulas.ranges import Range
from tutor.live.dials import RangeDial
from tutor.live.plot.options import PlotOptions
from tutor.live.reaching import Figures, turned


def figures(options: PlotOptions) -> Iterator[Figures]:
    told: dict[str, list[float]] = {
        name: [dial.value, *(s.parameters[name] for s in options.steps if name in s.parameters)]
        for name, dial in options.parameters.items()
    }
    dials = {
        name: turned(RangeDial(dial.low, dial.high, dial.step), told[name])
        for name, dial in options.parameters.items()
    }
    point = (0.0,) if options.point is None else Range(*options.domain)
    yield {options.variable: point, **dials}
