"""What can be typed into a stepper: a new input, a formula, a guess. Each leads to a new View."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from engine.graph import GraphError
from engine.trace import Cell, Step
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.predictions import (
    Asked,
    Guess,
    Quiz,
    Unreadable,
    judge_sign,
    judge_value,
    read_number,
)
from tutor.stepping.view import View
from tutor.stepping.walk import Walk


class Ask(Protocol):
    """A question with a line to type in."""

    hint: ClassVar[str]
    """How to answer."""

    def label(self, view: View) -> str: ...

    def text(self, view: View) -> str:
        """Return what the line holds at first."""

    def entered(self, view: View, text: str) -> View:
        """Return what the typed text leads to; raises Unreadable with a message."""

    def moved(self, view: View, step: int) -> tuple[Ask, View]:
        """Return the next thing to ask (or, with -1, the one before)."""


@dataclass(frozen=True, slots=True)
class EditInput:
    """A new value for an input."""

    cell: Cell
    hint: ClassVar[str] = "Type a number, such as 0.25 or 1/3. enter takes it, tab goes on."

    def label(self, view: View) -> str:
        return f"{self.cell.name} ="

    def text(self, view: View) -> str:
        return f"{view.walk.trace.inputs[self.cell.name]:.10g}"

    def entered(self, view: View, text: str) -> View:
        return view.at(view.walk.edited(self.cell, read_number(text)))

    def moved(self, view: View, step: int) -> tuple[Ask, View]:
        names = list(view.walk.trace.inputs)
        place = (names.index(self.cell.name) + step) % len(names)
        return EditInput(Cell(names[place])), view


@dataclass(frozen=True, slots=True)
class TypeFormula:
    """A formula of the learner's own in place of the lesson's."""

    hint: ClassVar[str] = "Type a formula, such as 3*(a + b*c) or sigmoid(w*x + b)."

    def label(self, view: View) -> str:
        return "J ="

    def text(self, view: View) -> str:
        trace = view.walk.trace
        return trace.text if isinstance(trace, GraphTrace) else ""

    def entered(self, view: View, text: str) -> View:
        known = view.walk.trace.inputs
        try:
            trace = GraphTrace.typed(text, {name: float(known[name]) for name in known})
        except GraphError as error:
            raise Unreadable(str(error), error.position) from None
        return View(Walk(trace))

    def moved(self, view: View, step: int) -> tuple[Ask, View]:
        return self, view


@dataclass(frozen=True, slots=True)
class GuessNext:
    """The value or the sign of what comes next, before it is shown."""

    asked: Asked = "value"
    hint: ClassVar[str] = "Predict it, then enter. tab asks for the value or the sign; esc ends it."

    def label(self, view: View) -> str:
        following = view.walk.next_step
        name = following.name if following else ""
        return f"{name} =" if self.asked == "value" else f"sign of {name}:"

    def text(self, view: View) -> str:
        return ""

    def entered(self, view: View, text: str) -> View:
        following = view.walk.next_step
        if following is None or not text.strip():
            return view.at(view.walk.on())
        return view.guessed(self._judged(view, following, text))

    def _judged(self, view: View, step: Step, text: str) -> Guess:
        truth = float(step.value)
        if self.asked == "sign":
            return judge_sign(text, truth)
        believed = (view.quiz or Quiz()).believed(view.walk.trace.steps)
        carried = view.walk.trace.expected(view.walk.position, believed)
        return judge_value(text, truth, carried)

    def moved(self, view: View, step: int) -> tuple[Ask, View]:
        asked: Asked = "sign" if self.asked == "value" else "value"
        quiz = (view.quiz or Quiz()).asking(asked)
        return GuessNext(asked), replace(view, quiz=quiz)
