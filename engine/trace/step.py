"""One operation on the way through a model: what was computed, from what, with what result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

Phase: TypeAlias = Literal["forward", "loss", "backward", "update"]
Value: TypeAlias = float | NDArray[Any]


@dataclass(frozen=True, eq=False, slots=True)
class Step:
    """One operation of a forward pass, a loss, a backward pass or an update."""

    phase: Phase
    """Which pass the operation belongs to."""

    layer: int | None
    """The layer's number, counted from 1; None where there are no layers."""

    name: str
    """What was computed: "u", "dJ/du", "Z[1]", "dW[2]"."""

    formula: str
    """The operation with names, in LaTeX."""

    operands: Mapping[str, Value]
    """What the formula takes, by name."""

    value: Value
    """The result: a number, or an array with the examples on its last axis."""

    note: str = ""
    """A remark where the value needs one, such as why an infinity stands here."""

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the value; () for a number."""
        return np.shape(self.value)
