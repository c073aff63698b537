"""The metrics as a widget."""

from __future__ import annotations

from tutor.course.directives.metrics import MetricsOptions
from tutor.widgets.live import ViewedPart
from tutor.widgets.metrics.scene import MetricsScene


class Metrics(ViewedPart):
    """Answers of a model, a threshold, and what follows from it."""

    def __init__(self, options: MetricsOptions) -> None:
        super().__init__(options, MetricsScene(options))
