"""How a learner looks at a run: colours, scale, and what is picked out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.plots.cells import Palette
from tutor.plots.lines import Range


@dataclass(frozen=True, eq=False, slots=True)
class LaidOver:
    """The curves of another run, to be drawn over those of the one in view."""

    name: str
    curves: Mapping[str, Sequence[float | None]]
    """By the name of the figure, such as loss; under epoch the epochs."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a view is told beside the run it shows."""

    palette: Palette
    log_loss: bool = False
    """Whether the axis of the loss is logarithmic."""
    norm_ranges: tuple[Range | None, Range | None] = (None, None)
    """The axes for the norms of gradients and of weights, where several runs share them."""
    titled: bool = False
    """Whether the view stands under a title that says what it is."""
    example: int | None = None
    """The training example that is looked into; None: the first one, and it is not marked."""
    layer: int = 0
    """The layer, counted from 0 among those with units, whose unit is looked at."""
    unit: int = 0
    unit_picked: bool = False
    """Whether the learner has chosen that unit, so that it is marked."""
    inputs: tuple[int, int] = (0, 1)
    """The inputs that go across and up where there are more than two."""
    laid_over: tuple[LaidOver, ...] = ()
    """Other runs whose curves are drawn, too."""
