"""A live part that can go on by itself."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.timer import Timer

from tutor.live.options import LiveOptions
from tutor.live.scene import PlayedScene, State
from tutor.widgets.live.part import LivePart


class PlayedPart(LivePart[State]):
    """A live part that space plays, from the start when it is at the end, and pauses.

    What is only passed on the way fulfils no task; what the part comes to rest at does.
    """

    MOVES_A_SECOND: ClassVar[int] = 8
    PLAYS_A_RUN: ClassVar[bool] = False
    """Whether to play is to train, which reaches a goal also on its way."""

    scene: PlayedScene[State]

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "play", "play")]

    def __init__(self, options: LiveOptions, scene: PlayedScene[State]) -> None:
        super().__init__(options, scene)
        self._timer: Timer | None = None

    @property
    def playing(self) -> bool:
        return self._timer is not None

    def action_play(self) -> None:
        if self.playing:
            self._rest()
            return
        self._timer = self.set_interval(1 / self.MOVES_A_SECOND, self._move_on)
        if self.scene.next(self.state) is None:
            self.show(self.begin_again())

    def begin_again(self) -> State:
        """Return the state that a part at its end plays from."""
        return self.scene.started()

    def action_reset(self) -> None:
        self.pause()
        super().action_reset()

    def pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def on_blur(self) -> None:
        self._rest()

    def on_hide(self) -> None:
        self._rest()

    @property
    def _is_judged(self) -> bool:
        return self.PLAYS_A_RUN or not self.playing

    def _rest(self) -> None:
        """Stay where the play has come to."""
        if self.playing:
            self.pause()
            self.show(self.state)

    def _move_on(self) -> None:
        state = self.scene.next(self.state)
        if state is None:
            self._rest()
            return
        if self.scene.next(state) is None:
            self.pause()
        self.show(state)
