"""Training in a thread, which trains, draws and posts frames; the event loop only shows them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Lock
from typing import Generic, Protocol, TypeVar

from textual import work
from textual.message import Message
from textual.reactive import reactive
from textual.worker import Worker, WorkerState, get_current_worker

from engine.training import Snapshot
from tutor.plots.cells import Picture
from tutor.runs.goal import DRAW_ONLY, Goal
from tutor.runs.run import LiveRun
from tutor.widgets.seeds import Seeded, SeedTraining

_BRISK = 0.0005  # seconds; how soon Python lets the event loop have its turn while a thread trains


class Trainable(Seeded, Protocol):
    """What trains in bursts: one run, or several side by side."""

    lock: Lock
    """Held by the thread that trains it."""
    reached: Snapshot | None
    """Where the task was done."""

    @property
    def finished(self) -> bool:
        """Whether nothing is left to train."""

    def burst(self, goal: Goal, stopped: Callable[[], bool], show: Callable[[], None]) -> None:
        """Train as far as the goal, until told to stop; calls `show` some times a second."""


Run = TypeVar("Run", bound=Trainable)
Drawn = TypeVar("Drawn", contravariant=True)


class Drawing(Protocol[Drawn]):
    """How a run is drawn; a value that can be compared."""

    def draw(self, run: Drawn) -> Picture:
        """Return the picture of a run, called in the thread that trains it."""


class TrainingView(SeedTraining, Generic[Run]):
    """Shows a live run, and trains it in bursts.

    The thread of a burst holds its run's lock; after every epoch, in a long one after every step,
    it looks whether it has been cancelled; it draws no frame before the last one was shown.
    """

    running: reactive[bool] = reactive(False, init=False)
    """Whether the run goes on by itself."""

    frame: reactive[Picture] = reactive(list, init=False, always_update=True)
    """The panels as the thread drew them last."""

    error: reactive[str] = reactive("", init=False)
    """Why the last burst could not go on."""

    class FrameDrawn(Message, bubble=False):
        """A thread has drawn a run; `last` at the end of its burst."""

        def __init__(
            self, run: Trainable, burst: int, drawing: object, frame: Picture, *, last: bool
        ) -> None:
            super().__init__()
            self.run = run
            self.burst = burst
            self.drawing = drawing
            self.frame = frame
            self.last = last

    def __init__(self, run: Run) -> None:
        super().__init__()
        self.live = run
        """The run in view; a frame of any other comes too late and is dropped."""
        self._drawing: Drawing[Run] | None = None
        self._asked: Goal | None = None
        """What to train as soon as it is known how to draw."""
        self._burst = 0
        self._ended = 0
        """The last burst whose last frame was shown."""
        self._worker: Worker[None] | None = None
        self._shown = Event()

    def watch_frame(self, frame: Picture) -> None:
        self.picture = frame

    def use(self, drawing: Drawing[Run]) -> None:
        """Draw in this way from now on; a burst that is under way goes on."""
        if drawing != self._drawing:
            self._drawing = drawing
            if not self._at_work():
                self.train(self._asked or DRAW_ONLY)

    def _at_work(self) -> bool:
        """Return whether a frame is still to come from the burst begun last."""
        worker = self._worker
        return worker is not None and not worker.is_finished and self._ended != self._burst

    def take(self, run: Run) -> None:
        """Put another run in view, in place of the present one."""
        self.pause()
        self.give_up_seeds()
        self.live = run
        self.train(DRAW_ONLY)

    def action_luck(self) -> None:
        """Train further seeds of the run in view, or give them up."""
        self.train_seeds(self.live)

    def seeds_came(self) -> None:
        if not self.running:
            self.train(DRAW_ONLY)

    def train(self, goal: Goal) -> None:
        """Train the run in view as far as the goal; a burst that is under way ends."""
        self.running = goal.goes_on
        if self._drawing is None:
            self._asked = goal
            return
        self._asked = None
        self._burst += 1
        self.error = ""
        self._shown.set()
        self._worker = self._train(self.live, goal, self._burst)

    def change(self: TrainingView[LiveRun], name: str, value: float) -> None:
        """Change a setting of the run in view as it goes on."""
        self.live.change(name, value)
        if not self.running:
            self.train(DRAW_ONLY)

    def pause(self) -> None:
        """End the burst under way."""
        self.workers.cancel_group(self, "training")
        self.running = False
        self._asked = None

    @work(thread=True, exclusive=True, group="training", exit_on_error=False, description="train")
    def _train(self, run: Run, goal: Goal, burst: int) -> None:
        worker = get_current_worker()

        def show() -> None:
            if self._shown.is_set() and self._drawing:
                self._shown.clear()
                self._post(run, burst)

        with run.lock, _brisk_switching():
            run.burst(goal, lambda: worker.is_cancelled, show)
            self._post(run, burst, last=True)

    def _post(self, run: Run, burst: int, *, last: bool = False) -> None:
        """Draw in the thread, and hand the frame to the event loop."""
        if drawing := self._drawing:
            frame = drawing.draw(run)
            self.post_message(self.FrameDrawn(run, burst, drawing, frame, last=last))

    def on_training_view_frame_drawn(self, event: FrameDrawn) -> None:
        self._shown.set()
        if event.run is not self.live:
            return
        if event.last and event.burst == self._burst:
            self._ended = event.burst
            self.running = False
        self.frame = event.frame
        if event.drawing != self._drawing and not self._at_work():
            self.train(DRAW_ONLY)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Say why a thread could not go on, such as settings that do not go together."""
        event.stop()
        if event.state == WorkerState.ERROR:
            self.running = False
            self.error = str(event.worker.error) or type(event.worker.error).__name__
            self.frame = []


_lock = Lock()
_brisk_threads = 0
_usual_interval = sys.getswitchinterval()


@contextmanager
def _brisk_switching() -> Iterator[None]:
    """Let threads take turns quickly, so that keys are not kept waiting, as long as any trains."""
    global _brisk_threads
    with _lock:
        _brisk_threads += 1
        sys.setswitchinterval(_BRISK)
    try:
        yield
    finally:
        with _lock:
            _brisk_threads -= 1
            if not _brisk_threads:
                sys.setswitchinterval(_usual_interval)
