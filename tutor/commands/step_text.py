"""Steps as text: the operation, its numbers, and its value as a number or a small table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tutor.typeset import inline

if TYPE_CHECKING:
    from engine.trace import Step

PHASES = {"forward": "▶ forward", "loss": "● loss", "backward": "◀ backward", "update": "↻ update"}
MAX_ROWS = 12
MAX_COLUMNS = 8


def text_lines(steps: Iterable[Step], numbers: Mapping[str, str]) -> Iterator[str]:
    """The lines of a walk; `numbers` are right sides with their numbers filled in, by step name."""
    phase = ""
    for step in steps:
        if step.phase != phase:
            phase = step.phase
            yield PHASES[phase]
        for line in step_lines(step, numbers.get(step.name, "")):
            yield f"  {line}"
        if step.note:
            yield f"    ({step.note})"


def step_lines(step: Step, numbers: str = "") -> list[str]:
    """A number on the line of its formula; an array below it, with its shape."""
    formula = inline(step.formula)
    if step.shape == ():
        sides = dict.fromkeys([*formula.split(" = "), inline(numbers), number(float(step.value))])
        return [" = ".join(side for side in sides if side)]
    size = " × ".join(map(str, step.shape))
    return [f"{formula}   ({size})", *(f"  {row}" for row in table(np.asarray(step.value)))]


def number(value: float) -> str:
    """A number in at most five significant digits, without needless zeros."""
    return f"{value:.5g}".replace("inf", "∞")


def table(array: np.ndarray[Any, Any]) -> list[str]:
    """The rows of an array, its first plane if it has more than two axes, cut where it is large."""
    if array.ndim > 2:
        plane = array[0, :, :, 0] if array.ndim == 4 else array[0]
        return [*table(plane), f"the first of {array.size // plane.size} such tables"]
    grid = np.atleast_2d(array)
    cells = [[number(float(x)) for x in row[:MAX_COLUMNS]] for row in grid[:MAX_ROWS]]
    width = max((len(cell) for row in cells for cell in row), default=0)
    more = " …" if grid.shape[1] > MAX_COLUMNS else ""
    rows = ["  ".join(cell.rjust(width) for cell in row) + more for row in cells]
    return [*rows, "…"] if grid.shape[0] > MAX_ROWS else rows
