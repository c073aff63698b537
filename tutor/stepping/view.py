"""Everything that decides what a stepper shows, as one value; every key makes a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from engine.trace import Cell, Provenance, Step
from tutor.stepping.conventions import Convention, other, turned_index
from tutor.stepping.focus import focused_on, index_in, is_per_example
from tutor.stepping.gradient_check import NudgedGradient, check_gradient
from tutor.stepping.predictions import Guess, StepQuiz
from tutor.stepping.trend import Trend
from tutor.stepping.walk import Walk


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """A walk, and what is open beside it."""

    walk: Walk
    focus: Mapping[str, int] = field(default_factory=dict)
    """The cell looked at, by the meaning of its axes."""
    convention: Convention = "columns"
    trail: tuple[Provenance, ...] = ()
    """The numbers asked why, each a source of the one before; empty while none is open."""
    picks: tuple[int, ...] = ()
    """Which source is picked, for each number of the trail."""
    check: NudgedGradient | None = None
    trend: Trend | None = None
    """A number followed over the training."""
    editing: Cell | None = None
    """The input that is being changed."""
    quiz: StepQuiz | None = None
    """The guesses, while predicting."""
    asking: bool = False
    """Whether a guess at the next step is being asked for."""

    def at(self, walk: Walk) -> Self:
        """Go elsewhere or change the trace; what was open about the old place closes.

        After a change, what was said about numbers that are others now is dropped.
        """
        quiz, old, new = self.quiz, self.walk.trace, walk.trace
        if quiz is not None and new is not old:
            quiz = quiz.keeping(lambda n: np.array_equal(old.steps[n].value, new.steps[n].value))
        return replace(self.closed(), walk=walk, quiz=quiz)

    def closed(self) -> Self:
        """Close what is open about the present place."""
        view = replace(self, trail=(), picks=(), check=None, trend=None)
        return replace(view, editing=None, asking=False)

    @property
    def shown_step(self) -> Step | None:
        """The step whose operation is shown: the present one, or the next while it is guessed."""
        return self.walk.next_step if self.asking else self.walk.step

    @property
    def cell(self) -> Cell | None:
        """The cell looked at in the result of the step shown."""
        return self.cell_in(self.shown_step) if self.shown_step else None

    def cell_in(self, step: Step) -> Cell:
        """Return the cell of a step's result that is in focus."""
        return Cell(step.name, index_in(self.focus, step.name, step.shape))

    def moved(self, down: int, across: int, example: int = 0) -> Self:
        """Look at another cell of the result: rows and columns as they stand on the screen."""
        cell, step = self.cell, self.shown_step
        if cell is None or step is None or not cell.index:
            return self
        index, turn = list(cell.index), self.convention == "rows" and len(cell.index) == 2
        axes = (1, 0) if turn else (0, 1)
        if len(index) > 2:
            axes = (len(index) - 3, len(index) - 2) if is_per_example(step.name) else (2, 3)
            index[-1 if is_per_example(step.name) else 0] += example
        index[axes[0]] += down
        index[axes[1]] += across
        kept = [max(0, min(i, size - 1)) for i, size in zip(index, step.shape, strict=True)]
        return replace(self, focus=focused_on(self.focus, step.name, kept), trail=(), picks=())

    def switched(self) -> Self:
        """Lay everything out the other way."""
        return replace(self, convention=other(self.convention))

    def name_of(self, cell: Cell) -> str:
        """Return a cell's name as a reader counts, from 1: "W[1] (2, 3)"."""
        index = turned_index(cell.name, cell.index, self.convention)
        place = ", ".join(str(i + 1) for i in index)
        return f"{cell.name} ({place})" if place else cell.name

    def asked_why(self, cell: Cell, position: int | None = None) -> Self:
        """Open a number known after `position` steps (now); its sources can be opened in turn."""
        known = self.walk.position if position is None else position
        trail = (*self.trail, self.walk.trace.provenance(cell, known))
        return replace(self.closed(), trail=trail, picks=(*self.picks, 0))

    def asked_deeper(self) -> Self:
        """Open the picked source; an input has none and stays."""
        if not self.trail or not self.trail[-1].sources:
            return self
        return self.asked_why(self.trail[-1].sources[self.picks[-1]], self.trail[-1].step)

    def source_value(self, source: Cell) -> float:
        """Return the number that a source of the last opened number was."""
        why = self.trail[-1]
        known = self.walk.position if why.step is None else why.step
        return self.walk.trace.provenance(source, known).value

    def turned_back(self) -> Self:
        """Close what was opened last: a source, the gradient check, a question, predicting."""
        if self.trail:
            return replace(self, trail=self.trail[:-1], picks=self.picks[:-1])
        if self.check is not None or self.trend is not None:
            return replace(self, check=None, trend=None)
        if self.asking:
            return replace(self, asking=False)
        return replace(self, quiz=None)

    @property
    def is_open(self) -> bool:
        """Whether there is something to turn back from."""
        opened = (self.check, self.trend, self.quiz)
        return bool(self.trail) or any(part is not None for part in opened)

    def picked(self, step: int) -> Self:
        """Pick the next source of the number asked about, or the one before."""
        if not self.trail or not self.trail[-1].sources:
            return self
        pick = (self.picks[-1] + step) % len(self.trail[-1].sources)
        return replace(self, picks=(*self.picks[:-1], pick))

    def checked(self, cell: Cell, epsilon: float) -> Self:
        """Open the gradient check of an input."""
        check = check_gradient(self.walk.trace, cell, epsilon)
        return replace(self.closed(), check=check)

    def guessed(self, guess: Guess) -> Self:
        """Note a guess at the next step and go on to see it."""
        quiz = (self.quiz or StepQuiz()).noted(self.walk.position, guess)
        return replace(self.at(self.walk.on()), quiz=quiz)

    def changed_cell(self) -> float | None:
        """Return what the cell looked at was before the last edit, if that was something else."""
        cell = self.cell
        before = None if self.asking else self.walk.step_was(self.walk.position - 1)
        if cell is None or before is None or self.walk.step is None:
            return None
        old = float(np.asarray(before)[cell.index])
        new = float(np.asarray(self.walk.step.value)[cell.index])
        return None if old == new or (np.isnan(old) and np.isnan(new)) else old
