"""What a lesson may be called, and the number that its id begins with."""

from __future__ import annotations

import re

LESSON_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
TERM = "term-"
"""How the ids of the questions begin that the program makes of definitions."""
CODE = "code"
"""The part of an exercise in code that is asked again: the whole program."""
_PART = "."  # stands in no id of a quiz
_NUMBER = re.compile(r"(\d+-\d+)-")


def exercise_part(name: str, part: str) -> str:
    """Return what a part of an exercise is called among the questions of its lesson."""
    return f"{name}{_PART}{part}"


def parted(question: str) -> tuple[str, str]:
    """Return the exercise and its part that a question is, two empty texts if it is none."""
    name, _, part = question.rpartition(_PART)
    return (name, part) if name else ("", "")


def lesson_number(lesson_id: str) -> str:
    """Return the digits that begin a lesson's id: "2-7" of "2-7-backprop-on-a-graph"."""
    match = _NUMBER.match(lesson_id)
    return match[1] if match else ""
