"""What the figures of a run in the playground can come to: all but the data is open there."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from tutor.formulas.ranges import Range
from tutor.live.fit.reach import of_run
from tutor.live.playground.options import PlaygroundOptions
from tutor.live.reaching import Figures
from tutor.runs.description import SIZES
from tutor.settings.layers import MOST_LAYERS


def figures(options: PlaygroundOptions) -> Iterator[Figures]:
    free = {"hidden_layers": Range(0.0, MOST_LAYERS), "epoch": Range(1.0, inf)}
    own = dict.fromkeys(SIZES, Range(0.0, inf)) | free
    yield of_run({**options.settings(), "validation_split": 0.5}) | own
