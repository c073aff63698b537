"""Marks an answer: `mark(question, answer, seed) -> Verdict`. Pure; nothing is drawn or stored."""

from __future__ import annotations

from dataclasses import replace

from engine.formula import FormulaError
from tutor.assessment.choices import mark_multiple, mark_single
from tutor.assessment.derivations import mark_expression
from tutor.assessment.gaps import mark_cloze
from tutor.assessment.named import misconceptions_met
from tutor.assessment.predictions import mark_predict
from tutor.assessment.questions import (
    Cloze,
    Expression,
    Match,
    Multiple,
    Numeric,
    Order,
    Predict,
    Question,
    Shape,
    Single,
)
from tutor.assessment.sequences import mark_match, mark_order
from tutor.assessment.values import mark_numeric, mark_shape
from tutor.assessment.verdicts import Feedback, Outcome, Unanswerable, Verdict

__all__ = ["Feedback", "Outcome", "Unanswerable", "Verdict", "mark"]


def mark(question: Question, answer: object, seed: int = 0) -> Verdict:
    """Return the verdict on an answer to the question with this seed's numbers.

    What an answer looks like is said by each kind in `questions`. A prediction about a training
    run waits for that run. Raises Unanswerable for an answer that cannot be marked.
    """
    try:
        drawn = question.drawn(seed)
        verdict = _marked(drawn, answer)
    except FormulaError as error:
        raise Unanswerable(str(error)) from None
    met = misconceptions_met(drawn.mistakes, verdict)
    return replace(verdict, solution=drawn.solution, misconceptions=met)


def _marked(question: Question, answer: object) -> Verdict:
    match question:
        case Single():
            return mark_single(question.options, answer)
        case Multiple():
            return mark_multiple(question.options, answer)
        case Numeric():
            return mark_numeric(question, answer)
        case Shape():
            return mark_shape(question, answer)
        case Expression():
            return mark_expression(question, answer)
        case Order():
            return mark_order(question, answer)
        case Match():
            return mark_match(question, answer)
        case Cloze():
            return mark_cloze(question, answer)
        case Predict():
            return mark_predict(question, answer)
