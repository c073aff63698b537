"""What is due now, what will be in the days ahead, and how well everything is known today."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from tutor.course.ids import CODE, TERM, parted
from tutor.course.index import CourseIndex, LessonIndex
from tutor.progress.cards import Card, Key
from tutor.progress.store import Store

DAYS = 30
"""How far ahead reviews are foreseen."""
_SECONDS, _SECONDS_OF_PROGRAM = 30, 300  # about how long a question takes, and a program
_DAY = 86_400.0
_DECAY = -0.1542  # how fast FSRS forgets; a test compares it with the package's own
_FACTOR = 0.9 ** (1 / _DECAY) - 1


class Due(NamedTuple):
    """A question of the course that has its turn."""

    lesson: str
    question: str
    due: float  # seconds since the epoch, UTC
    stability: float | None
    """In days; None for a definition that was read and never asked about."""

    @property
    def key(self) -> Key:
        return self.lesson, self.question

    @property
    def is_program(self) -> bool:
        """Whether it is an exercise in code, to be written anew."""
        return parted(self.question)[1] == CODE


class ReviewSchedule:
    """When the questions of a course are due; read from the store once, then asked."""

    def __init__(self, index: CourseIndex, store: Store, now: float) -> None:
        self._index = index
        self._now = now
        self._terms = {key: (lesson, page) for key, lesson, page in _terms(index)}
        there = self._terms.keys() | {
            (lesson.id, question)
            for lesson in index.lessons
            for question in (*lesson.question_ids, *lesson.exercise_parts)
        }
        self._cards = {card.key: card for card in store.cards.all() if card.key in there}
        self._looked_at = store.first_visits() if self._terms else {}

    @cached_property
    def due(self) -> list[Due]:
        """What is due now: first what was sure and wrong, then by its time; then new terms.

        Programs come last, for each of them takes as long as ten questions.
        """
        cards = [card for card in self._cards.values() if card.due <= self._now]
        cards.sort(key=lambda card: (card.missed != 2, card.due, card.key))
        terms = [each for each in self._new_terms if each.due <= self._now]
        asked = [Due(card.lesson, card.question, card.due, card.stability) for card in cards]
        return sorted([*asked, *terms], key=lambda each: each.is_program)

    @property
    def next(self) -> float | None:
        """When the next question is due that is not due now."""
        return min((at for at in self._times() if at > self._now), default=None)

    @property
    def minutes(self) -> int:
        """About how long it takes to review all that is due."""
        return minutes_for(self.due)

    def ahead(self) -> list[int]:
        """Return how many questions fall due today, with all that is due by now, and on each
        of the days after it."""
        counts = [0] * DAYS
        today = _local(self._now).date()
        for at in self._times():
            day = max((_local(at).date() - today).days, 0)
            if day < DAYS:
                counts[day] += 1
        return counts

    def due_of(self, lessons: Iterable[LessonIndex]) -> int:
        """Return how many questions of these lessons are due."""
        return sum(self._due_in[lesson.id] for lesson in lessons)

    @cached_property
    def _due_in(self) -> Counter[str]:
        return Counter(each.lesson for each in self.due)

    def chance(self, lessons: Sequence[LessonIndex]) -> float | None:
        """Return the chance to answer a question of these lessons right today; None without any.

        What was never answered counts as not known, and so does what was last answered wrong.
        """
        return self.chance_of(
            (lesson.id, question) for lesson in lessons for question in lesson.question_ids
        )

    def chance_of(self, keys: Iterable[Key]) -> float | None:
        """Return the chance to answer one of these questions right today; None without any."""
        chances = [self._chance(key) for key in keys]
        return sum(chances) / len(chances) if chances else None

    def known(self, lesson: LessonIndex) -> tuple[int, int]:
        """Return how many questions of a lesson were answered, and how many of them right last."""
        return self.known_of((lesson.id, question) for question in lesson.question_ids)

    def known_of(self, keys: Iterable[Key]) -> tuple[int, int]:
        """Return how many of these questions were answered, and how many of them right last."""
        answered = [self._cards[key] for key in keys if key in self._cards]
        return len(answered), sum(not card.missed for card in answered)

    def _chance(self, key: Key) -> float:
        card = self._cards.get(key)
        return 0.0 if card is None or card.missed else chance(card, self._now)

    def _times(self) -> list[float]:
        return [card.due for card in self._cards.values()] + [each.due for each in self._new_terms]

    @cached_property
    def _new_terms(self) -> list[Due]:
        """Definitions that were read and never asked about: due a day after they were read."""
        found = [
            Due(*key, read + _DAY, None)
            for key, (lesson, page) in self._terms.items()
            if key not in self._cards
            and (read := _when_read(lesson, page, self._looked_at)) is not None
        ]
        return sorted(found, key=lambda each: each.due)


def catch_up(store: Store) -> None:
    """Let the schedule take in all attempts; raises StoreError where it cannot be written.

    It is meant for a thread: a long history that is new to it takes seconds.
    """
    if store.is_read_only or not store.cards.are_behind():
        return
    from tutor.review.memory import learn

    while store.cards.renew(learn):
        pass


def chance(card: Card, now: float) -> float:
    """Return the chance that a question is answered right, by the forgetting curve of FSRS."""
    if card.stability <= 0:
        return 0.0
    days = max(now - card.last, 0.0) // _DAY
    return float((1 + _FACTOR * days / card.stability) ** _DECAY)


def minutes_for(questions: Iterable[Due]) -> int:
    """Return about how long these questions take."""
    seconds = (_SECONDS_OF_PROGRAM if each.is_program else _SECONDS for each in questions)
    return max(round(sum(seconds) / 60), 1)


def term_id(term: str) -> str:
    """Return what the question about a term is called; no question of a quiz begins so."""
    words = re.findall(r"[a-z0-9]+", term.casefold())
    if words:
        return TERM + "-".join(words)
    from hashlib import sha256

    return TERM + sha256(term.encode()).hexdigest()[:8]


def _terms(index: CourseIndex) -> Iterable[tuple[Key, LessonIndex, int]]:
    """Yield each term of the course, as it is defined first, with its lesson and page."""
    known: set[str] = set()
    for lesson in index.lessons:
        for term, page in lesson.terms.items():
            question = term_id(term)
            if question not in known:
                known.add(question)
                yield (lesson.id, question), lesson, page


def _when_read(lesson: LessonIndex, page: int, looked_at: Mapping[Key, float]) -> float | None:
    """Return when a page that was read was in front of the learner first; None for another.

    Merely to look into a lesson is not to read it: a page is read once its neighbour, the next
    one or that before the last, was in front of the learner too.
    """
    pages = len(lesson.page_names)
    neighbour = page + 1 if page + 1 < pages else page - 1
    if pages > 1 and _first_look(lesson, neighbour, looked_at) is None:
        return None
    return _first_look(lesson, page, looked_at)


def _first_look(lesson: LessonIndex, page: int, looked_at: Mapping[Key, float]) -> float | None:
    names = (lesson.page_names[page], f"#{page}")
    found = (looked_at[lesson.id, name] for name in names if (lesson.id, name) in looked_at)
    return min(found, default=None)


def _local(at: float) -> datetime:
    return datetime.fromtimestamp(at)
