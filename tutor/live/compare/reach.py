"""What the figures of runs that are compared can come to."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.formulas.ranges import Range
from tutor.live.compare.options import CompareOptions
from tutor.live.fit.reach import of_run
from tutor.live.reaching import Figures, Values
from tutor.runs.run import MEASURED


def figures(options: CompareOptions) -> Iterator[Figures]:
    settings = options.settings()
    found: dict[str, Values] = {"epoch": Range(1.0, settings["epochs"])}
    for place, value in enumerate(options.values, start=1):
        run = of_run({**settings, options.changed: value})
        found |= {f"{name}_{place}": run[name] for name in MEASURED}
    yield found
