"""The perceptron as a widget: its keys."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.live.perceptron.options import PerceptronOptions
from tutor.live.perceptron.scene import PerceptronScene, PerceptronState
from tutor.widgets.live import PlayedPart


class PerceptronPart(PlayedPart[PerceptronState]):
    """A perceptron that learns, one example a step, both ways."""

    PLAYS_A_RUN = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "example", key_display="← →"),
        Binding("left,h", "step(-1)", show=False),
        Binding("m", "mistake", "mistake"),
        Binding("down,j", "problem(1)", "problem", key_display="↑ ↓"),
        Binding("up,k", "problem(-1)", show=False),
    ]

    scene: PerceptronScene

    def __init__(self, options: PerceptronOptions) -> None:
        super().__init__(options, PerceptronScene(options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "problem" or len(self.scene.runs) > 1

    def action_step(self, by: int) -> None:
        self.pause()
        state = self.scene.next(self.state) if by > 0 else self.scene.before(self.state)
        self.show(state or self.state)

    def action_mistake(self) -> None:
        self.pause()
        self.show(self.scene.at_next_mistake(self.state))

    def action_problem(self, by: int) -> None:
        self.pause()
        self.show(self.scene.with_problem(self.state, by))
