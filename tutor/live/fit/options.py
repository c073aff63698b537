"""The options of a ```{fit}: a training run's settings, and what the learner may do with it.

The settings have the names of the engine's, which are also the flags of `nn-tutor train`.
"""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from engine.experiment import usual_settings
from engine.formula import FormulaError
from tutor.live.fit.beginning import begun
from tutor.live.options import Options, TaskOptions
from tutor.plots.curves import Curve
from tutor.runs.run import FIGURES
from tutor.settings.options import most_in_lessons, with_settings

View = Literal[
    "regions",
    "fit",
    "network",
    "accuracy",
    "activations",
    "confusion",
    "reliability",
    "norms",
]

# A setting as a lesson writes it: a list stands for the sizes of layers.
Setting = bool | int | float | str | tuple[int | str, ...]


@with_settings(most_in_lessons, usual_settings())
class RunOptions(Options):
    """The settings of a run; None stands for what the engine chooses."""

    def settings(self) -> dict[str, Any]:
        """Return the settings that are not left to the engine, by name."""
        given = self.model_dump(include=set(RunOptions.model_fields))
        return {name: value for name, value in given.items() if value is not None}

    def changed_settings(self) -> dict[str, Any]:
        """Return the settings that the author has written, by name."""
        given = set(RunOptions.model_fields) & self.model_fields_set
        return self.model_dump(include=given, exclude_none=True)

    def check_with(self, option: str, name: str, value: Setting | None) -> None:
        """See that a run with another value of one setting can be begun, as `option` has it.

        Raises ValueError where it cannot.
        """
        settings = self.changed_settings() | {name: value}
        try:
            if name in RunOptions.model_fields:
                RunOptions(**settings)
            else:
                begun(settings)
        except ValueError as error:
            why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            why = why.removeprefix("Value error, ")
            raise ValueError(f"{option}: {name} cannot be {value}: {why}") from None

    @model_validator(mode="after")
    def _can_be_run(self) -> Self:
        begun(self.settings())
        return self


class TaskedOptions(RunOptions):
    """A run with something to try and to reach."""

    title: str = ""
    """What stands above it."""
    task: TaskOptions | None = None
    """Something to reach: done at the first epoch after which its formula is not 0."""
    hint: str = Field("", alias="try")
    """What to try, in a line."""

    def figure_names(self) -> tuple[str, ...]:
        """Return what the formula of the task may speak of, beside `epoch`."""
        return FIGURES

    @model_validator(mode="after")
    def _task_can_be_computed(self) -> Self:
        try:
            if self.task:
                Curve(self.task.when, "epoch", self.figure_names())
        except FormulaError as error:
            raise ValueError(f"task.when: {error}") from None
        return self


class TrainingOptions(TaskedOptions):
    """What live parts that train have beside their settings."""

    views: tuple[View, ...] = ()
    """What is shown beside the loss, in this order; by default all that suits the data."""
    log_loss: bool = False
    """Whether the axis of the loss is logarithmic."""
    note: str = ""
    """A sentence below the part."""


class FitOptions(TrainingOptions):
    """A small network that trains before the learner's eyes."""

    dials: dict[str, tuple[Setting, ...]] = {}
    """Settings that may be changed, each with the values there are to choose from."""
    findings: bool = True
    """Whether it says what is wrong with the run; not where the lesson asks just that."""

    @model_validator(mode="after")
    def _dials_can_be_turned(self) -> Self:
        for name, values in self.dials.items():
            if name not in RunOptions.model_fields:
                raise ValueError(f"dials: there is no setting {name}")
            if len(values) < 2:
                raise ValueError(f"dials: {name} needs two values to choose from, or more")
            if getattr(self, name) not in values:
                raise ValueError(f"dials: {name} is {getattr(self, name)} at first, offer that too")
            for value in values:
                self.check_with("dials", name, value)
        return self
