"""What the options of every simple live part have: a note, a task, and what to try."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from engine.formula import FormulaError, parse, strangers, unknown_name
from tutor.formulas.arithmetic import Undefined, number, refuse_matrices


class Options(BaseModel):
    """Options as YAML gives them: no other names, no conversions."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TaskOptions(Options):
    """Something to reach: done once `when`, a formula of the part's figures, is not 0."""

    text: str
    """What is asked, in a line."""
    when: str
    """A formula of the part's figures, such as `(accuracy > 0.9) * (epoch < 50)`."""
    id: str = Field("", pattern=r"^([a-z0-9]+(-[a-z0-9]+)*)?$")
    """What the task is called in the progress; without it, what the part is called."""

    def reached(self, figures: Mapping[str, float]) -> bool:
        """Return whether the figures are what the task asks for."""
        try:
            return number(self.when, figures) != 0
        except Undefined:
            return False


class LiveOptions(Options):
    """The options that all simple live parts share."""

    FIGURES: ClassVar[tuple[str, ...]] = ()
    """The names that a task's formula may use."""

    note: str = ""
    """A sentence below the part."""
    task: TaskOptions | None = None
    """Something to reach."""
    hint: str = Field("", alias="try")
    """What to try, in a line."""

    @model_validator(mode="after")
    def _task_can_be_computed(self) -> Self:
        if self.task is None:
            return self
        try:
            tree = parse(self.task.when)
            refuse_matrices(tree)
            unknown = strangers(tree, self.figure_names())
        except FormulaError as error:
            raise ValueError(f"task.when: {error}") from None
        if unknown:
            raise ValueError(f"task.when: {unknown_name(unknown[0], self.figure_names())}")
        return self

    def figure_names(self) -> tuple[str, ...]:
        """Return FIGURES, and further names where the options bring some."""
        return self.FIGURES
