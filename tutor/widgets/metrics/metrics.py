"""The metrics as a widget: their keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.course.directives.metrics import MetricsOptions
from tutor.widgets.live import DialledPart
from tutor.widgets.metrics.scene import MetricsScene, MetricsState


class Metrics(DialledPart[MetricsState]):
    """Answers of a model, a threshold, and what follows from it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "view", "view")]

    scene: MetricsScene

    def __init__(self, options: MetricsOptions) -> None:
        super().__init__(options, MetricsScene(options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "view":
            return len(self.scene.views) > 1
        return super().check_action(action, parameters)

    def action_view(self) -> None:
        self.show(self.scene.at_next_view(self.state))
