"""Everything that decides what a stepper shows, as one value; every key makes a new one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from engine.trace import Cell, Provenance
from tutor.stepping.gradient_check import GradientCheck, check_gradient
from tutor.stepping.predictions import Guess, Quiz
from tutor.stepping.walk import Walk


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """A walk, and what is open beside it."""

    walk: Walk
    trail: tuple[Cell, ...] = ()
    """The numbers asked why, each a source of the one before; empty while none is open."""
    picks: tuple[int, ...] = ()
    """Which source is picked, for each number of the trail."""
    check: GradientCheck | None = None
    quiz: Quiz | None = None
    """The guesses, while predicting."""
    asking: bool = False
    """Whether a guess at the next step is being asked for."""

    def at(self, walk: Walk) -> Self:
        """Go elsewhere or change the trace; what was open about the old place closes."""
        return replace(self, walk=walk, trail=(), picks=(), check=None, asking=False)

    def why(self) -> Provenance | None:
        """Return where the last number of the trail comes from."""
        return self.provenance(self.trail[-1]) if self.trail else None

    def provenance(self, cell: Cell) -> Provenance:
        return self.walk.trace.provenance(cell, self.walk.position)

    def asked_why(self, cell: Cell) -> Self:
        """Open a number; its sources can be opened in their turn."""
        trail, picks = (*self.trail, cell), (*self.picks, 0)
        return replace(self, trail=trail, picks=picks, check=None)

    def asked_deeper(self) -> Self:
        """Open the picked source; an input has none and stays."""
        why = self.why()
        if why is None or not why.sources:
            return self
        return self.asked_why(why.sources[self.picks[-1]])

    def turned_back(self) -> Self:
        """Close what was opened last: a source, the gradient check, a question, predicting."""
        if self.trail:
            return replace(self, trail=self.trail[:-1], picks=self.picks[:-1])
        if self.check is not None:
            return replace(self, check=None)
        if self.asking:
            return replace(self, asking=False)
        return replace(self, quiz=None)

    @property
    def is_open(self) -> bool:
        """Whether there is something to turn back from."""
        return bool(self.trail) or self.check is not None or self.quiz is not None

    def picked(self, step: int) -> Self:
        """Pick the next source of the number asked about, or the one before."""
        why = self.why()
        if why is None or not why.sources:
            return self
        pick = (self.picks[-1] + step) % len(why.sources)
        return replace(self, picks=(*self.picks[:-1], pick))

    def checked(self, cell: Cell, epsilon: float) -> Self:
        """Open the gradient check of an input."""
        check = check_gradient(self.walk.trace, cell, epsilon)
        return replace(self, check=check, trail=(), picks=())

    def guessed(self, guess: Guess) -> Self:
        """Note a guess at the next step and go on to see it."""
        quiz = (self.quiz or Quiz()).noted(self.walk.position, guess)
        return replace(self.at(self.walk.on()), quiz=quiz)
