"""The values that a quiz holds (texts, formulas, shapes, lists) and the base of its models.


Every model is strict, frozen and refuses fields that it does not know, so that a slip of the pen
in quiz.yaml is a message with a line number and never a silent default.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

from engine.formula import COMPARISONS, Apply, Node, parse
from tutor.assessment.shapes import read_shape
from tutor.formulas.numbers import spell

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""A name in small letters, digits and single hyphens."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Markdown with $maths$; `{{a*b:.2f}}` stands for a value when the question has variables."""


def _number_or_formula(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("must be a number or a formula")
    if value != value:
        raise ValueError("must be a number: nan equals nothing, so no answer could be right")
    if isinstance(value, str):
        parse(value)
        return value
    return float(value)


def _as_text(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return spell(value)
    return value


def _parsable(text: str) -> str:
    parse(text)
    return text


def _comparison(text: str) -> str:
    if not re.search(r"[<>]|[=!]=", text) or not _compares(parse(text)):
        raise ValueError(f"{text} is no comparison; write one such as a != b, a == b or a < b")
    return text


def _compares(tree: Node) -> bool:
    """Whether a formula is a comparison, or several joined by * (and) or + (or)."""
    if not isinstance(tree, Apply):
        return False
    joined = tree.function in ("multiply", "add")
    return tree.function in COMPARISONS or (joined and all(map(_compares, tree.arguments)))


Spoken = Annotated[Text, BeforeValidator(_as_text, json_schema_input_type=float | str)]
"""A word or a number, kept as the text that a learner would type."""


class FormulaText(str):
    """A formula of the question's variables, computed when numbers are drawn."""


class ShapeText(str):
    """A shape whose sizes may be formulas of the question's variables."""


def _marked(value: float | str) -> float | str:
    return FormulaText(value) if isinstance(value, str) else value


Formula = Annotated[float | str, BeforeValidator(_number_or_formula), AfterValidator(_marked)]
"""A number, or a formula of the question's variables such as `b*c` or `1/3`."""


def _shaped(text: str) -> ShapeText:
    if "{{" not in text:
        read_shape(text)
    return ShapeText(text)


ShapeFormula = Annotated[Text, AfterValidator(_shaped)]
"""A shape such as `(3, 4)` or `(n_x, m)`; sizes may be formulas of the variables."""

MatrixFormula = Annotated[Text, AfterValidator(_parsable)]
"""A formula over arrays, such as `dZ2 @ A1.T / m`."""

Condition = Annotated[Text, AfterValidator(_comparison)]
"""A comparison of the variables, such as `a != b`."""


class QuizModel(BaseModel):
    """The settings that all models of a quiz share."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", populate_by_name=True)


Item = TypeVar("Item")


def _at_least(minimum: int) -> Callable[[tuple[Item, ...]], tuple[Item, ...]]:
    def check(items: tuple[Item, ...]) -> tuple[Item, ...]:
        if len(items) < minimum:
            raise ValueError(f"needs at least {minimum}, has {len(items)}")
        return items

    return check


# Strict models refuse YAML's lists where a tuple is declared, hence strict=False on the outside.
Listed = Annotated[tuple[Item, ...], Field(strict=False)]
OneOrMore = Annotated[
    tuple[Item, ...],
    Field(strict=False, json_schema_extra={"minItems": 1}),
    AfterValidator(_at_least(1)),
]
TwoOrMore = Annotated[
    tuple[Item, ...],
    Field(strict=False, json_schema_extra={"minItems": 2}),
    AfterValidator(_at_least(2)),
]
