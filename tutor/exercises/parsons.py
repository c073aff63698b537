"""A program cut into its lines and shuffled, for a learner to put in order and indent."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from tutor.exercises.model import Exercise

TOLD = (
    "# Put these lines in order and indent them;",
    "# those that do not belong, comment out or delete.",
)


@dataclass(frozen=True, slots=True)
class ShuffledLine:
    """A line as it is offered, without its indentation."""

    text: str
    why: str = ""
    """Why it does not belong, "" if it does."""


def solution_lines(exercise: Exercise) -> list[str]:
    """Return the lines of the right program, as they are indented there, without empty ones."""
    return [line.rstrip() for line in exercise.solution.splitlines() if line.strip()]


def shuffled(exercise: Exercise) -> tuple[ShuffledLine, ...]:
    """Return the lines in an order that is the same each time and not the right one."""
    lines = [ShuffledLine(line.strip()) for line in solution_lines(exercise)]
    right = [*lines]
    lines += [ShuffledLine(each.line.strip(), each.why) for each in exercise.distractors]
    random = Random(exercise.name)
    random.shuffle(lines)
    while len(right) > 1 and [line for line in lines if not line.why] == right:
        random.shuffle(lines)
    return tuple(lines)


def shuffled_text(exercise: Exercise) -> str:
    """Return the lines as a file to begin with."""
    return "\n".join([*TOLD, *(line.text for line in shuffled(exercise)), ""])


def strange_line(exercise: Exercise, code: str) -> str:
    """Return in a sentence the first line of a program that does not belong, and why; "" if none.

    A line that does not belong, and that a right program has as well, is left alone.
    """
    lines = [line.strip() for line in code.splitlines()]
    right = {line.strip() for line in solution_lines(exercise)}
    for each in exercise.distractors:
        text = each.line.strip()
        if text in lines and text not in right:
            return f"Line {lines.index(text) + 1}, `{text}`, does not belong: {each.why}"
    return ""
