"""Marks steps put in order and pairs joined."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate

from engine.counted import counted
from tutor.assessment.choices import index
from tutor.assessment.questions import Match, Order
from tutor.assessment.verdicts import Feedback, Outcome, Unanswerable, Verdict, outcome_of


def mark_order(question: Order, answer: object) -> Verdict:
    """Return the verdict on an order: it is worth the share of steps that need not move.

    The most steps that already follow each other as they should may stay; every other one must be
    moved once. So one step carried from the end to the front costs one step and not all of them,
    and the reverse of the right order earns nothing: (stay - s) / (n - s), where s steps stay in
    any order (1, or more when neighbours may change places).
    """
    count = len(question.steps)
    if not isinstance(answer, list | tuple) or len(answer) != count:
        raise Unanswerable("Put every step in its place.")
    order = [index(each, count) for each in answer]
    if len(set(order)) != count:
        raise Unanswerable("Each step stands in the order once.")
    places = list(accumulate((not step.with_previous for step in question.steps[1:]), initial=0))
    staying = _longest_rise([places[step] for step in order])
    least = max(Counter(places).values())
    score = (len(staying) - least) / (count - least)
    outcome = outcome_of(score)
    said = _said_about_order(question, order, {order[each] for each in staying}, outcome)
    return Verdict(score, outcome, said)


def _said_about_order(
    question: Order, order: list[int], staying: set[int], outcome: Outcome
) -> tuple[Feedback, ...]:
    moves = len(order) - len(staying)
    if moves == 0:
        whole = [Feedback(question.right, None, outcome)]
    else:
        steps = counted(moves, "step")
        whole = [
            Feedback(f"{len(staying)} of {len(order)} can stay; move {steps}.", None, outcome),
            Feedback(question.otherwise, None, outcome),
        ]
    parts = (
        Feedback(step.feedback, str(i), "right" if i in staying else "wrong")
        for i, step in enumerate(question.steps)
    )
    return (*whole, *parts)


def _longest_rise(places: list[int]) -> list[int]:
    """Return the positions of a longest run of places that never falls, gaps allowed."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for position, place in enumerate(places):
        length = bisect_right(tails, place)
        before.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [place]
        ends[length : length + 1] = [position]
    rise: list[int] = []
    at: int | None = ends[-1]
    while at is not None:
        rise.append(at)
        at = before[at]
    return rise[::-1]


def mark_match(question: Match, answer: object) -> Verdict:
    """Return the verdict on joined pairs: each right pair earns its share."""
    pairs = question.pairs
    if not isinstance(answer, list | tuple) or len(answer) != len(pairs):
        raise Unanswerable("Give each item on the left a partner.")
    missing = sum(partner is None for partner in answer)
    if missing:
        verb = "is" if missing == 1 else "are"
        raise Unanswerable(f"{missing} on the left {verb} still without a partner.")
    said = []
    for i, (pair, partner) in enumerate(zip(pairs, answer, strict=True)):
        chosen = question.rights[index(partner, len(question.rights))]
        foreseen = next((wrong.feedback for wrong in pair.wrong if wrong.value == chosen), None)
        right = chosen == pair.right
        said.append(Feedback(foreseen or pair.feedback, str(i), "right" if right else "wrong"))
    joined = sum(feedback.outcome == "right" for feedback in said)
    outcome = outcome_of(joined / len(pairs))
    summary = Feedback(f"{joined} of {len(pairs)} pairs are right.", None, outcome)
    return Verdict(joined / len(pairs), outcome, (summary, *said))
