"""What of a page is covered until a guess is made: a page is cut below each question to guess."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from tutor.course.sections import fences

_FIRST_ITEM = re.compile(r"^( *)- ", re.MULTILINE)
_ID = re.compile(r"^[ {-]*id: *[\"']?([a-z0-9-]+)", re.MULTILINE)
_GUESS = re.compile(r"\bkind: *[\"']?predict\b")


class Passage(NamedTuple):
    """A piece of a page that is seen as a whole."""

    markdown: str
    line: int
    """Its first line within the page, from 0."""
    guess: str | None
    """The question at its end that what follows is covered by; None for the last piece."""


def passages(markdown: str, guesses: Collection[str]) -> list[Passage]:
    """Return the pieces of a page; `guesses` are the ids of the questions that are predictions.

    A question whose fence holds anything, which can be `cover: none` alone, covers nothing.
    """
    lines = markdown.split("\n")
    pieces: list[Passage] = []
    start = 0
    for fence in fences(markdown):
        name, argument = fence.directive or ("", "")
        below = lines[fence.end + 1 :]
        covers = name == "question" and argument in guesses and not fence.body.strip()
        if covers and any(line.strip() for line in below):
            text = "\n".join(lines[start : fence.end + 1])
            pieces.append(Passage(text, start, argument))
            start = fence.end + 1
    return [*pieces, Passage("\n".join(lines[start:]), start, None)]


def in_view(markdown: str, guesses: Collection[str]) -> str:
    """Return what of a page stands above the first of these predictions that covers something."""
    return passages(markdown, guesses)[0].markdown


def guesses_in(quiz: str) -> set[str]:
    """Return the ids of the predictions in a quiz.yaml, without the cost of reading it all."""
    first = _FIRST_ITEM.search(quiz)
    if first is None or "predict" not in quiz:
        return set()
    items = re.split(rf"^{first[1]}- +", quiz, flags=re.MULTILINE)
    items = [item for item in items if _GUESS.search(item)]
    return {match[1] for item in items if (match := _ID.search(item))}
