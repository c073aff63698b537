"""The fit: a training run within a lesson, with dials, and a task that it notices when done."""

from __future__ import annotations

import textwrap
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size

from tutor.course.directives.fit import FitOptions, RunOptions
from tutor.fitting.command import command_line
from tutor.fitting.look import Look
from tutor.fitting.panels import Canvas
from tutor.fitting.run import Goal, LiveRun
from tutor.fitting.words import report_rows, status_row
from tutor.messages import Copied
from tutor.plots.cells import Picture, Span
from tutor.plots.dials import Dial, dial_rows
from tutor.plots.numbers import shown
from tutor.widgets.training import TrainingView

SHORTEST, TALLEST = 9, 18  # rows of the panels
_ROOM_AROUND = 6  # rows of the screen left to the text
_SPEEDS: tuple[float | None, ...] = (1, 5, 20, 100, None)
_LONG = 12  # seconds; a run starts at the least speed that makes it no longer
_TRY = "space trains, s takes one step, e one epoch, v shows another view."
_STATUS_ROWS = 1


class Fit(TrainingView, can_focus=True):
    """A network that trains before the learner's eyes."""

    DEFAULT_CSS = """
    Fit { width: 1fr; height: auto; padding: 0 0 0 1; border-left: blank; }
    Fit:focus { border-left: outer $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "run", "train"),
        Binding("s", "step", "step"),
        Binding("e", "epoch", "epoch"),
        Binding("r", "reset", "reset"),
        Binding("left,h", "turn(-1)", "change", key_display="← →"),
        Binding("right,l", "turn(1)", show=False),
        Binding("up,k", "choose(-1)", "dial", key_display="↑ ↓"),
        Binding("down,j", "choose(1)", show=False),
        Binding("v", "view", "view"),
        Binding("plus,equals_sign", "speed(1)", "speed", key_display="+ −"),
        Binding("minus", "speed(-1)", show=False),
        Binding("y", "copy", "copy command"),
    ]

    def __init__(self, options: FitOptions) -> None:
        self._options = options
        self._settings = options.settings()
        self._dial = 0
        self._view = 0
        self._speed = _first_speed(options.epochs)
        self._done = False
        super().__init__(self._new_run())

    def _new_run(self) -> LiveRun:
        task = self._options.task
        return LiveRun(self._settings, task.when if task else "")

    def on_hide(self) -> None:
        self.pause()

    def on_focus(self) -> None:
        self._compose_picture()

    def on_blur(self) -> None:
        self._compose_picture()

    def on_resize(self) -> None:
        self._choose_canvas()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self.call_after_refresh(self._choose_canvas)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        around = _STATUS_ROWS + len(self._below(width))
        return around + min(max(viewport.height - _ROOM_AROUND - around, SHORTEST), TALLEST)

    def watch_frame(self, frame: Picture) -> None:
        self._done = self._done or self.live.reached is not None
        self._compose_picture()

    def watch_running(self, running: bool) -> None:
        self._compose_picture()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        dials = len(self._options.dials)
        return dials > {"turn": 0, "choose": 1}.get(action, -1)

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

    def action_choose(self, by: int) -> None:
        self._dial = (self._dial + by) % len(self._options.dials)
        self._compose_picture()

    def action_turn(self, by: int) -> None:
        """Change the chosen setting: the learning rate at once, any other from the start."""
        name, values = list(self._options.dials.items())[self._dial]
        place = min(max(values.index(self._settings[name]) + by, 0), len(values) - 1)
        if values[place] == self._settings[name]:
            return
        self._settings = {**self._settings, name: values[place]}
        if name == "learning_rate" and not self.live.finished:
            self.change(name, float(self._settings[name]))
            self._compose_picture()
        else:
            self._start_anew()

    def _start_anew(self) -> None:
        running = self.running
        self.take(self._new_run())
        if running:
            self.action_run()

    def action_view(self) -> None:
        self._view += 1
        self._choose_canvas()

    def action_speed(self, by: int) -> None:
        self._speed = min(max(self._speed + by, 0), len(_SPEEDS) - 1)
        if self.running:
            self.train(Goal(epochs_a_second=_SPEEDS[self._speed]))
        self._compose_picture()

    def action_copy(self) -> None:
        command = command_line(self._settings, RunOptions().settings())
        self.post_message(Copied(command, "the command for this run"))

    def _choose_canvas(self) -> None:
        width, height = self.size
        rows = height - _STATUS_ROWS - len(self._below(width))
        if width > 0 and rows > 0:
            options = self._options
            views = tuple(options.views)
            look = Look(self.palette(), options.log_loss)
            self.use(Canvas(width, rows, look, views, self._view))

    def _compose_picture(self) -> None:
        width = self.size.width
        speed = _SPEEDS[self._speed]
        pace = "flat out" if speed is None else f"{speed:g} epoch{'s' * (speed != 1)}/s"
        status = status_row(self.live, self.running, pace, width)
        self.picture = [status, *self.frame, *self._below(width)]

    def _below(self, width: int) -> Picture:
        """Return what stands under the panels: the report, the dials, the task, what to try."""
        options = self._options
        rows = report_rows(self.live, self.error, width)
        dials = [self._drawn_dial(name) for name in options.dials]
        rows += dial_rows(dials, self._dial if self.has_focus else None, width)
        rows += [[Span(line, "muted")] for line in textwrap.wrap(options.note, max(width, 20))]
        if options.task:
            glyph = Span("✔ ", "right") if self._done else Span("○ ", "muted")
            rows += [[glyph, Span(f"{options.task.text}{self._when_done()}")]]
        lines = textwrap.wrap(options.hint or _TRY, max(width, 20))
        return [*rows, *([Span(line, "muted")] for line in lines)]

    def _when_done(self) -> str:
        reached = self.live.reached
        return f" (reached at epoch {reached.epoch})" if reached else ""

    def _drawn_dial(self, name: str) -> Dial:
        values, value = self._options.dials[name], self._settings[name]
        part = values.index(value) / (len(values) - 1)
        return Dial(name.replace("_", " "), _written(value), part)


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return shown(value) if isinstance(value, int | float) else str(value)


def _first_speed(epochs: int) -> int:
    fast = (place for place, speed in enumerate(_SPEEDS) if speed and epochs / speed <= _LONG)
    return next(fast, len(_SPEEDS) - 1)
