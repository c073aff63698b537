"""Two shapes, or puzzles about shapes, as widgets: their keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.live.shapes.options import ShapesOptions
from tutor.live.shapes.puzzle_scene import PuzzleScene, PuzzleState
from tutor.live.shapes.scene import ShapesScene, ShapesState
from tutor.widgets.live import TypedPart


def shapes_part(options: ShapesOptions) -> Shapes | ShapePuzzles:
    """Return the widget that the options ask for."""
    return ShapePuzzles(options) if options.puzzles else Shapes(options)


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


class ShapePuzzles(TypedPart[PuzzleState]):
    """Asks for shapes, as long as the learner likes."""

    scene: PuzzleScene

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,space", "next", "new puzzle", key_display="n"),
    ]

    def __init__(self, options: ShapesOptions) -> None:
        super().__init__(options, PuzzleScene(options))

    def action_next(self) -> None:
        self.show(self.scene.next(self.state))
