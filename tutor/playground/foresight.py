"""Guess how the loss will go: four shapes, and which of them a run turned out to have."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_RISEN = 1.2  # times the first loss
_FALLEN = 0.9
_EARLY = 0.25  # of the epochs
_MOST_OF_IT = 0.6  # of the fall
_UNSTEADY = 0.35  # of all movement goes up


@dataclass(frozen=True, slots=True)
class LossShape:
    """A way that a loss can go, with a curve that looks like it."""

    name: str
    words: str
    sketch: tuple[float, ...]


SHAPES = {
    shape.name: shape
    for shape in (
        LossShape(
            "flattens",
            "falls fast, then flattens",
            tuple(0.1 + 0.9 * math.exp(-step / 4) for step in range(30)),
        ),
        LossShape(
            "falls slowly",
            "falls slowly all the way",
            tuple(1 - 0.6 * step / 29 for step in range(30)),
        ),
        LossShape(
            "stays",
            "stays where it is, or wobbles",
            tuple(0.9 + 0.08 * math.sin(2.1 * step) for step in range(30)),
        ),
        LossShape(
            "rises",
            "rises, or breaks",
            tuple(0.3 + 0.7 * (step / 29) ** 3 for step in range(30)),
        ),
    )
}


def shape_of(losses: Sequence[float]) -> str:
    """Return the name of the shape that a loss had, epoch by epoch from the start."""
    first, last = losses[0], losses[-1]
    if not all(map(math.isfinite, losses)) or last > _RISEN * first:
        return "rises"
    moves = [after - before for before, after in pairwise(losses)]
    movement = sum(map(abs, moves)) or 1.0
    upward = sum(move for move in moves if move > 0)
    if last > _FALLEN * first or upward > _UNSTEADY * movement:
        return "stays"
    early = first - losses[max(round(len(losses) * _EARLY), 1)]
    return "flattens" if early >= _MOST_OF_IT * (first - last) else "falls slowly"


def verdict(guess: str, losses: Sequence[float], *, diverged: bool = False) -> tuple[bool, str]:
    """Return whether the guess was right, and a sentence on how the loss went."""
    went = "rises" if diverged else shape_of(losses)
    if guess == went:
        return True, f"You said so: the loss {SHAPES[went].words}."
    return False, f"You said it {SHAPES[guess].words}; it {SHAPES[went].words}."
