"""Steps as text: the operation, its numbers, and its value as a number or a small table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tutor.plots.numbers import shown
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


def start_lines(inputs: Mapping[str, np.ndarray[Any, Any]]) -> Iterator[str]:
    """The lines of what a network starts from: X, Y and its parameters."""
    if inputs:
        yield "○ start"
    for name, value in inputs.items():
        yield from (f"  {line}" for line in array_lines(name, value))


def step_lines(step: Step, numbers: str = "") -> list[str]:
    """A number on the line of its formula; an array below it, with its shape."""
    formula = inline(step.formula)
    if step.shape == ():
        sides = dict.fromkeys([*formula.split(" = "), inline(numbers), shown(float(step.value), 5)])
        return [" = ".join(side for side in sides if side)]
    return array_lines(formula, np.asarray(step.value))


def array_lines(title: str, array: np.ndarray[Any, Any]) -> list[str]:
    """A title with the shape, and the numbers below it."""
    size = " × ".join(map(str, array.shape))
    return [f"{title}   ({size})", *(f"  {row}" for row in table(array))]


def table(array: np.ndarray[Any, Any]) -> list[str]:
    """The rows of an array, its first plane if it has more than two axes, cut where it is large."""
    if array.ndim > 2:
        plane = array[0, :, :, 0] if array.ndim == 4 else array[0]
        return [*table(plane), f"the first of {array.size // plane.size} such tables"]
    grid = np.atleast_2d(array)[:MAX_ROWS, :MAX_COLUMNS]
    cells = [[figure(float(x)) for x in row] for row in grid]
    width = max((len(cell) for row in cells for cell in row), default=0)
    more = " …" if array.shape[-1] > MAX_COLUMNS else ""
    rows = ["  ".join(cell.rjust(width) for cell in row) + more for row in cells]
    return [*rows, "…"] if len(array) > MAX_ROWS else rows


def figure(value: float) -> str:
    """A number of a table: four decimals, or three digits and an exponent."""
    if value == 0 or 1e-3 <= abs(value) < 1e5:
        return f"{value + 0.0:.4f}".replace("-", "−")
    return shown(value, 3)
