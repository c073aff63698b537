"""The options of a ```{race}: what is timed on the learner's machine, and on how many numbers."""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from tutor.live.options import LiveOptions
from tutor.live.race.races import RACES

Size = Annotated[int, Field(ge=2, le=2_000_000)]


class RaceOptions(LiveOptions):
    """The same work done by a loop and by NumPy."""

    FIGURES: ClassVar = ("ratio", "size", "finished")

    race: str = "dot"
    """dot, exp, relu or matrix-vector."""
    sizes: tuple[Size, ...] = (2, 10, 100, 1_000, 10_000, 100_000, 1_000_000)
    """How many numbers there are to choose from."""
    start: Size | None = None
    """The size at first; default: the last."""

    @model_validator(mode="after")
    def _can_be_run(self) -> Self:
        if self.race not in RACES:
            raise ValueError(f"race: there is no {self.race}; choose {', '.join(RACES)}")
        if not self.sizes or list(self.sizes) != sorted(set(self.sizes)):
            raise ValueError("sizes must be given, and rise")
        if self.start is not None and self.start not in self.sizes:
            raise ValueError(f"start: {self.start} is not among the sizes")
        return self
