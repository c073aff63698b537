"""Rules that several kinds of questions keep; a draw of numbers that breaks one is drawn anew."""

from __future__ import annotations

from engine.formula import parse, strangers
from tutor.assessment.parts import ForeseenValue, Tolerance
from tutor.formulas.numbers import Typed, agreement, spell


def refuse_clashes(
    answer: float, tolerance: Tolerance | None, wrongs: tuple[ForeseenValue, ...]
) -> None:
    """Raise ValueError when a wrong value equals the answer, or one with other feedback."""
    values = [(float(wrong.value), wrong.feedback) for wrong in wrongs]
    for i, (value, feedback) in enumerate(values):
        if agreement(Typed(value), answer, tolerance) is not None:
            raise ValueError(f"the wrong value {spell(value)} would be marked right")
        for other, said in values[:i]:
            if said != feedback and agreement(Typed(value), other, None) is not None:
                raise ValueError(f"two foreseen wrong values are {spell(value)}")


def refuse_unknown_names(what: str, formula: str, known: set[int | str]) -> None:
    """Raise ValueError when a formula uses a name that is neither an input nor a size."""
    for name in strangers(parse(formula), map(str, known)):
        raise ValueError(f"{what} uses {name}, which is neither an input nor a size of a shape")


def refuse_twins(what: str, texts: list[str]) -> None:
    """Raise ValueError when a text appears twice."""
    for text in texts:
        if texts.count(text) > 1:
            raise ValueError(f"{what} must differ: {text!r} appears twice")
