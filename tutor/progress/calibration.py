"""How sure a learner said they were, against how often they were right: the reliability diagram
and the expected calibration error (ECE) of lesson 5-7, of their own answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.counted import counted

STANDS_FOR = {"guessing": 0.40, "think so": 0.75, "sure": 0.95}
"""The share of right answers that each word is taken to promise."""
ENOUGH = 20
"""Answers with a word from which on there is something to see."""
_SIDE = 0.05  # a difference that is worth a sentence
_FEW = 5  # answers of one word from which on a sentence is said of it


@dataclass(frozen=True, slots=True)
class Spoken:
    """The answers that came with one word."""

    word: str
    answers: int
    right: int

    @property
    def promised(self) -> float:
        return STANDS_FOR[self.word]

    @property
    def kept(self) -> float:
        """The share that was right."""
        return self.right / self.answers


def spoken(confidences: Mapping[str, tuple[int, int]]) -> list[Spoken]:
    """Return what is known of each word that was said, from the least sure on."""
    return [
        Spoken(word, *confidences[word])
        for word in STANDS_FOR
        if word in confidences and confidences[word][0]
    ]


def ece(words: Sequence[Spoken]) -> float:
    """Return the mean distance between what was promised and what was kept, over the answers."""
    total = sum(word.answers for word in words)
    return sum(word.answers * abs(word.kept - word.promised) for word in words) / total


def remarks(words: Sequence[Spoken]) -> list[str]:
    """Return what is to be said of the words that promised too much or too little."""
    said = []
    for word in words:
        times = (
            f"“{word.word.capitalize()}” was right {word.right} of {counted(word.answers, 'time')}"
        )
        gap = word.kept - word.promised
        if word.answers >= _FEW and gap > _SIDE:
            said.append(f"{times}: you know more than you say.")
        elif word.answers >= _FEW and gap < -_SIDE:
            said.append(f"{times}: you know less than you say.")
    if missed := sum(word.answers - word.right for word in words if word.word == "sure"):
        said.append(f"“Sure” and wrong: {missed}. They come back first.")
    return said
