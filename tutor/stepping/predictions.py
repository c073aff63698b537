"""Predict first, then look: guesses at what comes next, judged as a fair teacher marks a table.

A number that follows rightly from an earlier wrong guess counts as right: the mistake was made,
and marked, where it happened.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from engine.formula import FormulaError
from engine.trace import Cell
from tutor.formulas.numbers import read_number as typed_number
from tutor.formulas.numerals import with_decimal_comma

Asked = Literal["value", "sign", "shape"]
Outcome = Literal["right", "carried", "wrong"]
TOLERANCE = 0.005
"""How far a guess may be off, relative to the truth; three figures are enough."""


class Unreadable(ValueError):
    """Typed text that is no answer to what was asked; the message says what is wanted."""

    def __init__(self, message: str, position: int | None = None) -> None:
        super().__init__(message)
        self.position = position
        """Where in the text the fault is, if it is in one place."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What was predicted for one step, and how it was judged."""

    asked: Asked
    text: str
    outcome: Outcome
    value: float | None = None
    """The number the learner believes in; None where a sign or a shape was asked."""
    cell: Cell | None = None
    """The number that was asked for."""


@dataclass(frozen=True, slots=True)
class StepQuiz:
    """The guesses so far, by step number; asking the same step again replaces its guess."""

    asked: Asked = "value"
    guesses: Mapping[int, Guess] = field(default_factory=dict)

    @property
    def score(self) -> tuple[int, int]:
        """How many guesses were right, or followed from an earlier one; and how many there are."""
        good = sum(guess.outcome != "wrong" for guess in self.guesses.values())
        return good, len(self.guesses)

    def believed(self, start: int) -> dict[Cell, float]:
        """Return the wrong numbers that the learner goes on with, of the steps from `start` on."""
        believed: dict[Cell, float] = {}
        for number, guess in sorted(self.guesses.items()):
            if number < start or guess.cell is None or guess.value is None:
                continue
            believed.pop(guess.cell, None)
            if guess.outcome != "right":
                believed[guess.cell] = guess.value
        return believed

    def asking(self, asked: Asked) -> Self:
        return replace(self, asked=asked)

    def keeping(self, holds: Callable[[int], bool]) -> Self:
        """Forget the guesses at the steps, given by number, for which `holds` says no."""
        return replace(self, guesses={n: guess for n, guess in self.guesses.items() if holds(n)})

    def noted(self, number: int, guess: Guess) -> Self:
        return replace(self, guesses={**self.guesses, number: guess})


def judge_value(
    text: str, truth: float, carried: float | None = None, cell: Cell | None = None
) -> Guess:
    """Judge a typed number; `carried` is what would follow from the learner's earlier numbers."""
    value = read_number(text)
    if _close(value, truth):
        return Guess("value", text, "right", value, cell)
    meant = with_decimal_comma(text)
    if meant is not None and _close(meant, truth):
        raise Unreadable(f"{value:,.0f} was read. Write decimals with a point: {meant:.3f}")
    if carried is not None and _close(value, carried):
        return Guess("value", text, "carried", value, cell)
    return Guess("value", text, "wrong", value, cell)


def judge_sign(text: str, truth: float) -> Guess:
    """Judge +, - or 0."""
    signs = {"+": 1, "-": -1, "−": -1, "0": 0}
    if text.strip() not in signs:
        raise Unreadable("Type + or - or 0.")
    actual = 0 if truth == 0 else math.copysign(1, truth)
    return Guess("sign", text, "right" if signs[text.strip()] == actual else "wrong")


def judge_shape(text: str, truth: tuple[int, ...]) -> Guess:
    """Judge a shape such as (3, 4)."""
    parts = text.strip().strip("()[]").replace("×", ",").replace("x", ",").split(",")
    parts = [part.strip() for part in parts if part.strip()]
    if not all(part.isdigit() for part in parts) or (not parts and text.strip() != "()"):
        raise Unreadable("Type a shape such as (3, 4).")
    return Guess("shape", text, "right" if tuple(map(int, parts)) == truth else "wrong")


def read_number(text: str) -> float:
    """Read a typed number, such as 0.25 or 12,288, or a sum such as 1/3 or e^-1.

    Raises Unreadable.
    """
    if text.strip() == "nan":
        return math.nan
    try:
        return typed_number(text).value
    except FormulaError as error:
        raise Unreadable(str(error)) from None


def _close(guess: float, truth: float) -> bool:
    if not math.isfinite(truth):
        return guess == truth or (math.isnan(guess) and math.isnan(truth))
    return math.isclose(guess, truth, rel_tol=TOLERANCE, abs_tol=1e-9)
