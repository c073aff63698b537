"""A run in view trains in bursts: a new size neither cuts one short nor leaves an old picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock

from textual.app import App, ComposeResult
from waiting import wait_until

from engine.training import Snapshot
from tutor.plots.cells import Picture, Span, plain
from tutor.runs.goal import DRAW_ONLY, Goal
from tutor.themes import role_colours
from tutor.widgets.training import TrainingView

BURST = Goal(epochs=1)


class HeldRun:
    """Ends its bursts when it is let go, and notes how each of them ended."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.reached: Snapshot | None = None
        self.finished = False
        self.let_go = Event()
        self.begun = Event()
        self.ended: list[str] = []

    def burst(self, goal: Goal, stopped: Callable[[], bool], show: Callable[[], None]) -> None:
        if goal == DRAW_ONLY:
            return
        self.begun.set()
        while not self.let_go.wait(0.01):
            if stopped():
                self.ended.append("cut")
                return
        self.ended.append("whole")


@dataclass(frozen=True)
class Sized:
    """Draws how wide it is, and how many bursts there were."""

    width: int

    def draw(self, run: HeldRun) -> Picture:
        return [[Span(f"{self.width} wide, {len(run.ended)} done")]]


class OneView(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.view = TrainingView(HeldRun())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def compose(self) -> ComposeResult:
        yield self.view


async def test_a_burst_goes_on_through_a_new_size_and_is_drawn_in_it() -> None:
    app = OneView()
    run = app.view.live
    async with app.run_test() as pilot:
        app.view.use(Sized(10))
        await wait_until(pilot, lambda: plain(app.view.frame) == "10 wide, 0 done")
        app.view.train(BURST)
        await wait_until(pilot, run.begun.is_set)
        app.view.use(Sized(20))
        run.let_go.set()
        await wait_until(pilot, lambda: plain(app.view.frame) == "20 wide, 1 done")
        assert run.ended == ["whole"]


async def test_a_frame_in_the_old_size_is_drawn_again() -> None:
    """The last frame of a burst may be drawn just before the size changes."""
    app = OneView()
    async with app.run_test() as pilot:
        app.view.use(Sized(10))
        await wait_until(pilot, lambda: bool(app.view.frame))
        late = [[Span("10 wide, late")]]
        frames: list[str] = []
        app.view.use(Sized(20))
        await wait_until(pilot, lambda: plain(app.view.frame).startswith("20"))
        app.watch(app.view, "frame", lambda frame: frames.append(plain(frame)), init=False)
        app.view.post_message(
            TrainingView.FrameDrawn(app.view.live, 99, Sized(10), late, last=True)
        )
        await wait_until(pilot, lambda: frames == ["10 wide, late", "20 wide, 0 done"])


async def test_what_is_asked_before_the_first_layout_is_done_after_it() -> None:
    app = OneView()
    run = app.view.live
    run.let_go.set()
    async with app.run_test() as pilot:
        app.view.train(BURST)
        assert not run.begun.is_set()
        app.view.use(Sized(10))
        await wait_until(pilot, lambda: plain(app.view.frame) == "10 wide, 1 done")


async def test_a_pause_takes_back_what_was_asked() -> None:
    app = OneView()
    run = app.view.live
    async with app.run_test() as pilot:
        app.view.train(BURST)
        app.view.pause()
        app.view.use(Sized(10))
        await wait_until(pilot, lambda: bool(app.view.frame))
        assert not run.begun.is_set()
