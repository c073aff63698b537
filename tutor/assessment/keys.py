"""The answers that a question's author promises: the right one, and the wrong ones foreseen.

A course check marks them all: the right answer must earn everything, and every foreseen one must
earn less and reach its feedback.
"""

from __future__ import annotations

from tutor.assessment.parts import ForeseenValue, Option
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
from tutor.assessment.truths import truth
from tutor.formulas.numbers import spell

Foreseen = tuple[object, str]
"""An answer, and the feedback that it must reach."""


def right_answer(question: Question, seed: int = 0) -> object:
    """Return the answer that must be marked right, with this seed's numbers.

    Raises FormulaError when a prediction's truth cannot be computed.
    """
    match drawn := question.drawn(seed):
        case Single():
            return drawn.correct[0]
        case Multiple():
            return list(drawn.correct)
        case Numeric():
            return _typed(float(drawn.answer))
        case Shape() | Expression():
            return str(drawn.answer)
        case Order():
            return list(range(len(drawn.steps)))
        case Match():
            return [drawn.rights.index(pair.right) for pair in drawn.pairs]
        case Cloze():
            return {name: gap.answer for name, gap in drawn.gaps.items()}
        case Predict():
            if drawn.options:
                return next(i for i, option in enumerate(drawn.options) if option.correct)
            return _typed(truth(drawn.compute))


def foreseen_wrong(question: Question, seed: int = 0) -> list[Foreseen]:
    """Return the answers that must not be marked right, each with the feedback it must reach."""
    match drawn := question.drawn(seed):
        case Single():
            return _other_options(drawn.options)
        case Multiple():
            return _one_tick_off(drawn)
        case Numeric():
            return _values(drawn.wrong)
        case Shape() | Expression():
            return [(str(wrong.value), wrong.feedback) for wrong in drawn.wrong]
        case Order():
            return [(list(range(len(drawn.steps)))[::-1], drawn.otherwise)]
        case Match():
            return _false_partners(drawn)
        case Cloze():
            return _false_fillings(drawn)
        case Predict():
            return _other_options(drawn.options) if drawn.options else _values(drawn.wrong)


def _typed(value: float) -> str:
    return repr(value) if spell(value, 17) != spell(value) else spell(value)


def _values(wrongs: tuple[ForeseenValue, ...]) -> list[Foreseen]:
    return [(_typed(float(wrong.value)), wrong.feedback) for wrong in wrongs]


def _other_options(options: tuple[Option, ...]) -> list[Foreseen]:
    return [(i, option.feedback) for i, option in enumerate(options) if not option.correct]


def _one_tick_off(question: Multiple) -> list[Foreseen]:
    """Return the right ticks with one option judged wrong, for each option in turn."""
    ticks = [sorted({*question.correct} ^ {i}) for i in range(len(question.options))]
    feedback = [option.feedback for option in question.options]
    return [(ticked, said) for ticked, said in zip(ticks, feedback, strict=True) if ticked]


def _false_partners(question: Match) -> list[Foreseen]:
    right = [question.rights.index(pair.right) for pair in question.pairs]
    foreseen: list[Foreseen] = []
    for i, pair in enumerate(question.pairs):
        for wrong in pair.wrong:
            partner = question.rights.index(wrong.value)
            foreseen.append(([*right[:i], partner, *right[i + 1 :]], wrong.feedback))
    return foreseen


def _false_fillings(question: Cloze) -> list[Foreseen]:
    right = {name: gap.answer for name, gap in question.gaps.items()}
    return [
        ({**right, name: wrong.value}, wrong.feedback)
        for name, gap in question.gaps.items()
        for wrong in gap.wrong
    ]
