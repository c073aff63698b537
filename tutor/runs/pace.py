"""How fast a run goes on: so many epochs a second, or as fast as it can."""

from __future__ import annotations

from dataclasses import dataclass

from engine.counted import counted
from tutor.runs.goal import Goal

_SPEEDS: tuple[float | None, ...] = (1, 5, 20, 100, None)  # epochs a second; None: no limit
_LONG = 12  # seconds; a run in a lesson starts at the least speed that makes it no longer


@dataclass(frozen=True, slots=True)
class Pace:
    """One of the speeds that there are; the default suits the playground."""

    place: int = len(_SPEEDS) - 2

    @classmethod
    def suiting(cls, epochs: int) -> Pace:
        """Return the least pace at which so many epochs are not long."""
        fast = (place for place, speed in enumerate(_SPEEDS) if speed and epochs / speed <= _LONG)
        return cls(next(fast, len(_SPEEDS) - 1))

    @property
    def goal(self) -> Goal:
        return Goal(epochs_a_second=_SPEEDS[self.place])

    @property
    def words(self) -> str:
        speed = _SPEEDS[self.place]
        return "flat out" if speed is None else f"{counted(speed, 'epoch')}/s"

    def turned(self, by: int) -> Pace:
        """Return the pace so many speeds up or down, as far as there are any."""
        return Pace(min(max(self.place + by, 0), len(_SPEEDS) - 1))
