"""Marks ticks: one option or several."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.assessment.parts import Option
from tutor.assessment.verdicts import Feedback, Outcome, Unanswerable, Verdict, outcome_of


def mark_single(options: Sequence[Option], answer: object) -> Verdict:
    """Return the verdict on one chosen option, with that option's feedback alone."""
    chosen = index(answer, len(options))
    outcome: Outcome = "right" if options[chosen].correct else "wrong"
    feedback = Feedback(options[chosen].feedback, str(chosen), outcome)
    return Verdict(float(options[chosen].correct), outcome, (feedback,))


def mark_multiple(options: Sequence[Option], answer: object) -> Verdict:
    """Return the verdict on ticked options: each judged right, ticked or left, earns 1/n."""
    if not isinstance(answer, list | tuple):
        raise Unanswerable("Tick the options that you think are right.")
    ticked = {index(each, len(options)) for each in answer}
    if not ticked:
        raise Unanswerable("Tick at least one option.")
    judged = [option.correct == (i in ticked) for i, option in enumerate(options)]
    score = sum(judged) / len(options)
    outcome = outcome_of(score)
    summary = f"{sum(judged)} of {len(options)} options judged right."
    each_option = (
        Feedback(option.feedback, str(i), "right" if judged[i] else "wrong")
        for i, option in enumerate(options)
    )
    return Verdict(score, outcome, (Feedback(summary, None, outcome), *each_option))


def index(answer: object, count: int) -> int:
    """Return the answer as an index below `count`; raises Unanswerable when it is none."""
    if isinstance(answer, bool) or not isinstance(answer, int) or not 0 <= answer < count:
        raise Unanswerable("Choose one of the options.")
    return answer
