"""What the figures of the histograms can come to."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.formulas.ranges import Range
from tutor.live.histograms.options import HistogramsOptions
from tutor.live.histograms.scene import HistogramsScene
from tutor.live.reaching import GROWING, Figures, Values, dialled


def figures(options: HistogramsOptions) -> Iterator[Figures]:
    given: dict[str, Values] = {
        name: (float(getattr(options, name)),) for name in ("depth", "units", "steps")
    }
    turned = dialled(HistogramsScene(options).started().settings)
    measured = ("std_first", "std_last", "norm_first", "norm_last", "dead")
    yield {
        **dict.fromkeys(measured, GROWING),
        "different": Range(1.0, options.units),
        **given,
        **turned,
    }
