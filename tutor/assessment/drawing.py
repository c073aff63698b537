"""Numbers that change: variables drawn from a seed, and the texts and formulas they stand in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from random import Random
from typing import Any, Self

from pydantic import BaseModel, ValidationError, model_validator

from engine.formula import CONSTANTS, FormulaError
from tutor.assessment.fields import Condition, FormulaText, Id, Listed, QuizModel, ShapeText
from tutor.assessment.named import Mistake, mistakes_in
from tutor.assessment.parts import Variable
from tutor.assessment.shapes import computed_shape
from tutor.formulas.arithmetic import Undefined, number
from tutor.formulas.numbers import spell

DRAWS = 1_000  # how often numbers are drawn anew before the conditions count as impossible

TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
FORMAT = re.compile(r"[+]?,?(?:\.\d\d?)?[fge%]?")

Values = Mapping[str, float | str]


class DrawnValues(QuizModel):
    """Something with texts and formulas whose numbers a seed decides.

    `variables` say which numbers change; `where` lists comparisons that must hold among them.
    """

    id: Id
    variables: dict[str, Variable] = {}
    where: Listed[Condition] = ()

    def drawn(self, seed: int) -> Self:
        """Return the same question with this seed's numbers in every text and every formula.

        The same seed gives the same numbers on every machine. A draw that breaks a condition, or
        makes a wrong answer equal to the right one, is thrown away and drawn anew.
        Raises FormulaError when no draw fits.
        """
        return self.drawn_after(seed)[0]

    def drawn_after(self, seed: int) -> tuple[Self, int]:
        """Return what `drawn` does, and how many draws were thrown away before it."""
        if self.is_drawn:
            return self, 0
        random = Random(f"{self.id}/{seed}")
        refusal = "no draw satisfies every `where`"
        for thrown in range(DRAWS if self.variables else 1):
            try:
                values = self._draw(random)
                if values is not None:
                    filled = _filled(self, values)
                    return self.model_validate({**filled, "variables": {}, "where": ()}), thrown
            except (Undefined, ValidationError) as error:
                refusal = _reason(error)
        raise FormulaError(f"No numbers fit: {refusal}" if self.variables else refusal)

    @cached_property
    def is_drawn(self) -> bool:
        """Whether every number stands where it belongs, so that no seed changes a thing."""
        return not self.variables and not _has_formulas(self)

    @cached_property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The foreseen mistakes that name a misconception; looked for once, for all answers."""
        return tuple(mistakes_in(self))

    def _draw(self, random: Random) -> Values | None:
        """Return a value for each variable, or None when a condition does not hold."""
        values: dict[str, float | str] = {}
        for name, variable in self.variables.items():
            if variable.formula is not None:
                values[name] = number(variable.formula, _numeric(values))
            else:
                choices = variable.values()
                # random() alone is promised to stay the same from one Python to the next.
                values[name] = choices[int(random.random() * len(choices))]
        if all(number(condition, _numeric(values)) for condition in self.where):
            return values
        return None

    @model_validator(mode="after")
    def _drawable(self) -> Self:
        for name in self.variables:
            if not name.isidentifier() or name in CONSTANTS:
                raise ValueError(f"{name!r} cannot name a variable: take another letter")
        try:
            self.drawn(0)
        except FormulaError as error:
            name = f"question {self.id}: " if self.variables else ""
            raise ValueError(f"{name}{error}") from None
        return self


def fill(text: str, values: Values) -> str:
    """Return a text with every `{{formula}}` or `{{formula:.3f}}` replaced by its value.

    Raises FormulaError, which names the template at fault.
    """

    def value_of(template: re.Match[str]) -> str:
        formula, _, form = (part.strip() for part in template.group(1).partition(":"))
        value = values.get(formula)
        if isinstance(value, str):
            return value
        if not FORMAT.fullmatch(form):
            raise FormulaError(f"{template.group()}: {form!r} is no format; use :.3f or :+")
        try:
            result = number(formula, _numeric(values))
        except Undefined:
            raise
        except FormulaError as error:
            raise FormulaError(f"{template.group()}: {error}") from None
        if form in ("", "+"):
            return ("+" if form and result >= 0 else "") + spell(result)
        return format(result, form)

    return TEMPLATE.sub(value_of, text)


def _numeric(values: Values) -> dict[str, float]:
    return {name: value for name, value in values.items() if not isinstance(value, str)}


def _filled(value: Any, values: Values) -> Any:
    """Return plain data with the numbers in their place, ready to be validated again."""
    if isinstance(value, BaseModel):
        return {
            name: _filled(getattr(value, name), values)
            for name in type(value).model_fields
            if name not in ("variables", "where")
        }
    if isinstance(value, dict):
        return {key: _filled(item, values) for key, item in value.items()}
    if isinstance(value, tuple):
        return tuple(_filled(item, values) for item in value)
    if isinstance(value, FormulaText):
        return number(value, _numeric(values))
    if isinstance(value, str) and values:
        text = fill(value, values)
        return computed_shape(text, _numeric(values)) if isinstance(value, ShapeText) else text
    return value


def _has_formulas(value: Any) -> bool:
    if isinstance(value, BaseModel):
        return any(_has_formulas(getattr(value, name)) for name in type(value).model_fields)
    if isinstance(value, dict):
        return any(_has_formulas(item) for item in value.values())
    if isinstance(value, tuple):
        return any(_has_formulas(item) for item in value)
    return isinstance(value, FormulaText)


def _reason(error: Undefined | ValidationError) -> str:
    if isinstance(error, ValidationError):
        return str(error.errors()[0]["msg"]).removeprefix("Value error, ")
    return str(error)
