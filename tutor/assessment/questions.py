"""The nine kinds of questions that a quiz.yaml may hold.

A question says what is right, which wrong answers are foreseen, and what each answer is told.
Answers themselves are plain JSON values; each kind says in its docstring what it takes.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Annotated, Literal

from pydantic import Field, model_validator

from tutor.assessment.drawing import DrawnValues
from tutor.assessment.fields import (
    Formula,
    Listed,
    MatrixFormula,
    QuizModel,
    ShapeFormula,
    Text,
    TwoOrMore,
)
from tutor.assessment.parts import (
    Compute,
    ForeseenFormula,
    ForeseenShape,
    ForeseenValue,
    Gap,
    InputOrShape,
    Option,
    OrderStep,
    Pair,
    Tolerance,
)
from tutor.assessment.rules import refuse_clashes, refuse_twins, refuse_unknown_names
from tutor.assessment.shapes import read_shape, same_sizes


class Asked(DrawnValues):
    """What every question has besides: a prompt, and optionally hints and worked steps."""

    prompt: Text
    hint: Text | None = None
    hints: Listed[Text] = ()
    """Further hints, each saying more than the one before."""
    solution: Text | None = None
    objective: int | None = Field(default=None, ge=1)
    """Which of the lesson's objectives it is about, from 1; None: of none in particular."""

    def version(self) -> str:
        """Return a hash of all that the question says, to tell in which form it was answered."""
        said = self.model_dump_json(exclude_defaults=True, exclude={"objective"})
        return sha256(said.encode()).hexdigest()[:16]


class Choice(Asked):
    """Options to tick; each has feedback of its own."""

    options: TwoOrMore[Option]

    @model_validator(mode="after")
    def _distinct_options(self) -> Choice:
        refuse_twins("options", [option.text for option in self.options])
        return self

    @property
    def correct(self) -> tuple[int, ...]:
        """The indices of the right options."""
        return tuple(i for i, option in enumerate(self.options) if option.correct)


class Single(Choice):
    """One option is right. Answer: the option's index."""

    kind: Literal["single"]

    @model_validator(mode="after")
    def _one_correct(self) -> Single:
        if len(self.correct) != 1:
            raise ValueError(f"exactly one option is correct in a single, not {len(self.correct)}")
        return self


class Multiple(Choice):
    """Any number of options is right, at least one. Answer: the list of ticked indices.

    Each option judged right, ticked or left, earns 1/n.
    """

    kind: Literal["multiple"]

    @model_validator(mode="after")
    def _some_correct(self) -> Multiple:
        if not self.correct:
            raise ValueError("at least one option must be correct")
        return self


class Numeric(Asked):
    """A number. Answer: what was typed, such as `0.25`, `1/3`, `e^-1`, `2e-3`, `12,288`, `50%`.

    Without a `tolerance` the value must agree to a relative 1e-6, or be the exact value rounded to
    three digits or more. The `unit` is shown beside the field, and may be typed along.
    """

    kind: Literal["numeric"]
    answer: Formula
    tolerance: Tolerance | None = None
    unit: Text | None = None
    wrong: Listed[ForeseenValue] = ()
    right: Text
    otherwise: Text

    @model_validator(mode="after")
    def _wrong_is_wrong(self) -> Numeric:
        if isinstance(self.answer, float):
            refuse_clashes(self.answer, self.tolerance, self.wrong)
        return self


class Shape(Asked):
    """The shape of an array. Answer: what was typed: `(3, 4)`, `3x4`, `3,4`, `3 × 4`, `(3,)`.

    Sizes are numbers, formulas of the variables, or names as in `(n_x, m)` and `(n[1], n[0])`.
    """

    kind: Literal["shape"]
    answer: ShapeFormula
    wrong: Listed[ForeseenShape] = ()
    right: Text
    otherwise: Text

    @model_validator(mode="after")
    def _wrong_is_wrong(self) -> Shape:
        if not self.variables:
            answer = read_shape(self.answer)
            for wrong in self.wrong:
                if same_sizes(read_shape(wrong.value), answer):
                    raise ValueError(f"the wrong answer {wrong.value} would be marked right")
        return self


