"""One sitting of a review: what is asked, in which order, and what is left.

What was missed comes again after the others, with new numbers, until it is right once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from tutor.progress.cards import Key
from tutor.review.schedule import Due

MOST = 20
"""Questions of one sitting; the others wait for the next."""
PROGRAMS = 2
"""How many of them, at most, are programs to be written anew."""


class Session:
    """Goes through the questions; `None` in turn means that it is over."""

    def __init__(self, items: Sequence[Due]) -> None:
        programs = [item for item in items if item.is_program][:PROGRAMS]
        self.items = tuple(
            [item for item in items if not item.is_program or item in programs][:MOST]
        )
        self._waiting = deque(self.items)
        self._first: dict[Key, float] = {}
        self._tried: set[Key] = set()

    @property
    def turn(self) -> Due | None:
        """The question whose turn it is."""
        return self._waiting[0] if self._waiting else None

    @property
    def left(self) -> tuple[Due, ...]:
        """The questions that are still to be asked, with the one in turn."""
        return tuple(self._waiting)

    @property
    def is_answered(self) -> bool:
        """Whether the question in turn was answered, right or wrong."""
        return self.turn is not None and self.turn.key in self._tried

    @property
    def number(self) -> int:
        """The place of the question in turn among all, from 1; the last one at the end."""
        return self.items.index(self.turn) + 1 if self.turn else len(self.items)

    @property
    def scores(self) -> list[float | None]:
        """The first score of each question, None where there is none yet."""
        return [self._first.get(item.key) for item in self.items]

    def answered(self, item: Due, score: float) -> None:
        """Take note of an answer; a second try at the same numbers changes nothing."""
        self._first.setdefault(item.key, score)
        if item.key not in self._tried:
            self._tried.add(item.key)
            if score < 1:
                self._waiting.append(item)

    def go_on(self) -> None:
        """Let the next question have its turn; one that is passed over does not come again."""
        if self._waiting:
            self._tried.discard(self._waiting.popleft().key)

    @property
    def after(self) -> Due | None:
        """The question that comes next."""
        return self._waiting[1] if len(self._waiting) > 1 else None
