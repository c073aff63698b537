"""The options of a ```{playground}: the set-up it opens with, and what is to be reached there."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from engine.experiment import Experiment
from tutor.assessment.formula import FormulaError
from tutor.course.directives.fit import RunOptions, TaskOptions
from tutor.fitting.run import FIGURES
from tutor.plots.curves import Curve

Filters = Annotated[int, Field(ge=1, le=64)]


class PlaygroundOptions(RunOptions):
    """A way from a lesson into the playground, with everything there open to change."""

    title: str = ""
    conv: Annotated[tuple[Filters, ...], Field(max_length=3)] = ()
    kernel_size: Annotated[int, Field(ge=1, le=8)] = 3
    padding: Annotated[int, Field(ge=0, le=4)] = 0
    pool: Annotated[int, Field(ge=1, le=8)] = 2
    task: TaskOptions | None = None
    """Its formula may also use hidden_units, hidden_layers, parameters."""
    hint: str = Field("", alias="try")

    def changed_settings(self) -> dict[str, object]:
        """Return the settings that are not the usual ones, by name."""
        own = {*RunOptions.model_fields, "conv", "kernel_size", "padding", "pool"}
        return self.model_dump(include=own & self.model_fields_set, exclude_none=True)

    @model_validator(mode="after")
    def _can_be_opened(self) -> Self:
        Experiment.of(**self.changed_settings()).start()
        try:
            if self.task:
                Curve(self.task.when, "epoch", FIGURES)
        except FormulaError as error:
            raise ValueError(f"task.when: {error}") from None
        return self
