"""A puzzle about shapes: the question, its answer, and why it is so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.live.shapes.combination import Combination, Shape

Foreseen = Mapping[Shape | None, str]
"""What to say about a wrong answer."""


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A question, the shape that answers it (None: there is an error), and why."""

    question: str
    answer: Shape | None
    why: str
    combination: Combination | None = None
    """The operation that is asked about, where it is one."""
    foreseen: Foreseen = field(default_factory=dict)
