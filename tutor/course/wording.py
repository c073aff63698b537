"""Finds what is wrong with a question's words: idle variables, formulas left as text, praise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from engine.formula import FormulaError
from tutor.assessment.drawing import TEMPLATE
from tutor.assessment.fields import FormulaText, ShapeText
from tutor.assessment.questions import (
    Cloze,
    Match,
    Multiple,
    Order,
    Predict,
    Question,
    Shape,
    Single,
)
from tutor.assessment.shapes import read_shape
from tutor.formulas.arithmetic import Undefined, number
from tutor.formulas.numbers import read_number

_NAME = re.compile(r"[^\W\d]\w*")
_PRAISE = re.compile(
    r"\W*((?:(?:quite|that is|that's|you are) )?"
    r"(?:right|yes|correct|exactly|precisely|perfect|excellent|great|good|bravo|well done))"
    r"(?:[.,!:;–—]|$)",
    re.IGNORECASE,
)


def text_problem(question: Question) -> str:
    """Return the first thing that is wrong with the wording, "" if nothing is."""
    return (
        _idle(question)
        or _unknown_size(question)
        or _formula_as_text(question)
        or _misplaced_praise(question)
    )


def _idle(question: Question) -> str:
    used = {name for formula in _formulas(question) for name in _NAME.findall(formula)}
    used.update(name for condition in question.where for name in _NAME.findall(condition))
    for variable in question.variables.values():
        used.update(_NAME.findall(variable.formula or ""))
    idle = [name for name in question.variables if name not in used]
    return f"the variable {idle[0]} is not used; use it or remove it" if idle else ""


def _formulas(value: Any) -> Iterator[str]:
    """Yield each formula of the variables in a question, also those within its texts."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _formulas(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _formulas(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _formulas(item)
    elif isinstance(value, FormulaText | ShapeText):
        yield str(value)
    elif isinstance(value, str):
        yield from TEMPLATE.findall(value)


def _unknown_size(question: Question) -> str:
    """Return which letter of a shape is neither a variable nor said in the prompt."""
    if not isinstance(question, Shape) or not question.variables or "{{" in question.answer:
        return ""
    for size in read_shape(question.answer):
        names = _NAME.findall(size) if isinstance(size, str) else []
        for name in names:
            if name not in question.variables and name not in _NAME.findall(question.prompt):
                return f"{name} in the answer is neither a variable nor named in the prompt"
    return ""


def _formula_as_text(question: Question) -> str:
    """Return which gap expects the letters of a formula, though its value is meant."""
    if not isinstance(question, Cloze):
        return ""
    for name, gap in question.gaps.items():
        for text in (gap.answer, *gap.accept, *(wrong.value for wrong in gap.wrong)):
            if not gap.options and _computes(text, question.variables):
                return f"gap {name}: {text!r} is taken letter by letter; write '{{{{{text}}}}}'"
        if gap.tolerance and "{{" not in gap.answer and not _is_number(gap.answer):
            return f"gap {name} has a tolerance, but its answer {gap.answer!r} is no number"
    return ""


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except FormulaError:
        return False
    return True


def _computes(text: str, variables: Iterable[str]) -> bool:
    """Say whether a text is arithmetic with the question's variables, and not in braces."""
    if "{{" in text or not set(variables) & set(_NAME.findall(text)):
        return False
    try:
        number(text, dict.fromkeys(variables, 1.0))
    except Undefined:
        return True
    except FormulaError:
        return False
    return True


def _misplaced_praise(question: Question) -> str:
    for text in _told_when_wrong(question):
        if match := _PRAISE.match(text):
            return f'a wrong answer is told "{match[1]}"; say first what is wrong with it'
    for text in _told_in_any_case(question):
        if match := _PRAISE.match(text):
            return f'"{match[1]}" is told to a wrong answer too; say there why it is so'
    return ""


def _told_when_wrong(question: Question) -> Iterator[str]:
    if isinstance(question, Single | Predict):
        yield from (option.feedback for option in question.options if not option.correct)
    asked: list[BaseModel] = [question]
    asked += question.gaps.values() if isinstance(question, Cloze) else ()
    asked += question.pairs if isinstance(question, Match) else ()
    for each in asked:
        yield from (wrong.feedback for wrong in getattr(each, "wrong", ()))
        yield getattr(each, "otherwise", None) or ""


def _told_in_any_case(question: Question) -> Iterator[str]:
    """Yield what is said of an option, a step or a pair whether it was judged right or not."""
    if isinstance(question, Multiple):
        yield from (option.feedback for option in question.options)
    elif isinstance(question, Order):
        yield from (step.feedback for step in question.steps)
    elif isinstance(question, Match):
        yield from (pair.feedback for pair in question.pairs)
