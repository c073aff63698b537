"""How far a run is to go before it is looked at again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goal:
    """How far a burst goes: to the end, or so many epochs or steps, and how fast at most.

    With `back_to` it only goes to a kept epoch, from which a later burst goes on.
    """

    epochs: int | None = None
    steps: int | None = None
    epochs_a_second: float | None = None
    back_to: int | None = None

    @property
    def goes_on(self) -> bool:
        """Whether it goes on to the end of the run."""
        return self.epochs is None and self.steps is None


DRAW_ONLY = Goal(epochs=0)


def going_to(epoch: int) -> Goal:
    """Return the goal of being at a kept epoch."""
    return Goal(epochs=0, back_to=epoch)
