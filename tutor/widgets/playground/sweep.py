"""A sweep as a widget: runs in processes of their own, its table filling as they end."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any, ClassVar

from textual import work
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.worker import Worker

from engine.counted import counted
from engine.sweep import Result
from tutor.live.sweep.options import SweepOptions
from tutor.messages import Copied, KeepingTried, SweepsAsked
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Span
from tutor.sweeps.axes import shown_value, written_axis
from tutor.sweeps.picture import SweepSheet, SweepStanding, summed_up
from tutor.sweeps.plan import Plan, written_plan
from tutor.sweeps.processes import Processes
from tutor.sweeps.run import ENDED_ARE_KEPT, Pool, SweepRun
from tutor.sweeps.store import Sweeps
from tutor.whole_files import working_folder
from tutor.widgets.picture import PictureView

_TRY = "Enter begins; again it stops, and once more it goes on where it was."
_TALLEST = 22  # rows of the sweep in the flow of a lesson
_ROOM_AROUND = 4  # rows of the screen that a page needs for itself
_FRAME = 0.1  # seconds; results that come at once are drawn once
_PAUSE = 5  # times what a drawing took: thousands of runs leave time for keys


class SweepView(PictureView, can_focus=True):
    """Runs what is not done yet of a plan, and shows what was found."""

    DEFAULT_CSS = """
    SweepView { padding: 0 0 0 1; border-left: blank; }
    SweepView:focus { border-left: outer $accent; }
    SweepView.-fills { height: 1fr; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "run", "run", key_display="enter", tooltip="Begin, stop, or go on."),
        Binding("r", "begin_anew", "anew"),
        Binding("y", "copy", "command"),
        Binding("down,j", "scroll_table(1)", show=False),
        Binding("up,k", "scroll_table(-1)", show=False),
        Binding("pagedown", "scroll_table(10)", show=False),
        Binding("pageup", "scroll_table(-10)", show=False),
        Binding("home", "scroll_table(-10000)", show=False),
        Binding("end", "scroll_table(10000)", show=False),
    ]

    running: reactive[bool] = reactive(False, init=False)
    """Whether runs are under way."""

    def __init__(
        self,
        plan: Plan,
        *,
        title: str = "Sweep",
        note: str = "",
        hint: str = "",
        fills: bool = False,
        pool: Callable[[], Pool] = Processes,
    ) -> None:
        """With `fills` the table takes the room that there is, else what a page spares for it."""
        super().__init__()
        self.set_class(fills, "-fills")
        self.sweep = SweepRun(plan, pool)
        self._title, self._note, self._hint = title, note, hint or _TRY
        self._tallest = _TALLEST
        self._anew_asked = False
        self._top = self._last_top = 0
        self._drawn_of: tuple[object, ...] = ()
        self._unkept = 0
        self._next_draw = 0.0
        self._sheet: tuple[tuple[object, ...], SweepSheet] | None = None

    @property
    def results(self) -> tuple[Result, ...]:
        """What has ended so far."""
        return self.sweep.results

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        self._tallest = min(_TALLEST, viewport.height - _ROOM_AROUND)
        return len(self._drawn(width))

    def on_mount(self) -> None:
        self._frames = self.set_interval(_FRAME, self._draw_if_changed, pause=True)
        self.post_message(SweepsAsked(self))

    def on_resize(self) -> None:
        self._draw()

    def restyled(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._expect_no_answer()

    def on_hide(self) -> None:
        self.stop()

    def on_unmount(self) -> None:
        """Wait for no run that nobody will see the end of."""
        self.sweep.end_now()

    def watch_running(self) -> None:
        self._draw()

    def action_run(self) -> None:
        """Begin, stop, or go on where it was stopped."""
        self._expect_no_answer()
        if self.running:
            self.sweep.stopping = not self.sweep.stopping
        elif not self.sweep.done:
            self.sweep.stopping = False
            self.running = True
            self._carry_out()

    def stop(self) -> None:
        """Begin no run any more; those under way come to their end."""
        self.sweep.stopping = True

    def action_begin_anew(self) -> None:
        """Forget the results, once it is clear that this is wanted."""
        if self._anew_asked:
            self._anew_asked = False
            self._begin_anew()
        elif self.results:
            self._anew_asked = True
            self._draw()

    def action_scroll_table(self, by: int) -> None:
        """Scroll the table where it is longer than the room, else what is around it."""
        if not self._last_top:
            raise SkipAction
        self._expect_no_answer()
        self._top = min(max(self._top + by, 0), self._last_top)
        self._draw()

    def action_copy(self) -> None:
        self._expect_no_answer()
        self.post_message(Copied(self.command(), "the command for this sweep"))

    def command(self) -> str:
        """Return the command line that does this sweep without the app."""
        from tutor.runs.command import command_line

        plan = self.sweep.plan
        if plan.setups:
            return "\n".join(map(self._command_of, plan.setups.values()))
        base = {name: value for name, value in plan.base.items() if value is not None}
        words = [f"--vary {shlex.quote(written_axis(*axis))}" for axis in plan.axes.items()]
        words += [f"--seeds {plan.seeds}"] * (plan.seeds > 1)
        words += [f"--draws {plan.draws}"] * (plan.draws > 0)
        words += [f"--figure {plan.figure}"] * bool(plan.figure)
        return " ".join([command_line(base, {}, "sweep"), *words])

    def _command_of(self, setup: Mapping[str, Any]) -> str:
        """Return the command line for one set-up, over all seeds."""
        from tutor.runs.command import command_line

        plan = self.sweep.plan
        settings = {n: value for n, value in {**plan.base, **setup}.items() if value is not None}
        first = int(settings.pop("seed", 0))
        seeds = ",".join(map(str, range(first, first + plan.seeds)))
        words = [f"--vary seed={seeds}", *[f"--figure {plan.figure}"] * bool(plan.figure)]
        return " ".join([command_line(settings, {}, "sweep"), *words])

    def _expect_no_answer(self) -> None:
        if self._anew_asked:
            self._anew_asked = False
            self._draw()

    @work(thread=True, group="sweep", exit_on_error=False)
    def _carry_out(self) -> None:
        self.sweep.carry_out()

    @work(thread=True, group="results", exit_on_error=False)
    def _begin_anew(self) -> None:
        self.sweep.begin_anew()

    @work(thread=True, group="results", exit_on_error=False, description="keep the results")
    def keep_in(self, kept: Sweeps) -> None:
        """Keep what is found out, and take what was."""
        self.sweep.keep_in(kept)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Draw as long as something is found out, and once it is known."""
        event.stop()
        if event.worker.group == "sweep" and event.worker.is_finished:
            if event.worker.error:
                self.sweep.trouble = _stopped_by(event.worker.error)
            self.running = False
        if any(worker.node is self and worker.is_running for worker in self.workers):
            self._frames.resume()
        else:
            self._frames.pause()
            self._draw()
        self._tell_unkept()

    def _tell_unkept(self) -> None:
        """Let it be known how many results are lost if the program is left now."""
        if self._unkept != self.sweep.unkept:
            self._unkept = self.sweep.unkept
            what = f"{counted(self._unkept, 'result')} of a sweep"
            why = (self.sweep.trouble or what) if self._unkept else ""
            self.post_message(KeepingTried(self.sweep, what, why))

    def _draw_if_changed(self) -> None:
        self._tell_unkept()
        run = self.sweep
        second = int(monotonic()) if self.running else 0  # for the time left
        now = (len(run.results), run.running, run.stopping, run.trouble, second)
        began = monotonic()
        if now != self._drawn_of and began >= self._next_draw:
            self._drawn_of = now
            self._draw()
            self._next_draw = began + _PAUSE * (monotonic() - began)

    def _draw(self) -> None:
        self.picture = self._drawn(self.size.width)

    def _drawn(self, width: int) -> Picture:
        standing = self.sweep.standing()
        above = self._heading(standing, width)
        problem = caption(self._problem(), width, "wrong")
        tries = [row for line in self._hint.split("\n") for row in caption(line, width)]
        below: Picture = [[], *caption(self._note, width), *(problem or tries)]
        if not self.is_mounted:
            return [*above, *below]
        height = self.styles.height
        fills = height is not None and not height.is_auto
        room = (self.size.height if fills else self._tallest) - len(above) - len(below)
        drawn = self._summed_up(standing, width).seen(standing, room, self._top)
        self._top, self._last_top = drawn.top, drawn.last_top
        return [*above, *drawn.picture, *below]

    def _summed_up(self, standing: SweepStanding, width: int) -> SweepSheet:
        """Return the sweep to be drawn, summed up anew only where something has changed."""
        of = (standing.results, standing.running, width, self.palette())
        if self._sheet is None or self._sheet[0] != of:
            self._sheet = of, summed_up(self.sweep.plan, standing, width, self.palette())
        return self._sheet[1]

    def _problem(self) -> str:
        """Return what there is to be decided, or what went wrong."""
        if not self._anew_asked:
            return self.sweep.trouble
        number = len(self.results)
        what = "the result" if number == 1 else f"the {number} results"
        return f"Press r again to forget {what} and begin anew; another key keeps all."

    def _heading(self, standing: SweepStanding, width: int) -> Picture:
        """Return what is swept, and whether it is at work."""
        plan = self.sweep.plan
        if self.running:
            number = len(standing.running)
            stopping = f"◌ stopping, {number} under way; enter goes on" if number else "◌ stopping"
            state = Span(stopping if self.sweep.stopping else "▶ running", "accent")
        elif standing.done:
            state = Span("✔ done", "right")
        else:
            state = Span("○ stopped" if standing.results else "○ ready", "muted")
        base = {name: value for name, value in plan.base.items() if name not in plan.axes}
        rest = ", ".join(f"{name} {shown_value(name, value)}" for name, value in base.items())
        title = [Span(f"{self._title}   ", "accent", bold=True)] if self._title else []
        rows: Picture = [[*title, state]]
        return [*rows, *caption(written_plan(plan), width, "text"), *caption(rest, width), []]


def sweep_part(options: SweepOptions) -> SweepView:
    """Return a lesson's sweep."""
    title = options.title or "Sweep"
    return SweepView(options.plan(), title=title, note=options.note, hint=options.hint)


def _stopped_by(error: BaseException) -> str:
    """Say why a sweep stopped, and that nothing is lost by it."""
    match error:
        case FileNotFoundError(filename=None):  # the folder we stand in
            why = f"the {working_folder()}: {error.strerror}"
        case OSError(strerror=str(said)):
            why = said
        case MemoryError():
            why = "there is no memory left"
        case _:
            name = type(error).__name__
            why = f"a fault of this program's own ({name}{f': {error}' * bool(str(error))})"
    return f"The sweep could not go on: {why}. {ENDED_ARE_KEPT}"
