"""The stepper as a widget: a key makes a new View, and a View makes a new picture."""

from __future__ import annotations

import gc
from dataclasses import replace

from textual import work
from textual.message import Message
from textual.timer import Timer
from textual.worker import get_current_worker

from engine.counted import counted
from engine.trace import Cell
from tutor.live.stepper.options import StepperOptions
from tutor.messages import Copied
from tutor.plots.cells import plain
from tutor.stepping.asks import Ask, EditInput, GuessNext, TypeFormula
from tutor.stepping.gradient_check import EPSILON, LARGEST, SMALLEST
from tutor.stepping.networks import NetworkTrace
from tutor.stepping.predictions import StepQuiz
from tutor.stepping.trace import neighbour
from tutor.stepping.trend import Trend, followed
from tutor.stepping.view import View
from tutor.stepping.walk import Walk
from tutor.widgets.stepper.asking import AskingStage
from tutor.widgets.stepper.keys import KEYS

SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Steps a second."""
TRY = "Step with ← and →. Change an input with e, and follow what it changes."
TRY_CELLS = "Step with ← →. Choose a number with ↑ ↓ , . and ask why with w."


class Followed(Message):
    """A number was followed through the training of a trace."""

    def __init__(self, trace: NetworkTrace, trend: Trend) -> None:
        super().__init__()
        self.trace = trace
        self.trend = trend


class Stepper(AskingStage, can_focus=True):
    """Walks through a trace one operation at a time, both ways."""

    BINDINGS = KEYS

    def __init__(self, options: StepperOptions) -> None:
        trace = options.trace()
        start = options.start(trace)
        usual = TRY_CELLS if isinstance(trace, NetworkTrace) else TRY
        super().__init__(View(Walk(trace, start, start)), options.title, options.hint or usual)
        self.options = options
        self._cell: Cell | None = None
        self._epsilon = EPSILON
        self._speed = 1
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """What is loaded by now stays, so the collector need not go through it at every key."""
        self.call_after_refresh(gc.freeze)

    def on_unmount(self) -> None:
        """What has been left, this stepper too, is to be cleared away again."""
        gc.unfreeze()

    def show(self, view: View) -> None:
        possible = self._possible()
        if view.walk.position != self.view.walk.position:
            self._cell = None
        super().show(view)
        if self._possible() != possible:  # a footer drawn anew costs more than the frame
            self.refresh_bindings()

    def go(self, walk: Walk) -> None:
        """Show another place of the walk, or the walk through a changed trace."""
        self.show(self.view.at(walk))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now; while a line is open, nothing but typing."""
        return not self.is_asking and self._possible().get(action, True)

    def _possible(self) -> dict[str, bool]:
        """What depends on the view, and whether it can be done now."""
        view, trace = self.view, self.view.walk.trace
        network = isinstance(trace, NetworkTrace)
        several = isinstance(trace, NetworkTrace) and len(trace.trace.batches) > 1
        fresh = isinstance(trace, NetworkTrace) and trace.fresh is not None
        checking = view.check is not None
        return {
            "undo": bool(view.walk.history),
            "formula": self.options.free,
            "close": view.is_open,
            "pick": bool(view.trail) or checking or network,
            "across": network,
            "example": network,
            "convention": network,
            "batch": several,
            "follow": several and fresh and view.walk.step is not None,
            "more": self._timer is not None or checking,
            "check": trace.has_gradients and bool(trace.input_names),
            "edit": bool(trace.input_names),
            "why": view.walk.step is not None,
        }

    # Where to go

    def action_step(self, step: int) -> None:
        self._pause()
        walk = self.view.walk
        if step > 0 and self.view.quiz is not None and not walk.at_end:
            self._ask_guess()
        else:
            self.go(walk.to(walk.position + step))

    def action_start(self) -> None:
        self.go(self.view.walk.to(0))

    def action_end(self) -> None:
        self.go(self.view.walk.to_end())

    def action_phase(self, step: int) -> None:
        walk = self.view.walk
        self.go(walk.next_phase() if step > 0 else walk.previous_phase())

    def action_layer(self, step: int) -> None:
        walk = self.view.walk
        self.go(walk.next_layer() if step > 0 else walk.previous_layer())

    def action_batch(self, step: int) -> None:
        """Go to the same step of the next training step, or of the one before."""
        walk = self.view.walk
        position = walk.position + step * walk.trace.steps_in_pass
        if 0 < position <= len(walk.trace.steps):
            self.go(walk.to(position))

    def action_play(self) -> None:
        """Play from here, or from the start when at the end; the same key pauses."""
        if self._timer is not None:
            self._pause()
            return
        walk = self.view.walk
        self.show(replace(self.view.at(walk.to(0) if walk.at_end else walk), quiz=None))
        self._timer = self.set_interval(1 / SPEEDS[self._speed], self._play_on)
        self.say(f"Playing {counted(SPEEDS[self._speed], 'step')} a second: + faster, - slower.")

    def _play_on(self) -> None:
        self.go(self.view.walk.on())
        if self.view.walk.at_end:
            self._pause()

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self.say()

    def action_more(self, step: int) -> None:
        """Play faster or slower; in a gradient check, nudge ten times more or less."""
        if self._timer is not None:
            self._speed = max(0, min(self._speed + step, len(SPEEDS) - 1))
            self._pause()
            self.action_play()
        else:
            self._epsilon = min(max(self._epsilon * 10.0**step, SMALLEST), LARGEST)
            self.action_check()

    # What to look at

    def action_pick(self, step: int) -> None:
        """Pick the next source, the next input to check, or the cell below."""
        if self.view.trail:
            self.show(self.view.picked(step))
        elif self.view.check is None:
            self.show(self.view.moved(step, 0))
        else:
            self._cell = neighbour(self.view.walk.trace, self._chosen(), step)
            self.action_check()

    def action_across(self, step: int) -> None:
        self.show(self.view.moved(0, step))

    def action_example(self, step: int) -> None:
        """Look at another example, or filter, of an array with more axes than a table has."""
        self.show(self.view.moved(0, 0, step))

    def action_convention(self) -> None:
        self.show(self.view.switched())

    def action_why(self) -> None:
        """Ask why the present number is so; then the same of the source that is picked."""
        if self.view.trail:
            self.show(self.view.asked_deeper())
        elif self.view.cell is not None:
            self.show(self.view.asked_why(self.view.cell))

    def action_check(self) -> None:
        self._pause()
        view = self.view.checked(self._chosen(), self._epsilon)
        self.show(view)
        if view.check is None:
            self.say(f"No step gives a slope by {view.name_of(self._chosen())}.")

    def action_follow(self) -> None:
        """Plot the number looked at over all training steps."""
        trace, cell = self.view.walk.trace, self.view.cell
        if isinstance(trace, NetworkTrace) and cell is not None:
            self._pause()
            self.say(f"Following {self.view.name_of(cell)} through the training …")
            self._follow(trace, cell)

    @work(thread=True, exclusive=True, group="follow", exit_on_error=False, description="follow")
    def _follow(self, trace: NetworkTrace, cell: Cell) -> None:
        worker = get_current_worker()
        if trace.fresh is None:
            return
        for trend in followed(trace.fresh, cell):
            if worker.is_cancelled:
                return
            if trend is not None:
                self.post_message(Followed(trace, trend))

    def on_followed(self, event: Followed) -> None:
        event.stop()
        if self.view.walk.trace is event.trace:
            self.say()
            self.show(replace(self.view.closed(), trend=event.trend))

    def action_close(self) -> None:
        self.show(self.view.turned_back())

    def action_copy(self) -> None:
        self.post_message(Copied(plain(self.picture), "this frame of the stepper"))

    def _chosen(self) -> Cell:
        """The input that an edit or a check is about."""
        walk = self.view.walk
        return self._cell or walk.trace.at_hand(walk.position, self.view.focus)

    # What to type

    def ask(self, ask: Ask) -> None:
        self._pause()
        super().ask(ask)

    def action_undo(self) -> None:
        self.go(self.view.walk.undone())

    def action_reset(self) -> None:
        self._pause()
        self.show(View(self.view.walk.reset()))

    def action_edit(self) -> None:
        cell = self._chosen()
        self.show(replace(self.view.at(self.view.walk), editing=cell))
        self.ask(EditInput(cell))

    def action_formula(self) -> None:
        self.ask(TypeFormula())

    def action_predict(self) -> None:
        """Switch predicting on, which asks for the next step at once, or off."""
        self.show(replace(self.view, quiz=None if self.view.quiz else StepQuiz()))
        if self.view.quiz is not None and not self.view.walk.at_end:
            self._ask_guess()

    def _ask_guess(self) -> None:
        quiz = self.view.quiz or StepQuiz()
        self.show(replace(self.view.at(self.view.walk), quiz=quiz, asking=True))
        self.ask(GuessNext(quiz.asked))
