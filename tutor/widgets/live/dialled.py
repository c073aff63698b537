"""A live part with dials: up and down choose one, left and right turn it."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual.binding import Binding, BindingType
from textual.events import Click

from tutor.plots.cells import plain
from tutor.plots.settings import Settings
from tutor.widgets.live.part import LivePart, Scene, State

LEAP = 5


class DialledScene(Scene[State], Protocol[State]):
    """A scene whose states have settings to be turned."""

    def settings(self, state: State) -> Settings:
        """Return how the dials are set."""

    def with_settings(self, state: State, settings: Settings) -> State:
        """Return the state with the dials set otherwise."""


class DialledPart(LivePart[State]):
    """A live part whose dials the arrows turn."""

    scene: DialledScene[State]

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
        before = self.scene.settings(self.state)
        after = before.clicked(plain([self.picture[place.y]]), place.x)
        if after != before:
            self.show(self.scene.with_settings(self.state, after))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the arrows to the page where there is nothing to turn or to choose."""
        needed = {"turn": 1, "choose": 2}.get(action, 0)
        return len(self.scene.settings(self.state).dials) >= needed

    def action_turn(self, steps: int) -> None:
        settings = self.scene.settings(self.state)
        self.show(self.scene.with_settings(self.state, settings.turned(steps)))

    def action_choose(self, by: int) -> None:
        settings = self.scene.settings(self.state)
        self.show(self.scene.with_settings(self.state, settings.moved(by)))
