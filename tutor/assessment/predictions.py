"""Marks a prediction: the guess beside the truth that the engine computes."""

from __future__ import annotations

from dataclasses import replace

from tutor.assessment.choices import mark_single
from tutor.assessment.questions import Predict
from tutor.assessment.truths import truth
from tutor.assessment.values import judge, text_of
from tutor.assessment.verdicts import Feedback, Verdict
from tutor.formulas.numbers import read_number, spell


def mark_predict(question: Predict, answer: object) -> Verdict:
    """Return the verdict on a guess, with the guess, the truth and the gap between them."""
    if question.options:
        verdict = mark_single(question.options, answer)
        return replace(verdict, truth=truth(question.compute))
    typed = read_number(text_of(answer, "Type your guess."), question.unit)
    exact = truth(question.compute)
    said = judge(
        typed,
        exact,
        question.tolerance,
        question.wrong,
        right=question.right or "",
        otherwise=question.otherwise or "",
    )
    outcome = said[0].outcome
    gap = Feedback(_gap(typed.value, exact), None, outcome)
    return Verdict(float(outcome == "right"), outcome, (gap, *said), guess=typed.value, truth=exact)


def _gap(guess: float, exact: float) -> str:
    if guess == exact:
        return f"You guessed {spell(guess)}, and {spell(exact, 6)} it is."
    side = "high" if guess > exact else "low"
    gap = spell(abs(guess - exact), 4)
    return f"You guessed {spell(guess, 6)}; computed: {spell(exact, 6)}. That is {gap} too {side}."
