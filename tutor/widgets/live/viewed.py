"""A live part with dials that shows what they make in one of several views."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from textual.binding import Binding, BindingType

from tutor.widgets.live.dialled import DialledPart, DialledState
from tutor.widgets.live.part import Scene


@dataclass(frozen=True, slots=True)
class ViewedState(DialledState):
    """How the dials are set, and which view is shown."""

    view: int = 0


class ViewedScene(Scene[ViewedState], Protocol):
    """A scene that can be drawn in several ways."""

    @property
    def views(self) -> Sequence[str]:
        """The names of the views, in their order."""


class ViewedPart(DialledPart[ViewedState]):
    """A live part whose views `v` turns through."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "view", "view")]

    scene: ViewedScene

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "view":
            return len(self.scene.views) > 1
        return super().check_action(action, parameters)

    def action_view(self) -> None:
        following = (self.state.view + 1) % len(self.scene.views)
        self.show(replace(self.state, view=following))
