"""A live part with dials that shows what they make in one of several views."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.live.scene import ViewedScene, ViewedState
from tutor.widgets.live.dialled import DialledPart


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
