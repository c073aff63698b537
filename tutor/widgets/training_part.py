"""What live parts that train share: keys that train, pause and step, a pace, and their place."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size

from tutor.live.fit.options import TrainingOptions
from tutor.messages import TaskDone, TaskShown
from tutor.playground.task import Task
from tutor.plots.captions import caption, footer
from tutor.plots.cells import Picture, Row
from tutor.runs.pace import Pace
from tutor.widgets.training import Drawing, Run, TrainingView
from tutor.widgets.transport import Transport

SHORTEST, TALLEST = 9, 18  # rows of the panels
_ROOM_AROUND = 6  # rows of the screen left to the text
STATUS_ROWS = 1

LOOKING: list[BindingType] = [
    Binding("v", "view", "view"),
    Binding("plus,equals_sign", "speed(1)", "speed", key_display="+ −"),
    Binding("minus", "speed(-1)", show=False),
]
"""Keys that a subclass has after its own, which come first in the key bar."""

LUCK = Binding(
    "L", "luck", "is it luck?", key_display="L", tooltip="luck: train 20 seeds, see their band"
)


class TrainingPart(Transport[Run], TrainingView[Run]):
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

    def __init__(self, options: TrainingOptions | None = None) -> None:
        """Without options there is nothing to reach, and what to try is the part's own."""
        asked = options.task if options else None
        self._wanted = Task(asked.text, asked.when) if asked else None
        self._note = options.note if options else ""
        self._hint = (options and options.hint) or self.HINT
        self._view = 0
        self.pace = Pace.suiting(options.settings()["epochs"]) if options else Pace()
        self._done_at: int | None = None
        self._rows_left = 0  # for the panels, when they were last laid out
        super().__init__(self.new_run())

    @property
    def training(self) -> TrainingView[Run]:
        return self

    def show_pace(self) -> None:
        self._compose_picture()

    @abstractmethod
    def _canvas(self, width: int, rows: int) -> Drawing[Run]:
        """Return how the run is drawn in this place."""

    @abstractmethod
    def _status(self, pace: str, width: int) -> Row:
        """Return how the run stands, and at the right its pace."""

    @abstractmethod
    def _report(self, width: int) -> Picture:
        """Return what stands right under the panels."""

    def on_show(self) -> None:
        if self._wanted:
            self.post_message(TaskShown(self, self._wanted.said))

    def on_hide(self) -> None:
        self.pause()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self._compose_picture()

    def on_resize(self) -> None:
        self._choose_canvas()

    def restyled(self) -> None:
        self._choose_canvas()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        around = STATUS_ROWS + len(self._below(width))
        return around + min(max(viewport.height - _ROOM_AROUND - around, SHORTEST), TALLEST)

    def watch_frame(self, frame: Picture) -> None:
        if self.live.reached:
            self.task_reached(self.live.reached.epoch)
        self._compose_picture()

    def task_reached(self, epoch: int) -> None:
        """Note that the task is done, the first time that it is."""
        if self._wanted and self._done_at is None:
            self.note_task(epoch)
            self.post_message(TaskDone(self, self._wanted.said, epoch))

    def note_task(self, epoch: int) -> None:
        """Show that the task was done, at this epoch of a run."""
        self._done_at = epoch
        self._compose_picture()

    def watch_running(self, running: bool) -> None:
        self._compose_picture()
        self.refresh_bindings()

    def action_view(self) -> None:
        self._view += 1
        self._choose_canvas()
        self.refresh_bindings()

    def _choose_canvas(self) -> None:
        width, height = self.size
        rows = height - STATUS_ROWS - len(self._below(width))
        self._rows_left = rows
        if width > 0 and rows > 0:
            self.use(self._canvas(width, rows))

    def _compose_picture(self) -> None:
        width, below = self.size.width, self._below(self.size.width)
        self.picture = [self._status(self.pace.words, width), *self.frame, *below]
        if self.size.height - STATUS_ROWS - len(below) != self._rows_left:
            self.call_after_refresh(self._choose_canvas)

    def _below(self, width: int) -> Picture:
        """Return what stands under the panels, at the end the note, the task, what to try."""
        task = self._wanted.rows(self._done_at, width) if self._wanted else []
        return [*self._report(width), *footer(self._note, task, "", width), *self._tried(width)]

    def _tried(self, width: int) -> Picture:
        """Return what to try."""
        return caption(self._hint, width)
