"""What an answer is given in: one field a kind of question, found by the kind's name.

A field posts `Committed` with the answer that the learner stands by, and is told the verdict.
"""

from __future__ import annotations

from tutor.assessment.questions import Question
from tutor.widgets.fields.choice import ChoiceField
from tutor.widgets.fields.cloze import ClozeField
from tutor.widgets.fields.field import AnswerLine, Committed, Field
from tutor.widgets.fields.match import MatchField
from tutor.widgets.fields.order import OrderField
from tutor.widgets.fields.typed import TypedField

__all__ = ["AnswerLine", "Committed", "Field", "field_for"]


def field_for(question: Question, seed: int) -> Field:
    """Return the field for a question whose numbers are drawn; `seed` shuffles what is shuffled."""
    match question.kind:
        case "single" | "multiple":
            return ChoiceField(question.options, many=question.kind == "multiple")
        case "predict" if question.options:
            return ChoiceField(question.options, many=False)
        case "order":
            return OrderField(question.steps, seed)
        case "match":
            return MatchField(question.pairs, question.rights)
        case "cloze":
            return ClozeField(question.text, question.gaps)
        case _:
            return TypedField(question)
