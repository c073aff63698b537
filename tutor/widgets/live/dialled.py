"""A live part with dials: up and down choose one, left and right turn it."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Click

from tutor.live.dials import Settings
from tutor.live.scene import DialledState
from tutor.plots.cells import plain
from tutor.widgets.live.part import LivePart

LEAP = 5


Dials = TypeVar("Dials", bound=DialledState)


class DialledPart(LivePart[Dials]):
    """A live part whose dials the arrows turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "turn", key_display="← →"),
        Binding("right,l", "turn(1)", show=False),
        Binding("shift+left,H", f"turn(-{LEAP})", show=False),
        Binding("shift+right,L", f"turn({LEAP})", show=False),
        Binding("up,k", "choose(-1)", "dial", key_display="↑ ↓"),
        Binding("down,j", "choose(1)", show=False),
    ]

    def on_click(self, event: Click) -> None:
        """A click on a slider sets its dial."""
        place = event.get_content_offset(self)
        if place is None or place.y >= len(self.picture):
            return
        self._turn_to(self.state.settings.clicked(plain([self.picture[place.y]]), place.x))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the arrows to the page where there is nothing to turn or to choose."""
        needed = {"turn": 1, "choose": 2}.get(action, 0)
        return len(self.state.settings.dials) >= needed

    def action_turn(self, steps: int) -> None:
        self._turn_to(self.state.settings.turned(steps))

    def action_choose(self, by: int) -> None:
        self._turn_to(self.state.settings.moved(by))

    def _turn_to(self, settings: Settings) -> None:
        if settings != self.state.settings:
            self.show(replace(self.state, settings=settings))
