"""What is told of an operation that is seldom meant."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.programs.recorded import Event


@dataclass(frozen=True, slots=True, eq=False)
class Noticed:
    """Something that is seldom meant."""

    event: Event
    kind: str
    message: str

    @property
    def line(self) -> int:
        return self.event.line
