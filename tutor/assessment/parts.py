"""What questions are made of: options, foreseen wrong answers, tolerances, gaps, variables."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from tutor.assessment.fields import (
    Formula,
    Id,
    Listed,
    MatrixFormula,
    OneOrMore,
    QuizModel,
    ShapeFormula,
    Spoken,
    Text,
)
from tutor.settings.options import most_in_questions, with_settings


class Option(QuizModel):
    """One option of a choice, with what is said to a learner who ticks or leaves it."""

    text: Text
    correct: bool = False
    feedback: Text
    misconception: Id | None = None
    """Which misconception of the course leads to it, by its id in course.yaml."""


class ForeseenValue(QuizModel):
    """A wrong number that is expected, and why somebody would come to it."""

    value: Formula
    feedback: Text
    misconception: Id | None = None


class ForeseenShape(QuizModel):
    """A wrong shape that is expected, and why somebody would come to it."""

    value: ShapeFormula
    feedback: Text
    misconception: Id | None = None


class ForeseenText(QuizModel):
    """A wrong answer in words that is expected, and why somebody would come to it."""

    value: Spoken
    feedback: Text
    misconception: Id | None = None


class ForeseenFormula(QuizModel):
    """A mistaken formula that is expected, and why somebody would come to it."""

    value: MatrixFormula
    feedback: Text
    misconception: Id | None = None


class Tolerance(QuizModel):
    """How far from the exact value an answer may be: `absolute` or `relative`, one of the two."""

    absolute: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    relative: float | None = Field(default=None, ge=0, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _of_a_kind(cls, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            raise ValueError(f"write {{absolute: {value}}} or {{relative: {value}}}")
        return value

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


class Variable(QuizModel):
    """A number that changes from seed to seed.

    Either a range (`from`, `to`, `step`, both ends included), or a list to `choose` from (numbers
    or words), or a `formula` of the variables above it.
    """

    start: float | None = Field(default=None, alias="from", allow_inf_nan=False)
    stop: float | None = Field(default=None, alias="to", allow_inf_nan=False)
    step: float = Field(default=1.0, gt=0, allow_inf_nan=False)
    choose: OneOrMore[float | str] | None = None
    formula: MatrixFormula | None = None

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


class OrderStep(QuizModel):
    """One step of an order question, and why it stands where it stands."""

    text: Text
    feedback: Text
    with_previous: bool = False
    """True: this step and the one before it may stand in either order."""


class Pair(QuizModel):
    """What belongs together in a match question, and why; `wrong` foresees false partners."""

    left: Text
    right: Text
    feedback: Text
    wrong: Listed[ForeseenText] = ()


class Gap(QuizModel):
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


class Input(QuizModel):
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
            if isinstance(size, int) and not 1 <= size <= 50:
                raise ValueError(f"a size lies between 1 and 50, not {size}; or write a letter")
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


@with_settings(most_in_questions, {}, short_names=True)
class PredictedTraining(QuizModel):
    """The training that a prediction is about, in the words of `nn-tutor train`'s flags.

    What is left out is as the engine has it. The sizes are bounded: a learner waits for the run.
    """

    dataset: Text

    @model_validator(mode="before")
    @classmethod
    def _flags(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {str(name).replace("-", "_"): value for name, value in given.items()}


class Compute(QuizModel):
    """Where the truth of a prediction comes from: the engine's `graph`, a `formula`, a `training`.

    `wanted` names the step of the graph (`J`, `dJ/db`) or the figure of the trained network
    (`accuracy`, `loss`, ...).
    """

    graph: Text | None = None
    inputs: dict[str, Formula] = {}
    formula: Formula | None = None
    training: PredictedTraining | None = None
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
