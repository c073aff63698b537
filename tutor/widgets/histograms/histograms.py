"""The histograms as a widget: their keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.course.directives.histograms import HistogramsOptions
from tutor.widgets.histograms.scene import HistogramsScene, HistogramsState
from tutor.widgets.live import DialledPart


class Histograms(DialledPart[HistogramsState]):
    """A network looked into, layer by layer, with its making as dials."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "view", "view")]

    scene: HistogramsScene

    def __init__(self, options: HistogramsOptions) -> None:
        super().__init__(options, HistogramsScene(options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "view":
            return len(self.scene.views) > 1
        return super().check_action(action, parameters)

    def action_view(self) -> None:
        self.show(self.scene.at_next_view(self.state))
