"""The widgets of simple live parts: keys change a state, and the scene draws it (tutor.live.scene):

class Dice(LivePart[int]):
    BINDINGS = [Binding("space", "throw", "throw")]

    def __init__(self, options: DiceOptions) -> None:
        super().__init__(options, DiceScene(options))

    def action_throw(self) -> None:
        self.show(self.state % 6 + 1)
"""

from tutor.widgets.live.dialled import DialledPart
from tutor.widgets.live.part import LivePart
from tutor.widgets.live.played import PlayedPart
from tutor.widgets.live.typed import TypedPart
from tutor.widgets.live.viewed import ViewedPart

__all__ = [
    "DialledPart",
    "LivePart",
    "PlayedPart",
    "TypedPart",
    "ViewedPart",
]
