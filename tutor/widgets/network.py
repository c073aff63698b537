"""The network as a widget: its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click

from tutor.live.network.options import NetworkOptions
from tutor.live.network.scene import NetworkScene, NetworkState
from tutor.widgets.live import DialledPart


class NetworkPart(DialledPart[NetworkState]):
    """A drawn network whose inputs are turned, with one unit's sum spelled out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,space", "unit(1)", "unit", key_display="u"),
        Binding("U,backspace", "unit(-1)", show=False),
    ]

    scene: NetworkScene

    def __init__(self, options: NetworkOptions) -> None:
        super().__init__(options, NetworkScene(options))

    def on_click(self, event: Click) -> None:
        """Look at the unit whose map was clicked at."""
        if place := event.get_content_offset(self):
            self.show(self.scene.at_cell(self.state, place.x, place.y))

    def action_unit(self, by: int) -> None:
        self.show(self.scene.at_unit(self.state, by))
