"""What questions are made of: options, foreseen wrong answers, tolerances, gaps, variables.

Every model is strict, frozen and refuses fields that it does not know, so that a slip of the pen
in quiz.yaml is a message with a line number and never a silent default.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from tutor.assessment.formula import parse
from tutor.assessment.numbers import spell

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Markdown with $maths$; `{{a*b:.2f}}` stands for a value when the question has variables."""


def _number_or_formula(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError("must be a number or a formula")
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

ShapeFormula = Annotated[Text, AfterValidator(ShapeText)]
"""A shape such as `(3, 4)` or `(n_x, m)`; sizes may be formulas of the variables."""

MatrixFormula = Annotated[Text, AfterValidator(_parsable)]
"""A formula over arrays, such as `dZ2 @ A1.T / m`."""

Condition = Annotated[Text, AfterValidator(_parsable)]
"""A comparison of the variables, such as `a != b`."""


class Part(BaseModel):
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
OneOrMore = Annotated[tuple[Item, ...], Field(strict=False), AfterValidator(_at_least(1))]
TwoOrMore = Annotated[tuple[Item, ...], Field(strict=False), AfterValidator(_at_least(2))]


class Option(Part):
    """One option of a choice, with what is said to a learner who ticks or leaves it."""

    text: Text
    correct: bool = False
    feedback: Text


class ForeseenValue(Part):
    """A wrong number that is expected, and why somebody would come to it."""

    value: Formula
    feedback: Text


class ForeseenShape(Part):
    """A wrong shape that is expected, and why somebody would come to it."""

    value: ShapeFormula
    feedback: Text


class ForeseenText(Part):
    """A wrong answer in words that is expected, and why somebody would come to it."""

    value: Spoken
    feedback: Text


class ForeseenFormula(Part):
    """A mistaken formula that is expected, and why somebody would come to it."""

    value: MatrixFormula
    feedback: Text


class Tolerance(Part):
    """How far from the exact value an answer may be: `absolute` or `relative`, one of the two."""

    absolute: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    relative: float | None = Field(default=None, ge=0, allow_inf_nan=False)

    @model_validator(mode="after")
    def _one_of_two(self) -> Tolerance:
        if (self.absolute is None) == (self.relative is None):
            raise ValueError("give either absolute or relative")
        return self

    def around(self, value: float) -> float:
        """Return the distance from `value` that is still accepted."""
        if self.absolute is not None:
            return self.absolute
        return abs(value) * (self.relative or 0.0)


class Variable(Part):
    """A number that changes from seed to seed.

    Either a range (`from`, `to`, `step`, both ends included), or a list to `choose` from (numbers
    or words), or a `formula` of the variables above it.
    """

    start: float | None = Field(default=None, alias="from", allow_inf_nan=False)
    stop: float | None = Field(default=None, alias="to", allow_inf_nan=False)
    step: float = Field(default=1.0, gt=0, allow_inf_nan=False)
    choose: OneOrMore[float | str] | None = None
    formula: Condition | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Variable:
        if (self.start is None) != (self.stop is None):
            raise ValueError("a range needs both from and to")
        sources = (self.start, self.choose, self.formula)
        if sum(source is not None for source in sources) != 1:
            raise ValueError("give from and to, or choose, or formula")
        if self.start is not None and self.stop is not None:
            if self.stop < self.start:
                raise ValueError("to must not be below from")
            if (self.stop - self.start) / self.step > 10_000:
                raise ValueError("a range has at most 10,000 values: take a larger step")
        return self

    def values(self) -> tuple[float | str, ...]:
        """Return what can be drawn; empty for a formula."""
        if self.start is None or self.stop is None:
            return self.choose or ()
        count = int((self.stop - self.start) / self.step + 1e-9) + 1
        return tuple(round(self.start + i * self.step, 10) for i in range(count))


class Step(Part):
    """One step of an order question, and why it stands where it stands."""

    text: Text
    feedback: Text
    with_previous: bool = False
    """True: this step and the one before it may stand in either order."""


class Pair(Part):
    """What belongs together in a match question, and why; `wrong` foresees false partners."""

    left: Text
    right: Text
    feedback: Text
    wrong: Listed[ForeseenText] = ()


class Gap(Part):
    """A gap in a cloze text: a number or a word; with `options` it is chosen, not typed."""

    answer: Spoken
    accept: Listed[Spoken] = ()
    options: Listed[Spoken] = ()
    tolerance: Tolerance | None = None
    wrong: Listed[ForeseenText] = ()
    right: Text | None = None
    otherwise: Text

    @model_validator(mode="after")
    def _answer_among_options(self) -> Gap:
        if self.options and self.answer not in self.options:
            raise ValueError(f"the answer {self.answer!r} is not among the options")
        return self


class Input(Part):
    """An array that a derivation starts from: its shape, and how its random values are drawn.

    A shape is a list of sizes and of letters (`[4, m]`); `[]` is a single number. Values lie
    between `from` and `to`, or are picked from `choose`; a `formula` of the inputs above it makes
    one input follow from others (`A1: {shape: [4, m], formula: tanh(Z1)}`).
    """

    shape: Listed[int | str]
    start: float = Field(default=-2.0, alias="from", allow_inf_nan=False)
    stop: float = Field(default=2.0, alias="to", allow_inf_nan=False)
    choose: OneOrMore[float] | None = None
    formula: MatrixFormula | None = None

    @model_validator(mode="after")
    def _sensible(self) -> Input:
        for size in self.shape:
            if isinstance(size, str) and not size.isidentifier():
                raise ValueError(f"{size!r} is no size: write a number or a letter such as m")
            if isinstance(size, int) and not 1 <= size <= 100:
                raise ValueError(f"a size lies between 1 and 100, not {size}; or write a letter")
        if len(self.shape) > 2:
            raise ValueError("a shape has at most two sizes")
        if self.stop <= self.start:
            raise ValueError("to must be above from")
        return self


def _shape_alone(value: Any) -> Any:
    return {"shape": value} if isinstance(value, list | tuple) else value


InputOrShape = Annotated[
    Input, BeforeValidator(_shape_alone, json_schema_input_type=list[int | str] | Input)
]


class Training(Part):
    """The training that a prediction is about, in the words of `nn-tutor train`."""

    dataset: Text
    hidden: Listed[int] = (8,)
    activation: Text = "relu"
    optimizer: Text = "sgd"
    lr: float = Field(default=0.1, gt=0, allow_inf_nan=False)
    batch_size: int = Field(default=64, ge=1)
    epochs: int = Field(default=100, ge=1, le=1_000)
    seed: int = 0


class Compute(Part):
    """Where the truth of a prediction comes from: the engine's `graph`, a `formula`, a `training`.

    `wanted` names the step of the graph (`J`, `dJ/db`) or the figure of the trained network
    (`accuracy`, `loss`, ...).
    """

    graph: Text | None = None
    inputs: dict[str, Formula] = {}
    formula: Formula | None = None
    training: Training | None = None
    wanted: Text | None = None

    @model_validator(mode="after")
    def _one_source(self) -> Compute:
        sources = (self.graph, self.formula, self.training)
        if sum(source is not None for source in sources) != 1:
            raise ValueError("give one of graph, formula and training")
        if (self.wanted is None) != (self.formula is not None):
            raise ValueError("graph and training need wanted; a formula does not take it")
        if self.inputs and self.graph is None:
            raise ValueError("inputs go with a graph")
        return self
