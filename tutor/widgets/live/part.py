"""A live part: a scene that draws states, and a widget with keys that change the state."""

from __future__ import annotations

from typing import ClassVar, Generic

from textual.binding import Binding, BindingType
from textual.geometry import Size

from tutor.live.options import LiveOptions
from tutor.live.scene import Room, Scene, State
from tutor.messages import Copied
from tutor.plots.captions import footer, task_rows
from tutor.plots.cells import Picture, plain
from tutor.widgets.picture import PictureView

FEWEST_ROWS = 9
_ROOM_AROUND = 6  # rows of the screen left to the text


class LivePart(PictureView, Generic[State], can_focus=True):
    """Shows a state; below it the note, the task, and what to try."""

    DEFAULT_CSS = """
    LivePart { width: 1fr; height: auto; padding: 0 0 0 1; border-left: blank; }
    LivePart:focus, LivePart:focus-within { border-left: outer $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "reset", "reset", show=False),
        Binding("y", "copy", "copy", show=False),
    ]

    def __init__(self, options: LiveOptions, scene: Scene[State]) -> None:
        super().__init__()
        self.scene = scene
        self.state = scene.started()
        """What is shown; changed through `show`."""
        self.done = False
        """Whether the task was reached at some time."""
        self._options = options
        self._screen_rows = 0

    def show(self, state: State) -> None:
        """Show a state in place of the present one."""
        self.state = state
        self.done = self.done or (self._is_judged and self._is_reached)
        self.redraw()
        self.refresh_bindings()

    @property
    def _is_judged(self) -> bool:
        """Whether what is shown now may fulfil the task."""
        return True

    @property
    def _is_reached(self) -> bool:
        task = self._options.task
        return task is not None and task.reached(self.scene.figures(self.state))

    def redraw(self) -> None:
        if self.size.width and (self._screen_rows or self._is_beside):
            self.picture = self._drawn(self.size.width)

    def on_resize(self) -> None:
        if self._is_beside:  # else the layout has asked for the height, and it was drawn for that
            self.redraw()

    @property
    def _is_beside(self) -> bool:
        """Whether the styles give it a place beside the text, as high as that is."""
        height = self.styles.height
        return height is not None and not height.is_auto

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Draw for the width that the layout offers: the height is the picture's."""
        self._screen_rows = viewport.height
        picture = self._drawn(width)
        self.set_reactive(PictureView.picture, picture)
        return len(picture)

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.redraw()

    def restyled(self) -> None:
        self.redraw()

    def action_reset(self) -> None:
        self.show(self.scene.started())

    def action_copy(self) -> None:
        self.post_message(Copied(plain(self.picture), "the picture"))

    def _drawn(self, width: int) -> Picture:
        below = self._below(width)
        is_beside = self._is_beside
        rows = self.size.height if is_beside else self._screen_rows - _ROOM_AROUND
        rows = max(rows - len(below), FEWEST_ROWS)
        room = Room(width, rows, self.palette(), self.has_focus, is_beside)
        return [*self.scene.picture(self.state, room), *below]

    def _below(self, width: int) -> Picture:
        options = self._options
        task = task_rows(options.task.text, self.done, width) if options.task else []
        return footer(options.note, task, options.hint or self.scene.hint, width)
