"""A sweep as a widget: runs in processes of their own, its table filling as they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import redirect_stderr
from multiprocessing import active_children, get_context, resource_tracker
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.worker import Worker, WorkerState, get_current_worker

from engine.sweep import Result, sweep
from tutor.course.directives.sweep import SweepOptions
from tutor.messages import Copied
from tutor.playground.axes import written_axis
from tutor.playground.sweep_picture import sweep_picture
from tutor.playground.sweeping import Plan, key
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Span
from tutor.widgets.picture import PictureView

_TRY = "Enter begins; again it stops, and once more it goes on where it was."
_TALLEST = 16  # rows of the table in a lesson


def processes() -> Executor:
    """As many processes as there are processors, each with a fresh Python.

    What keeps watch over them is handed the error stream, which the app has put another in place
    of that is no file.
    """
    with redirect_stderr(sys.__stderr__):
        resource_tracker.ensure_running()
    return ProcessPoolExecutor(os.cpu_count() or 1, get_context("spawn"))


class SweepView(PictureView, can_focus=True):
    """Runs what is not done yet of a plan, and shows what was found."""

    DEFAULT_CSS = """
    SweepView { padding: 0 0 0 1; border-left: blank; }
    SweepView:focus { border-left: outer $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "run", "run, stop", key_display="enter"),
        Binding("r", "reset", "reset"),
        Binding("y", "copy", "copy command"),
    ]

    running: reactive[bool] = reactive(False, init=False)
    """Whether runs are being handed out."""

    results: reactive[tuple[Result, ...]] = reactive((), init=False)
    """What has ended so far."""

    class Found(Message, bubble=False):
        """A run of a sweep has ended."""

        def __init__(self, plan: Plan, result: Result) -> None:
            super().__init__()
            self.plan = plan
            self.result = result

    def __init__(
        self,
        plan: Plan,
        *,
        title: str = "Sweep",
        note: str = "",
        hint: str = "",
        executor: Callable[[], Executor] = processes,
    ) -> None:
        super().__init__()
        self.plan = plan
        self.trials = plan.trials()
        self._title, self._note, self._hint = title, note, hint or _TRY
        self._executor = executor
        self._problem = ""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._drawn(width))

    def on_resize(self) -> None:
        self._draw()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        if self.is_mounted:
            self.call_after_refresh(self._draw)

    def on_hide(self) -> None:
        self.stop()

    def on_unmount(self) -> None:
        """Wait for no run that nobody will see the end of."""
        if any(worker.group == "sweep" and worker.is_running for worker in self.workers):
            for process in active_children():
                process.terminate()

    def watch_results(self) -> None:
        self._draw()

    def watch_running(self) -> None:
        self._draw()

    def action_run(self) -> None:
        """Begin, stop, or go on where it was stopped."""
        if self.running:
            self.stop()
        elif len(self.results) < len(self.trials):
            self.running = True
            self._problem = ""
            self._sweep(self.plan)

    def stop(self) -> None:
        """Begin no run any more; those under way come to their end."""
        self.workers.cancel_group(self, "sweep")
        self.running = False

    def action_reset(self) -> None:
        self.stop()
        self.results = ()

    def action_copy(self) -> None:
        words = [f"--vary '{written_axis(name, axis)}'" for name, axis in self.plan.axes.items()]
        given = [f"--{name.replace('_', '-')}" for name in ("seeds", "draws")]
        numbers = [self.plan.seeds, self.plan.draws]
        words += [f"{flag} {n}" for flag, n in zip(given, numbers, strict=True) if n > 1]
        self.post_message(Copied(" ".join([self._command(), *words]), "the command for this sweep"))

    def _command(self) -> str:
        from tutor.fitting.command import command_line

        return command_line(self.plan.base, {}, "sweep") + f" --figure {self.plan.figure}"

    @work(thread=True, exclusive=True, group="sweep", exit_on_error=False)
    def _sweep(self, plan: Plan) -> None:
        worker = get_current_worker()
        known = {key(result.trial) for result in self.results}
        missing = [trial for trial in self.trials if key(trial) not in known]
        with self._executor() as executor:
            at_once = os.cpu_count() or 1
            results = sweep(missing, executor, at_once=at_once, stopped=lambda: worker.is_cancelled)
            for result in results:
                self.post_message(self.Found(plan, result))

    def on_sweep_view_found(self, event: Found) -> None:
        """Take a result in, unless it belongs to a plan of before or came twice."""
        known = {key(result.trial) for result in self.results}
        if event.plan is self.plan and key(event.result.trial) not in known:
            self.results = (*self.results, event.result)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        event.stop()
        if event.state in (WorkerState.SUCCESS, WorkerState.ERROR):
            self.running = False
        if event.state == WorkerState.ERROR:
            self._problem = f"The sweep could not go on: {event.worker.error}"
            self._draw()

    def _draw(self) -> None:
        self.picture = self._drawn(self.size.width)

    def _drawn(self, width: int) -> Picture:
        done = len(self.results) == len(self.trials)
        state = "▶ running" if self.running else "✔ done" if done else "○ ready"
        role = "accent" if self.running else "right" if done else "muted"
        rows: Picture = [[Span(f"{self._title}   ", "accent", bold=True), Span(state, role)]]
        base = ", ".join(f"{name} {value}" for name, value in self.plan.base.items())
        rows += caption(base, width)
        palette = self.palette() if self.is_mounted else None
        if palette:
            total = len(self.trials)
            rows += [[], *sweep_picture(self.plan, self.results, total, width, _TALLEST, palette)]
        rows += [[], *caption(self._problem, width, "wrong"), *caption(self._note, width)]
        return [*rows, *caption(self._hint, width)]


def sweep_part(options: SweepOptions) -> SweepView:
    """Return a lesson's sweep."""
    title = options.title or "Sweep"
    return SweepView(options.plan(), title=title, note=options.note, hint=options.hint)
