"""What live parts that train share: keys that train, pause and step, a pace, and their place."""

from __future__ import annotations

import textwrap
from abc import abstractmethod
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size

from tutor.live.fit.options import TrainingOptions
from tutor.messages import TaskDone, TaskShown
from tutor.playground.task import Task
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.numbers import shown
from tutor.runs.run import Goal
from tutor.widgets.training import Drawing, Run, TrainingView

SHORTEST, TALLEST = 9, 18  # rows of the panels
_ROOM_AROUND = 6  # rows of the screen left to the text
_SPEEDS: tuple[float | None, ...] = (1, 5, 20, 100, None)
_LONG = 12  # seconds; a run starts at the least speed that makes it no longer
_STATUS_ROWS = 1

LOOKING: list[BindingType] = [
    Binding("v", "view", "view"),
    Binding("plus,equals_sign", "speed(1)", "speed", key_display="+ −"),
    Binding("minus", "speed(-1)", show=False),
]
"""Keys that a subclass has after its own, which come first in the key bar."""


class TrainingPart(TrainingView[Run]):
    """A row that says how it stands, panels that the thread draws, and words below them."""

    DEFAULT_CSS = """
    TrainingPart { width: 1fr; height: auto; padding: 0 0 0 1; border-left: blank; }
    TrainingPart:focus { border-left: outer $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "run", "train"),
        Binding("s", "step", "step"),
        Binding("e", "epoch", "epoch"),
        Binding("r", "reset", "reset"),
    ]

    HINT: ClassVar[str]
    """What to try, where the lesson says nothing else."""

    def __init__(self, options: TrainingOptions) -> None:
        asked = options.task
        self._wanted = Task(asked.text, asked.when) if asked else None
        self._note = options.note
        self._hint = options.hint or self.HINT
        self._view = 0
        self._speed = _first_speed(options.epochs)
        self._done_at: int | None = None
        super().__init__(self._new_run())

    @abstractmethod
    def _new_run(self) -> Run:
        """Return a run from its start."""

    @abstractmethod
    def _canvas(self, width: int, rows: int) -> Drawing[Run]:
        """Return how the run is drawn in this place."""

    @abstractmethod
    def _status(self, pace: str, width: int) -> Row:
        """Return how the run stands, and at the right its pace."""

    @abstractmethod
    def _told(self, width: int) -> Picture:
        """Return what stands right under the panels."""

    def on_show(self) -> None:
        if self._wanted:
            self.post_message(TaskShown(self._wanted.name, self._note_task))

    def on_hide(self) -> None:
        self.pause()

    def on_focus(self) -> None:
        self._compose_picture()

    def on_blur(self) -> None:
        self._compose_picture()

    def on_resize(self) -> None:
        self._choose_canvas()

    def restyled(self) -> None:
        self._choose_canvas()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        around = _STATUS_ROWS + len(self._below(width))
        return around + min(max(viewport.height - _ROOM_AROUND - around, SHORTEST), TALLEST)

    def watch_frame(self, frame: Picture) -> None:
        if self.live.reached:
            self._do_task(self.live.reached.epoch)
        self._compose_picture()

    def _do_task(self, epoch: int) -> None:
        """Note that the task is done, the first time that it is."""
        if self._wanted and self._done_at is None:
            self._note_task(epoch)
            self.post_message(TaskDone(self._wanted.name, epoch))

    def _note_task(self, epoch: int) -> None:
        self._done_at = epoch
        self._compose_picture()

    def watch_running(self, running: bool) -> None:
        self._compose_picture()
        self.refresh_bindings()

    def action_run(self) -> None:
        """Train, pause, or begin anew a run that has come to its end."""
        if self.running:
            self.pause()
            return
        if self.live.finished:
            self.live = self._new_run()
        self.train(Goal(epochs_a_second=_SPEEDS[self._speed]))

    def action_step(self) -> None:
        self.train(Goal(steps=1))

    def action_epoch(self) -> None:
        self.train(Goal(epochs=1))

    def action_reset(self) -> None:
        self.take(self._new_run())

    def action_view(self) -> None:
        self._view += 1
        self._choose_canvas()

    def action_speed(self, by: int) -> None:
        self._speed = min(max(self._speed + by, 0), len(_SPEEDS) - 1)
        if self.running:
            self.train(Goal(epochs_a_second=_SPEEDS[self._speed]))
        self._compose_picture()

    def _choose_canvas(self) -> None:
        width, height = self.size
        rows = height - _STATUS_ROWS - len(self._below(width))
        if width > 0 and rows > 0:
            self.use(self._canvas(width, rows))

    def _compose_picture(self) -> None:
        width = self.size.width
        speed = _SPEEDS[self._speed]
        pace = "flat out" if speed is None else f"{speed:g} epoch{'s' * (speed != 1)}/s"
        self.picture = [self._status(pace, width), *self.frame, *self._below(width)]

    def _below(self, width: int) -> Picture:
        """Return what stands under the panels, at the end the note, the task, what to try."""
        rows = self._told(width)
        rows += [[Span(line, "muted")] for line in textwrap.wrap(self._note, max(width, 20))]
        if self._wanted:
            done = self._done_at is not None
            glyph = Span("✔ ", "right") if done else Span("○ ", "muted")
            when = f" (reached at epoch {self._done_at})" if done else ""
            rows += [[glyph, Span(f"{self._wanted.text}{when}")]]
        lines = textwrap.wrap(self._hint, max(width, 20))
        return [*rows, *([Span(line, "muted")] for line in lines)]


def written(value: Any) -> str:
    """Return the value of a setting as a learner reads it."""
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return shown(value) if isinstance(value, int | float) else str(value)


def _first_speed(epochs: int) -> int:
    fast = (place for place, speed in enumerate(_SPEEDS) if speed and epochs / speed <= _LONG)
    return next(fast, len(_SPEEDS) - 1)
