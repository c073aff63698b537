"""The race as a widget: a thread times one way after the other, the event loop shows the bars."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.worker import get_current_worker

from tutor.live.race.options import RaceOptions
from tutor.live.race.scene import RaceScene, RaceState
from tutor.live.race.timing import Timing, measured
from tutor.widgets.live import LivePart


class Race(LivePart[RaceState]):
    """Times loops against whole arrays."""

    scene: RaceScene

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,enter", "race", "race", key_display="space"),
        Binding("left,h", "turn(-1)", "size", key_display="← →"),
        Binding("right,l", "turn(1)", show=False),
    ]

    class Timed(Message, bubble=False):
        """A way was timed in a run, `timing`, or begins to be, None; at the end `way` is empty."""

        def __init__(self, run: int, way: str, timing: Timing | None) -> None:
            super().__init__()
            self.run = run
            self.way = way
            self.timing = timing

    def __init__(self, options: RaceOptions) -> None:
        super().__init__(options, RaceScene(options))
        self._run = 0

    def action_race(self) -> None:
        """Start the race, or stop the one under way."""
        if self.state.runner:
            self._stop()
            return
        self._run += 1
        first = self.scene.race.ways[0].name
        self.show(replace(self.scene.forgotten(self.state), runner=first))
        self._time(self.state.size, self._run)

    def action_turn(self, steps: int) -> None:
        self._stop()
        self.show(self.scene.turned(self.state, steps))

    def action_reset(self) -> None:
        self._stop()
        super().action_reset()

    def on_hide(self) -> None:
        self._stop()

    def _stop(self) -> None:
        self._run += 1
        self.workers.cancel_group(self, "race")
        if self.state.runner:
            self.show(replace(self.state, runner=""))

    @work(thread=True, exclusive=True, group="race", description="time")
    def _time(self, size: int, run: int) -> None:
        worker = get_current_worker()
        for way in self.scene.race.ways:
            self.post_message(self.Timed(run, way.name, None))
            timing = measured(way.prepare(size), lambda: worker.is_cancelled)
            if timing is None:
                return
            self.post_message(self.Timed(run, way.name, timing))
        self.post_message(self.Timed(run, "", None))

    def on_race_timed(self, event: Timed) -> None:
        if event.run != self._run:
            return
        state = self.state
        if event.timing is not None:
            state = self.scene.timed(state, event.way, event.timing)
        self.show(replace(state, runner=event.way))
