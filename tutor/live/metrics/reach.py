"""What the figures of a classifier can come to."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.formulas.ranges import Range
from tutor.live.metrics.options import MetricsOptions
from tutor.live.metrics.scene import MetricsScene
from tutor.live.reaching import SHARE, Figures, States, dialled, turns


def figures(options: MetricsOptions) -> Iterator[Figures]:
    counts = dict.fromkeys(("tp", "fp", "fn", "tn"), Range(0.0, len(options.outputs) or 5_000))
    shares = dict.fromkeys(("accuracy", "precision", "recall", "f1", "ece"), SHARE)
    yield {**dialled(MetricsScene(options).started().settings), **counts, **shares}


def states(options: MetricsOptions) -> States | None:
    return turns(MetricsScene(options), 1)
