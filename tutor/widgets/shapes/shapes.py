"""Two shapes as a widget: the arrows go through the cells, and others can be typed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.course.directives.shapes import ShapesOptions
from tutor.widgets.live import TypedPart
from tutor.widgets.shapes.scene import ShapesScene, ShapesState


class Shapes(TypedPart[ShapesState]):
    """Shows which cell meets which, and the sizes that come out or do not fit."""

    scene: ShapesScene

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(0, -1)", "cell", key_display="←↑↓→"),
        Binding("right,l", "move(0, 1)", show=False),
        Binding("up,k", "move(-1, 0)", show=False),
        Binding("down,j", "move(1, 0)", show=False),
        Binding("space", "turn(1)", "next example"),
        Binding("backspace", "turn(-1)", show=False),
    ]

    def __init__(self, options: ShapesOptions) -> None:
        super().__init__(options, ShapesScene(options))

    def action_move(self, down: int, across: int) -> None:
        self.show(self.scene.moved(self.state, down, across))

    def action_turn(self, by: int) -> None:
        self.show(self.scene.turned(self.state, by))
