"""Which of the course's misconceptions led to an answer: those of the mistakes that were met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from tutor.assessment.verdicts import Verdict

Mistake = tuple[str, str]
"""The id of a misconception, and the feedback of the foreseen mistake that it leads to."""


def misconceptions_met(mistakes: Iterable[Mistake], verdict: Verdict) -> tuple[str, ...]:
    """Return the ids of the misconceptions whose feedback the verdict gives, in order.

    `mistakes` are those of the question, with its numbers drawn.
    """
    said = [piece.text for piece in verdict.feedback if piece.outcome != "right"]
    met = {name for name, feedback in mistakes if any(feedback in text for text in said)}
    return tuple(sorted(met))


def mistakes_in(value: Any) -> Iterator[Mistake]:
    """Yield each mistake foreseen in a question, or in a part of it, that names a misconception."""
    if isinstance(value, BaseModel):
        if name := getattr(value, "misconception", None):
            yield name, getattr(value, "feedback", "")
        for field in type(value).model_fields:
            yield from mistakes_in(getattr(value, field))
    elif isinstance(value, tuple):
        for item in value:
            yield from mistakes_in(item)
    elif isinstance(value, dict):
        yield from mistakes_in(tuple(value.values()))