class Expression(Asked):
    """A formula over arrays. Answer: what was typed; any form with equal values is right.

    A letter in a shape is a size that the formula may use too (`/ m`). The values of the
    inputs are random in any case; `variables` change the texts only.
    """

    kind: Literal["expression"]
    inputs: dict[str, InputOrShape] = Field(min_length=1)
    answer: MatrixFormula
    wrong: Listed[ForeseenFormula] = ()
    right: Text
    otherwise: Text

    @property
    def names(self) -> tuple[str, ...]:
        """What a formula may use: the inputs, then the sizes that have a letter."""
        sizes = (size for given in self.inputs.values() for size in given.shape)
        return (*self.inputs, *dict.fromkeys(size for size in sizes if isinstance(size, str)))

    @model_validator(mode="after")
    def _names_known(self) -> Expression:
        known = {size for given in self.inputs.values() for size in given.shape}
        for letter in known & {*self.inputs}:
            raise ValueError(f"{letter} is both an input and a size: rename one of them")
        for name, given in self.inputs.items():
            if given.formula is not None:
                refuse_unknown_names(f"the formula of {name}", given.formula, known)
            known.add(name)
        refuse_unknown_names("the answer", self.answer, known)
        for wrong in self.wrong:
            refuse_unknown_names(f"the wrong answer {wrong.value}", wrong.value, known)
        return self


class Order(Asked):
    """Steps to put in order, written here in the right one and shown shuffled.

    Answer: the list of the steps' indices, as written here, in the learner's order.
    """

    kind: Literal["order"]
    steps: TwoOrMore[OrderStep]
    right: Text
    otherwise: Text

    @model_validator(mode="after")
    def _orderable(self) -> Order:
        refuse_twins("steps", [step.text for step in self.steps])
        if all(step.with_previous for step in self.steps[1:]):
            raise ValueError("every order would be right: some step must not be with_previous")
        if self.steps[0].with_previous:
            raise ValueError("the first step has no previous one: remove its with_previous")
        return self


class Match(Asked):
    """Lefts to join with their rights; several lefts may share one right.

    Answer: for each left, in the order written here, the index of its partner in `rights`.
    """

    kind: Literal["match"]
    pairs: TwoOrMore[Pair]
    distractors: Listed[Text] = ()

    @model_validator(mode="after")
    def _distinct_sides(self) -> Match:
        refuse_twins("lefts", [pair.left for pair in self.pairs])
        rights = {pair.right for pair in self.pairs}
        refuse_twins("distractors", [*rights, *self.distractors])
        for pair in self.pairs:
            for foreseen in pair.wrong:
                if foreseen.value not in self.rights or foreseen.value == pair.right:
                    raise ValueError(f"{foreseen.value!r} is no wrong partner of {pair.left!r}")
        return self

    @property
    def rights(self) -> tuple[str, ...]:
        """Every right once, in the order written, then the distractors."""
        return tuple(dict.fromkeys([*(pair.right for pair in self.pairs), *self.distractors]))


class Cloze(Asked):
    """A text with gaps `[[name]]`. Answer: what was typed or chosen for each gap, by its name."""

    kind: Literal["cloze"]
    prompt: Text = "Fill the gaps."
    text: Text
    gaps: dict[str, Gap] = Field(min_length=1)

    @model_validator(mode="after")
    def _gaps_in_text(self) -> Cloze:
        named = re.findall(GAP, self.text)
        refuse_twins("gaps of the text", named)
        for name in {*named} ^ {*self.gaps}:
            where = "the text" if name in self.gaps else "gaps"
            raise ValueError(f"the gap {name} does not appear in {where}")
        return self


class Predict(Asked):
    """A guess, typed or chosen, before the engine computes the truth.

    Answer: what was typed, or with `options` the option's index. `compute` says where the truth
    comes from; with options it is shown, and the option marked correct is the right one.
    """

    kind: Literal["predict"]
    compute: Compute
    options: Listed[Option] = ()
    tolerance: Tolerance | None = None
    unit: Text | None = None
    wrong: Listed[ForeseenValue] = ()
    right: Text | None = None
    otherwise: Text | None = None

    @model_validator(mode="after")
    def _typed_or_chosen(self) -> Predict:
        if not self.options:
            if self.right is None or self.otherwise is None:
                raise ValueError("a typed prediction needs right and otherwise")
            if isinstance(self.compute.formula, float):
                refuse_clashes(self.compute.formula, self.tolerance, self.wrong)
            return self
        if self.right or self.otherwise or self.wrong or self.tolerance:
            raise ValueError("with options, what is said stands in the options' feedback")
        refuse_twins("options", [option.text for option in self.options])
        if sum(option.correct for option in self.options) != 1:
            raise ValueError("exactly one option must be correct")
        return self


Question = Annotated[
    Single | Multiple | Numeric | Shape | Expression | Order | Match | Cloze | Predict,
    Field(discriminator="kind"),
]

GAP = r"\[\[\s*([A-Za-z][\w-]*)\s*\]\]"
"""A gap in a cloze text; its group is the gap's name."""


class Quiz(QuizModel):
    """The whole of a quiz.yaml."""

    questions: Listed[Question]
