"""Learns from attempts when a question is due again, by FSRS (the package `fsrs`).

An attempt is a review at its own time. Its rating follows from the score, from the help that was
taken and from how sure the learner was.

What is right without help comes back on a later day from the first time on: a lesson just done is
not due again while it is fresh. What was missed, or needed help, comes back once in the same hour.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from tutor.progress.cards import Memory, Reply
from tutor.progress.records import time_of

if TYPE_CHECKING:
    from fsrs import Scheduler

RETENTION = 0.9
STEPS = (timedelta(minutes=10),)
"""After what time a question comes back that is not learned yet; FSRS itself has two such steps,
so that also what was right at once would be due again ten minutes later."""
AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
"""The ratings of FSRS."""
_RIGHT = 0.999


def rating(reply: Reply) -> int:
    """Return what an attempt is rated: only what is right in all its parts was remembered."""
    if reply.score < _RIGHT:
        return AGAIN
    if reply.hints or reply.aid or reply.confidence == "guessing":
        return HARD
    return EASY if reply.confidence == "sure" else GOOD


def learn(record: str | None, replies: Sequence[Reply]) -> Memory:
    """Return what is remembered after these attempts, of which there is at least one.

    `record` is what the scheduler knew before, None where it is the first time. Raises ValueError,
    TypeError or KeyError for a record that is none. What was sure and not right is due at once.
    """
    from fsrs import Card, Rating

    scheduler = _scheduler()
    card = Card(card_id=0) if record is None else Card.from_json(record)
    for reply in replies:
        card, _ = scheduler.review_card(card, Rating(rating(reply)), _moment(reply.at))
    last = replies[-1]
    at = time_of(last.at)
    missed = _missed(last)
    due = at if missed == 2 else card.due.timestamp()
    return Memory(due, float(card.stability or 0.0), at, missed, str(card.to_json()))


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    return Scheduler(desired_retention=RETENTION, learning_steps=STEPS, enable_fuzzing=False)


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(time_of(at), UTC)


def _missed(reply: Reply) -> int:
    if reply.score >= _RIGHT:
        return 0
    return 2 if reply.confidence == "sure" else 1
