"""Where the learner is in a trace, and what was changed on the way. Values, never mutated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from engine.trace import Cell, Step, Value
from tutor.stepping.trace import SteppableTrace

Part = Callable[[Step], object]


def _phase(step: Step) -> object:
    return step.phase


def _layer(step: Step) -> object:
    return step.phase, step.layer


@dataclass(frozen=True, eq=False, slots=True)
class Walk:
    """A position in a trace: `position` steps are known, the last of them is the one looked at."""

    trace: SteppableTrace
    position: int = 0
    start: int = 0
    """The position that a reset goes back to."""
    history: tuple[SteppableTrace, ...] = ()
    """The traces before each edit, oldest first."""

    @property
    def step(self) -> Step | None:
        """The step looked at; None before the first one."""
        return self.trace.steps[self.position - 1] if self.position else None

    @property
    def next_step(self) -> Step | None:
        return None if self.at_end else self.trace.steps[self.position]

    @property
    def at_end(self) -> bool:
        return self.position >= len(self.trace.steps)

    def to(self, position: int) -> Self:
        """Go to a position, or as near to it as there is one."""
        return replace(self, position=max(0, min(position, len(self.trace.steps))))

    def on(self) -> Self:
        return self.to(self.position + 1)

    def back(self) -> Self:
        return self.to(self.position - 1)

    def to_end(self) -> Self:
        return self.to(len(self.trace.steps))

    def next_phase(self) -> Self:
        """Go to the first step of the next phase, or to the end."""
        return self._next(_phase)

    def previous_phase(self) -> Self:
        """Go to the first step of this phase; from there, to that of the phase before."""
        return self._previous(_phase)

    def next_layer(self) -> Self:
        """Go to the first step of the next layer, or to the end."""
        return self._next(_layer)

    def previous_layer(self) -> Self:
        """Go to the first step of this layer; from there, to that of the layer before."""
        return self._previous(_layer)

    def _next(self, part: Part) -> Self:
        if self.step is None:
            return self.on()
        steps, at = self.trace.steps, self.position
        while at < len(steps) and part(steps[at]) == part(self.step):
            at += 1
        return self.to(at + 1)

    def _previous(self, part: Part) -> Self:
        first = self._first_of(part, self.position)
        return self.to(first if first < self.position else self._first_of(part, first - 1))

    def _first_of(self, part: Part, position: int) -> int:
        """The position of the first step in the part that `position` is in."""
        steps = self.trace.steps
        while position > 1 and part(steps[position - 2]) == part(steps[position - 1]):
            position -= 1
        return position

    def edited(self, cell: Cell, value: float) -> Self:
        """Change an input; everything computed from it follows."""
        trace = self.trace.with_value(cell, value)
        return replace(self, trace=trace, history=(*self.history, self.trace))

    def undone(self) -> Self:
        """Take the last edit back; without one nothing happens."""
        if not self.history:
            return self
        return replace(self, trace=self.history[-1], history=self.history[:-1])

    def reset(self) -> Self:
        """Return to the first values and to the place the walk began at."""
        trace = self.history[0] if self.history else self.trace
        return replace(self, trace=trace, position=self.start, history=())

    def was(self, name: str) -> Value | None:
        """Return what an input was before the last edit; None if that edit left it as it was."""
        if not self.history:
            return None
        old, new = self.history[-1].inputs[name], self.trace.inputs[name]
        return None if np.array_equal(old, new, equal_nan=True) else old

    def step_was(self, number: int) -> Value | None:
        """Return step `number`'s value before the last edit; None if it is what it was."""
        if not self.history:
            return None
        old, new = self.history[-1].steps[number].value, self.trace.steps[number].value
        return None if np.array_equal(old, new, equal_nan=True) else old
