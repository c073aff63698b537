"""What can be stepped through: Steps that follow from inputs which the learner may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, Self

from engine.trace import Cell, Provenance, Step, Value
from tutor.stepping.focus import Focus


class Trace(Protocol):
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
    def cells(self) -> Sequence[Cell]:
        """Every number of the inputs, in the order they are offered for changing."""

    def at_hand(self, position: int, focus: Focus) -> Cell:
        """Return the input that the step at this position is about, or the first one."""

    @property
    def result(self) -> float:
        """The number whose derivatives the backward steps give."""

    def with_value(self, cell: Cell, value: float) -> Self:
        """Return the same trace from a changed input."""

    def has_gradient(self, cell: Cell) -> bool:
        """Whether a backward step gives the result's derivative by an input."""

    def gradient(self, cell: Cell) -> float | None:
        """Return the result's derivative by an input, if a backward step gives it."""

    def provenance(self, cell: Cell, position: int) -> Provenance:
        """Return where a number known after `position` steps comes from; raises KeyError."""

    def expected(
        self, number: int, index: tuple[int, ...], believed: Mapping[Cell, float]
    ) -> float | None:
        """Return what step `number` would give to one who takes these numbers for true.

        None where that cannot be told.
        """

    @property
    def steps_in_pass(self) -> int:
        """How many steps a pass, or training step, has."""

    def pass_start(self, position: int) -> int:
        """Return the number of the first step of the pass, or training step, at a position."""
