"""What can be stepped through: Steps that follow from inputs which the learner may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, Self

import numpy as np

from engine.trace import Cell, Provenance, Step, Value
from tutor.stepping.focus import Focus


class SteppableTrace(Protocol):
    """A sequence of Steps, the inputs they follow from, and the way back to those."""

    @property
    def steps(self) -> Sequence[Step]: ...

    @property
    def inputs(self) -> Mapping[str, Value]:
        """Everything the learner can change, by name."""

    @property
    def title(self) -> str:
        """What is stepped through, on one line."""

    @property
    def input_names(self) -> Sequence[str]:
        """The inputs in the order they are offered for changing."""

    def at_hand(self, position: int, focus: Focus) -> Cell:
        """Return the input that the step at this position is about, or the first one."""

    @property
    def result(self) -> float:
        """The number whose derivatives the backward steps give."""

    def with_value(self, cell: Cell, value: float) -> Self:
        """Return the same trace from a changed input."""

    @property
    def has_gradients(self) -> bool:
        """Whether backward steps give the result's derivatives by inputs."""

    def gradient(self, cell: Cell) -> float | None:
        """Return the result's derivative by an input, if a backward step gives it."""

    def provenance(self, cell: Cell, position: int) -> Provenance:
        """Return where a number known after `position` steps comes from; raises KeyError."""

    def expected(
        self, number: int, index: tuple[int, ...], believed: Mapping[Cell, float]
    ) -> float:
        """Return what step `number` would give to one who takes these numbers for true."""

    @property
    def steps_in_pass(self) -> int:
        """How many steps a pass, or training step, has."""

    def pass_start(self, position: int) -> int:
        """Return the number of the first step of the pass, or training step, at a position."""


def neighbour(trace: SteppableTrace, cell: Cell, step: int) -> Cell:
    """Return the input `step` places after a cell, going on from one input to the next."""
    names = trace.input_names
    shape = np.shape(trace.inputs[cell.name])
    place = int(np.ravel_multi_index(cell.index, shape)) + step if shape else step
    if 0 <= place < max(1, int(np.prod(shape))):
        return Cell(cell.name, tuple(map(int, np.unravel_index(place, shape))))
    name = names[(names.index(cell.name) + (1 if step > 0 else -1)) % len(names)]
    shape = np.shape(trace.inputs[name])
    return Cell(name, tuple(0 if step > 0 else size - 1 for size in shape))
