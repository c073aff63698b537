"""What simple live parts share: a state that keys change, drawn, and a line that says what to try.

A live part is made of a scene, which is pure and draws states, and of a widget that has the keys:

    class Dice(LivePart[int]):
        BINDINGS = [Binding("space", "throw", "throw")]

        def __init__(self, options: DiceOptions) -> None:
            super().__init__(options, DiceScene(options))

        def action_throw(self) -> None:
            self.show(self.state % 6 + 1)
"""

from tutor.widgets.live.dialled import DialledPart, DialledState
from tutor.widgets.live.part import LivePart, Room, Scene
from tutor.widgets.live.played import PlayedPart, PlayedScene
from tutor.widgets.live.typed import TypedPart
from tutor.widgets.live.viewed import ViewedPart, ViewedState

__all__ = [
    "DialledPart",
    "DialledState",
    "LivePart",
    "PlayedPart",
    "PlayedScene",
    "Room",
    "Scene",
    "TypedPart",
    "ViewedPart",
    "ViewedState",
]
