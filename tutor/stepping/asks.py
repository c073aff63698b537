"""What can be typed into a stepper: a new input, a formula, a guess. Each leads to a new View."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

import numpy as np

from engine.formula import FormulaError
from engine.trace import Cell, Step
from tutor.stepping.conventions import turned_index
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.predictions import (
    Asked,
    Guess,
    StepQuiz,
    Unreadable,
    judge_shape,
    judge_sign,
    judge_value,
    read_number,
)
from tutor.stepping.trace import neighbour
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
        return f"{view.name_of(self.cell)} ="

    def text(self, view: View) -> str:
        values = np.asarray(view.walk.trace.inputs[self.cell.name])
        return f"{float(values[self.cell.index]):.10g}"

    def entered(self, view: View, text: str) -> View:
        value = read_number(text)
        if not math.isfinite(value):
            raise Unreadable("An input has to be finite. Try a large number, such as 1e6.")
        return view.at(view.walk.edited(self.cell, value))

    def moved(self, view: View, step: int) -> tuple[Ask, View]:
        cell = neighbour(view.walk.trace, self.cell, step)
        return EditInput(cell), replace(view, editing=cell)


@dataclass(frozen=True, slots=True)
class TypeFormula:
    """A formula of the learner's own in place of the lesson's."""

    hint: ClassVar[str] = "Type a formula, such as 3*(a + b*c) or sigmoid(w*x + b)."

    def label(self, view: View) -> str:
        return "formula:" if "=" in self.text(view) else "J ="

    def text(self, view: View) -> str:
        trace = view.walk.trace
        return trace.text if isinstance(trace, GraphTrace) else ""

    def entered(self, view: View, text: str) -> View:
        known = view.walk.trace.inputs
        try:
            trace = GraphTrace.typed(text, {name: float(known[name]) for name in known})
        except FormulaError as error:
            raise Unreadable(str(error), error.position) from None
        return View(Walk(trace))

    def moved(self, view: View, step: int) -> tuple[Ask, View]:
        return self, view


@dataclass(frozen=True, slots=True)
class GuessNext:
    """The value or the sign of what comes next, before it is shown."""

    asked: Asked = "value"
    hint: ClassVar[str] = "Predict it, then enter. tab asks for something else, esc ends it."

    def label(self, view: View) -> str:
        step = view.walk.next_step
        if step is None:
            return ""
        if self.asked == "shape":
            return f"shape of {step.name}:"
        name = view.name_of(view.cell_in(step))
        return f"{name} =" if self.asked == "value" else f"sign of {name}:"

    def text(self, view: View) -> str:
        return ""

    def entered(self, view: View, text: str) -> View:
        step = view.walk.next_step
        if step is None or not text.strip():
            return view.at(view.walk.on())
        if self.asked == "shape":
            shape = turned_index(step.name, step.shape, view.convention)
            return view.guessed(judge_shape(text, shape))
        return view.guessed(self._judged(view, step, view.cell_in(step), text))

    def _judged(self, view: View, step: Step, cell: Cell, text: str) -> Guess:
        truth = float(np.asarray(step.value)[cell.index])
        if self.asked == "sign":
            return judge_sign(text, truth)
        trace, position = view.walk.trace, view.walk.position
        believed = (view.quiz or StepQuiz()).believed(trace.pass_start(position + 1))
        carried = trace.expected(position, cell.index, believed) if believed else None
        return judge_value(text, truth, carried, cell)

    def moved(self, view: View, step: int) -> tuple[Ask, View]:
        has_shape = view.shown_step is not None and view.shown_step.shape
        kinds: tuple[Asked, ...] = ("value", "sign", "shape") if has_shape else ("value", "sign")
        if self.asked not in kinds:
            return GuessNext(), view
        asked = kinds[(kinds.index(self.asked) + step) % len(kinds)]
        quiz = (view.quiz or StepQuiz()).asking(asked)
        return GuessNext(asked), replace(view, quiz=quiz)
