"""Marks the gaps of a cloze text."""

from __future__ import annotations

import re

from engine.formula import FormulaError
from tutor.assessment.parts import ForeseenValue, Gap
from tutor.assessment.questions import Cloze
from tutor.assessment.values import judge
from tutor.assessment.verdicts import Feedback, Unanswerable, Verdict, outcome_of
from tutor.formulas.numbers import MAX_LENGTH, Typed, read_number


def mark_cloze(question: Cloze, answer: object) -> Verdict:
    """Return the verdict on filled gaps: each right one earns its share."""
    if not isinstance(answer, dict):
        raise Unanswerable("Fill the gaps.")
    filled = {name: answer.get(name) for name in question.gaps}
    empty = [name for name, text in filled.items() if not isinstance(text, str) or not text.strip()]
    if empty:
        gaps = "One gap is" if len(empty) == 1 else f"{len(empty)} gaps are"
        raise Unanswerable(f"{gaps} still empty.")
    said = [said_about(name, question.gaps[name], str(text)) for name, text in filled.items()]
    right = sum(feedback.outcome == "right" for feedback in said)
    outcome = outcome_of(right / len(said))
    if len(said) == 1:
        return Verdict(float(right), outcome, tuple(said))
    summary = Feedback(f"{right} of {len(said)} gaps are right.", None, outcome)
    return Verdict(right / len(said), outcome, (summary, *said))


def said_about(name: str, gap: Gap, text: str) -> Feedback:
    """Return the feedback for one gap; raises Unanswerable where a number cannot be read."""
    if len(text) > MAX_LENGTH:
        raise Unanswerable(f"What stands in the gap “{name}” is too long.")
    right = gap.right or f"Right: {gap.answer}."
    if any(_same(text, each) for each in (gap.answer, *gap.accept)):
        return Feedback(right, name, "right")
    exact = None if gap.options else _number(gap.answer)
    if exact is not None:
        foreseen = [
            ForeseenValue(value=number.value, feedback=wrong.feedback)
            for wrong in gap.wrong
            if (number := _number(wrong.value))
        ]
        said = judge(
            _typed(name, text),
            exact.value,
            gap.tolerance,
            foreseen,
            right=right,
            otherwise=gap.otherwise,
        )
        return Feedback(" ".join(each.text for each in said), name, said[0].outcome)
    wrongs = (wrong.feedback for wrong in gap.wrong if _same(text, wrong.value))
    return Feedback(next(wrongs, gap.otherwise), name)


def _number(text: str) -> Typed | None:
    try:
        return read_number(text)
    except FormulaError:
        return None


def _typed(name: str, text: str) -> Typed:
    try:
        return read_number(text)
    except FormulaError as error:
        raise Unanswerable(f"The gap “{name}” takes a number. {error}") from None


def _same(left: str, right: str) -> bool:
    """Say whether two answers in words are the same, whatever their case and spacing."""
    return _bare(left) == _bare(right)


def _bare(text: str) -> str:
    return re.sub(r"[\s\-‐–_]+", " ", text.strip(" .$")).casefold()
