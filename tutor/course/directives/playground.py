"""The options of a ```{playground}: the set-up it opens with, and what is to be reached there."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from tutor.assessment.formula import FormulaError
from tutor.course.directives.fit import RunOptions, TaskOptions
from tutor.fitting.run import FIGURES
from tutor.plots.curves import Curve


class PlaygroundOptions(RunOptions):
    """A way from a lesson into the playground, with everything there open to change."""

    title: str = ""
    task: TaskOptions | None = None
    """Its formula may also use hidden_units, hidden_layers, parameters."""
    hint: str = Field("", alias="try")

    @model_validator(mode="after")
    def _task_can_be_computed(self) -> Self:
        try:
            if self.task:
                Curve(self.task.when, "epoch", FIGURES)
        except FormulaError as error:
            raise ValueError(f"task.when: {error}") from None
        return self
