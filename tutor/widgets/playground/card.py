"""What a lesson shows of the playground: its set-up, its task, and the way in."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive

from tutor.live.dials import setting_text
from tutor.live.playground.options import PlaygroundOptions
from tutor.messages import Copied, PlaygroundOpened, TaskDone, TaskShown
from tutor.playground.takeaway import playground_command
from tutor.playground.task import Task
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Span
from tutor.widgets.picture import PictureView

_TRY = "Enter opens the playground, set up for this; everything in it can be changed."


class PlaygroundCard(PictureView, can_focus=True):
    """Opens the playground, and knows afterwards whether the task was done."""

    DEFAULT_CSS = """
    PlaygroundCard { padding: 0 0 0 1; border-left: blank; }
    PlaygroundCard:focus { border-left: outer $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", "open the playground", key_display="enter"),
        Binding("y", "copy", "copy command"),
    ]

    reached: reactive[int | None] = reactive(None, init=False)
    """The epoch at which the task was done."""

    def __init__(self, options: PlaygroundOptions) -> None:
        super().__init__()
        self._settings = options.changed_settings()
        self._options = options
        task = options.task
        self._wanted = Task(task.text, task.when, self._settings) if task else None

    def on_show(self) -> None:
        if self._wanted:
            self.post_message(TaskShown(self, self._wanted.said))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._drawn(width))

    def on_resize(self) -> None:
        self._draw()

    def watch_reached(self) -> None:
        self._draw()

    def action_open(self) -> None:
        self.post_message(PlaygroundOpened(self, self._settings, self._wanted))

    def action_copy(self) -> None:
        self.post_message(Copied(playground_command(self._settings), "the command"))

    def note_task(self, epoch: int) -> None:
        """Show that the task was done, however often the playground is opened again."""
        self.reached = epoch

    def task_reached(self, epoch: int) -> None:
        """Note that the task was done in the playground."""
        if self._wanted:
            self.note_task(epoch)
            self.post_message(TaskDone(self, self._wanted.said, epoch))

    def _draw(self) -> None:
        self.picture = self._drawn(self.size.width)

    def _drawn(self, width: int) -> Picture:
        rows: Picture = [[Span(self._options.title or "Playground", "accent", bold=True)]]
        settings = ", ".join(
            f"{name.replace('_', ' ')} {setting_text(value)}"
            for name, value in self._settings.items()
        )
        rows += caption(settings, width, "muted")
        if self._wanted:
            rows += self._wanted.rows(self.reached, width)
        return [*rows, *caption(self._options.hint or _TRY, width, "muted")]
