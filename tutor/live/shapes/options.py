"""The options of a ```{shapes}: two arrays and an operation, or puzzles about shapes."""

from __future__ import annotations

from typing import ClassVar, Self

from pydantic import Field, field_validator, model_validator

from engine.formula import FormulaError
from tutor.live.options import LiveOptions
from tutor.live.shapes.combination import read_combination
from tutor.live.shapes.shape_puzzles import Kind


class ShapesOptions(LiveOptions):
    """Combinations of shapes to look into, given and typed; with `puzzles`, questions instead."""

    FIGURES: ClassVar = ("fits", "sizes", "rows", "columns", "stretched", "typed")
    PUZZLE_FIGURES: ClassVar = ("asked", "right", "streak")

    examples: tuple[str, ...] = Field((), max_length=20)
    """Such as `(2, 3) + (1, 3)`; + - * and / broadcast, @ is the product of matrices."""
    puzzles: tuple[Kind, ...] = ()
    """The kinds of puzzles that are drawn."""
    seed: int | None = None
    """Fixes which puzzles come; without it there are others each time."""

    @field_validator("examples")
    @classmethod
    def _can_be_read(cls, examples: tuple[str, ...]) -> tuple[str, ...]:
        for example in examples:
            try:
                read_combination(example)
            except FormulaError as error:
                raise ValueError(f"{example}: {error}") from None
        return examples

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.examples) == bool(self.puzzles):
            raise ValueError("give either examples or puzzles")
        if self.seed is not None and not self.puzzles:
            raise ValueError("seed belongs to puzzles")
        return self

    def figure_names(self) -> tuple[str, ...]:
        return self.PUZZLE_FIGURES if self.puzzles else self.FIGURES
