"""The options of a ```{shapes}: two arrays and an operation, drawn cell by cell."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field, field_validator

from tutor.assessment.combination import read_combination
from tutor.assessment.formula import FormulaError
from tutor.course.directives.live import LiveOptions


class ShapesOptions(LiveOptions):
    """Broadcasting and products of matrices, for shapes that are given and for typed ones."""

    FIGURES: ClassVar = ("fits", "sizes", "rows", "columns", "stretched", "typed")

    examples: tuple[str, ...] = Field(("(2, 3) + (2, 1)",), min_length=1)
    """Such as `(2, 3) + (1, 3)`; + - * and / broadcast, @ is the product of matrices."""

    @field_validator("examples")
    @classmethod
    def _can_be_read(cls, examples: tuple[str, ...]) -> tuple[str, ...]:
        for example in examples:
            try:
                read_combination(example)
            except FormulaError as error:
                raise ValueError(f"{example}: {error}") from None
        return examples
