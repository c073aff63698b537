"""The stepper as a widget: a key makes a new View, and a View makes a new picture."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from engine.trace import Cell
from tutor.course.directives.stepper import StepperOptions
from tutor.messages import Copied
from tutor.plots.cells import plain
from tutor.plots.timeline import place_in_timeline
from tutor.stepping.asks import Ask, EditInput, GuessNext, TypeFormula
from tutor.stepping.frame import frame
from tutor.stepping.gradient_check import EPSILON, LARGEST, SMALLEST
from tutor.stepping.networks import NetworkTrace
from tutor.stepping.predictions import Quiz, Unreadable
from tutor.stepping.view import View
from tutor.stepping.walk import Walk
from tutor.widgets.entry import Entry
from tutor.widgets.picture import PictureView

NARROWEST = 30
FEWEST_ROWS = 14
BARS = 4
SPEEDS = (0.5, 1.0, 2.0, 4.0, 8.0)
"""Steps a second."""
TRY = "Step with ← and →. Change an input with e, and follow what it changes."


class Stepper(Widget, can_focus=True):
    """Walks through a trace one operation at a time, both ways."""

    DEFAULT_CSS = """
    Stepper { height: auto; padding: 0 0 0 1; border-left: blank; }
    Stepper:focus, Stepper:focus-within { border-left: outer $accent; }
    Stepper > #hint { color: $text-muted; height: 1; }
    Stepper > #hint.-wrong { color: $wrong; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "step(1)", "step", key_display="← →"),
        Binding("left,h", "step(-1)", show=False),
        Binding("home", "start", show=False),
        Binding("end", "end", show=False),
        Binding("right_curly_bracket", "phase(1)", show=False),
        Binding("left_curly_bracket", "phase(-1)", show=False),
        Binding("right_square_bracket", "layer(1)", show=False),
        Binding("left_square_bracket", "layer(-1)", show=False),
        Binding("pagedown", "batch(1)", show=False),
        Binding("pageup", "batch(-1)", show=False),
        Binding("shift+left,comma", "across(-1)", show=False),
        Binding("shift+right,full_stop", "across(1)", show=False),
        Binding("less_than_sign", "example(-1)", show=False),
        Binding("greater_than_sign", "example(1)", show=False),
        Binding("e", "edit", "edit"),
        Binding("u", "undo", "undo"),
        Binding("r", "reset", show=False),
        Binding("p", "predict", "predict"),
        Binding("w,enter", "why", "why?", key_display="w"),
        Binding("g", "check", "check"),
        Binding("c", "convention", "rows/columns"),
        Binding("f", "formula", "formula"),
        Binding("space", "play", "play"),
        Binding("plus,equals_sign", "more(1)", show=False),
        Binding("minus", "more(-1)", show=False),
        Binding("down,j", "pick(1)", show=False),
        Binding("up,k", "pick(-1)", show=False),
        Binding("escape,backspace", "close", "back", key_display="esc"),
        Binding("y", "copy", show=False),
    ]

    def __init__(self, options: StepperOptions) -> None:
        super().__init__()
        self.options = options
        trace = options.trace()
        start = options.start(trace)
        self.view = View(Walk(trace, start, start))
        """What is shown; changed through `show`."""
        self._ask: Ask | None = None
        self._cell: Cell | None = None
        self._epsilon = EPSILON
        self._speed = 1
        self._timer: Timer | None = None
        self._rows = 0

    def compose(self) -> ComposeResult:
        yield PictureView()
        yield Entry()
        yield Static(TRY, id="hint")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the picture, which may fill the window but for the bars around a page."""
        rows = max(viewport.height - BARS, FEWEST_ROWS)
        if rows != self._rows:
            self._rows = rows
            self.call_later(self._draw)
        return super().get_content_height(container, viewport, width)

    def on_resize(self, event: Resize) -> None:
        self._draw()

    def show(self, view: View) -> None:
        """Show a view in place of the present one."""
        if view.walk.position != self.view.walk.position:
            self._cell = None
        self.view = view
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        width = self.content_size.width
        if width >= NARROWEST and self._rows:
            picture = self.query_one(PictureView)
            title, rows = self.options.title, self._rows - 1
            picture.picture = frame(self.view, title, picture.palette(), width, rows)

    def _say(self, text: str = TRY, wrong: bool = False) -> None:
        """Put one line under the picture: what to try, or what is wrong with what was typed."""
        hint = self.query_one("#hint", Static)
        hint.set_class(wrong, "-wrong")
        hint.update(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done now; while a line is open, nothing but typing."""
        if self._ask is not None:
            return False
        step = self.view.shown_step
        has_cells = step is not None and bool(step.shape)
        network = isinstance(self.view.walk.trace, NetworkTrace)
        allowed = {
            "undo": bool(self.view.walk.history),
            "formula": self.options.free,
            "close": self.view.is_open,
            "pick": bool(self.view.trail) or self.view.check is not None or has_cells,
            "across": has_cells,
            "example": has_cells,
            "convention": network,
            "batch": network,
            "more": self._timer is not None or self.view.check is not None,
            "check": self.view.walk.trace.gradient(self._chosen()) is not None,
            "why": self.view.walk.step is not None,
        }
        return allowed.get(action, True)

    def action_step(self, step: int) -> None:
        self._pause()
        walk = self.view.walk
        if step > 0 and self.view.quiz is not None and not walk.at_end:
            self._ask_guess()
        else:
            self.show(self.view.at(walk.to(walk.position + step)))

    def action_start(self) -> None:
        self.show(self.view.at(self.view.walk.to(0)))

    def action_end(self) -> None:
        self.show(self.view.at(self.view.walk.to_end()))

    def action_phase(self, step: int) -> None:
        walk = self.view.walk
        self.show(self.view.at(walk.next_phase() if step > 0 else walk.previous_phase()))

    def action_layer(self, step: int) -> None:
        walk = self.view.walk
        self.show(self.view.at(walk.next_layer() if step > 0 else walk.previous_layer()))

    def action_batch(self, step: int) -> None:
        """Go to the same step of the next training step, or of the one before."""
        walk = self.view.walk
        position = walk.position + step * walk.trace.steps_in_pass
        if 0 < position <= len(walk.trace.steps):
            self.show(self.view.at(walk.to(position)))

    def action_across(self, step: int) -> None:
        """Look at the cell beside the present one."""
        self.show(self.view.moved(0, step))

    def action_example(self, step: int) -> None:
        """Look at another example, or filter, of an array with more axes than a table has."""
        self.show(self.view.moved(0, 0, step))

    def action_convention(self) -> None:
        self.show(self.view.switched())

    def on_click(self, event: Click) -> None:
        """A click on the timeline goes there."""
        view = self.query_one(PictureView)
        place = event.get_content_offset(view)
        if place is not None and place.y == len(view.picture) - 1:
            walk = self.view.walk
            total = len(walk.trace.steps)
            position = place_in_timeline(total, place.x, self.content_size.width)
            self.show(self.view.at(walk.to(position)))

    def action_play(self) -> None:
        """Play from here, or from the start when at the end; the same key pauses."""
        if self._timer is not None:
            self._pause()
            return
        walk = self.view.walk
        self.show(replace(self.view.at(walk.to(0) if walk.at_end else walk), quiz=None))
        self._timer = self.set_interval(1 / SPEEDS[self._speed], self._play_on)
        self._say(f"Playing {SPEEDS[self._speed]:g} steps a second: + faster, - slower.")

    def _play_on(self) -> None:
        self.show(self.view.at(self.view.walk.on()))
        if self.view.walk.at_end:
            self._pause()

    def _pause(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
            self._say()

    def action_more(self, step: int) -> None:
        """Play faster or slower; in a gradient check, nudge ten times more or less."""
        if self._timer is not None:
            self._speed = max(0, min(self._speed + step, len(SPEEDS) - 1))
            self._pause()
            self.action_play()
        else:
            self._epsilon = min(max(self._epsilon * 10.0**step, SMALLEST), LARGEST)
            self.action_check()

    def action_undo(self) -> None:
        self.show(self.view.at(self.view.walk.undone()))

    def action_reset(self) -> None:
        self._pause()
        self.show(View(self.view.walk.reset()))

    def action_why(self) -> None:
        """Ask why the present number is so; then the same of the source that is picked."""
        step = self.view.walk.step
        if self.view.trail:
            self.show(self.view.asked_deeper())
        elif step is not None and self.view.cell is not None:
            self.show(self.view.asked_why(self.view.cell))

    def action_check(self) -> None:
        self._pause()
        self.show(self.view.checked(self._chosen(), self._epsilon))

    def action_pick(self, step: int) -> None:
        """Pick the next source, the next input to check, or the cell below."""
        if self.view.trail:
            self.show(self.view.picked(step))
        elif self.view.check is None:
            self.show(self.view.moved(step, 0))
        else:
            cells = self.view.walk.trace.cells
            self._cell = cells[(cells.index(self._chosen()) + step) % len(cells)]
            self.action_check()

    def _chosen(self) -> Cell:
        """The input that an edit or a check is about."""
        walk = self.view.walk
        return self._cell or walk.trace.at_hand(walk.position, self.view.focus)

    def action_close(self) -> None:
        self.show(self.view.turned_back())

    def action_copy(self) -> None:
        text = plain(self.query_one(PictureView).picture)
        self.post_message(Copied(text, "this frame of the stepper"))

    def action_edit(self) -> None:
        cell = self._chosen()
        self.show(replace(self.view.at(self.view.walk), editing=cell))
        self._open(EditInput(cell))

    def action_formula(self) -> None:
        self._open(TypeFormula())

    def action_predict(self) -> None:
        """Switch predicting on, which asks for the next step at once, or off."""
        self.show(replace(self.view, quiz=None if self.view.quiz else Quiz()))
        if self.view.quiz is not None and not self.view.walk.at_end:
            self._ask_guess()

    def _ask_guess(self) -> None:
        quiz = self.view.quiz or Quiz()
        self.show(replace(self.view.at(self.view.walk), quiz=quiz, asking=True))
        self._open(GuessNext(quiz.asked))

    def _open(self, ask: Ask) -> None:
        """Open the line to type in."""
        self._pause()
        self._ask = ask
        self._say(ask.hint)
        self.query_one(Entry).open(ask.label(self.view), ask.text(self.view))
        self.refresh_bindings()

    def _close(self) -> None:
        self._ask = None
        self.query_one(Entry).close()
        self.focus()
        self._say()
        self.refresh_bindings()

    def on_entry_entered(self, event: Entry.Entered) -> None:
        event.stop()
        if self._ask is None:
            return
        try:
            view = self._ask.entered(self.view, event.text)
        except Unreadable as error:
            self._say(str(error), wrong=True)
            self.query_one(Entry).point_at(error.position)
            return
        self._close()
        self.show(view)

    def on_entry_moved(self, event: Entry.Moved) -> None:
        event.stop()
        if self._ask is not None:
            ask, view = self._ask.moved(self.view, event.step)
            self.show(view)
            self._open(ask)

    def on_entry_left(self, event: Entry.Left) -> None:
        event.stop()
        self._close()
        if self.view.asking:
            self.show(self.view.turned_back())
        elif self.view.editing is not None:
            self.show(self.view.at(self.view.walk))
