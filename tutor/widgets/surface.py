"""The surface as a widget: its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.live.surface.options import SurfaceOptions
from tutor.live.surface.scene import SurfaceScene, SurfaceState
from tutor.widgets.live import DialledPart, PlayedPart


class Surface(DialledPart[SurfaceState], PlayedPart[SurfaceState]):
    """A cost, and balls that roll down it step by step."""

    PLAYS_A_RUN = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "step(1)", "step", tooltip="Let every ball take one step."),
        Binding("b,backspace", "step(-1)", "back", tooltip="Take the last step back."),
    ]

    scene: SurfaceScene

    def __init__(self, options: SurfaceOptions) -> None:
        super().__init__(options, SurfaceScene(options))

    def action_step(self, by: int) -> None:
        self.pause()
        state = self.scene.next(self.state) if by > 0 else self.scene.before(self.state)
        self.show(state or self.state)
