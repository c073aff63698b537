"""Which of the course's misconceptions led to an answer: those of the mistakes that were met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from tutor.assessment.verdicts import Verdict


def misconceptions_met(question: BaseModel, verdict: Verdict) -> tuple[str, ...]:
    """Return the ids of the misconceptions whose feedback the verdict gives, in order.

    `question` has its numbers drawn.
    """
    said = [piece.text for piece in verdict.feedback if piece.outcome != "right"]
    if not said:
        return ()
    met = {name for name, feedback in _named(question) if any(feedback in text for text in said)}
    return tuple(sorted(met))


def _named(value: Any) -> Iterator[tuple[str, str]]:
    """Yield each misconception that is named in a question, with the feedback it is named at."""
    if isinstance(value, BaseModel):
        if name := getattr(value, "misconception", None):
            yield name, getattr(value, "feedback", "")
        yield from _named_in(getattr(value, field) for field in type(value).model_fields)
    elif isinstance(value, tuple):
        yield from _named_in(value)
    elif isinstance(value, dict):
        yield from _named_in(value.values())


def _named_in(items: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for item in items:
        if isinstance(item, (BaseModel, tuple, dict)):  # most are texts and numbers
            yield from _named(item)
