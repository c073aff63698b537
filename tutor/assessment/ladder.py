"""The ladder of help at a question: hints, the worked steps, at last the answer itself."""

from __future__ import annotations

from typing import Literal, NamedTuple

from engine.formula import FormulaError
from tutor.assessment.keys import foreseen_wrong
from tutor.assessment.questions import Expression, Numeric, Predict, Question, Single

Kind = Literal["hint", "steps", "shown"]

MADE_UP = 2  # hints, at most, where the author gave none

NAMES: dict[Kind, str] = {"hint": "hint", "steps": "worked steps", "shown": "show me"}


class Rung(NamedTuple):
    """One piece of help; the text of the last, the answer itself, is found by marking it."""

    kind: Kind
    text: str


def ladder(question: Question) -> list[Rung]:
    """Return the help that a question with its numbers drawn has to give, the least first."""
    hints = [*([question.hint] if question.hint else []), *question.hints] or _made_up(question)
    rungs = [Rung("hint", text) for text in hints]
    if question.solution:
        rungs.append(Rung("steps", question.solution))
    return [*rungs, Rung("shown", "")]


def _made_up(question: Question) -> list[str]:
    """Return what foreseen mistakes are told, where the author gave no hint."""
    if isinstance(question, Predict) and not question.options:
        return [wrong.feedback for wrong in question.wrong[:MADE_UP]]
    try:
        foreseen = foreseen_wrong(question)
    except FormulaError:
        return []
    return [_said(question, answer, feedback) for answer, feedback in foreseen[:MADE_UP]]


def _said(question: Question, answer: object, feedback: str) -> str:
    match question, answer:
        case (Single() | Predict(), int(chosen)):
            return f"Not “{question.options[chosen].text}”. {feedback}"
        case (Numeric() | Expression(), str(typed)):
            return f"`{typed}` would be a mistake. {feedback}"
    return feedback
