"""The options of a ```{compare}: a training run's settings, and one of them with several values.

dataset: moons
hidden: [8]
change: {activation: [linear, relu]}
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from tutor.live.fit.options import RunOptions, Setting, TrainingOptions
from tutor.runs.comparison import figure_names

Values = Annotated[tuple[Setting, ...], Field(min_length=2, max_length=3)]


class CompareOptions(TrainingOptions):
    """The same training with one thing changed, side by side.

    The formula of a task speaks of `epoch`, and of loss_1, accuracy_1 of the first run, loss_2,
    and so on.
    """

    change: dict[str, Values] = Field(min_length=1, max_length=1)
    """The setting that is changed, with its two or three values."""
    names: tuple[str, ...] = ()
    """What the runs are called, where the values do not say it well."""
    figure: Literal["loss", "accuracy", "val_loss", "val_accuracy"] = "loss"
    """What is drawn over the epochs."""

    @property
    def changed(self) -> str:
        """The name of the setting that is changed."""
        return next(iter(self.change))

    @property
    def values(self) -> tuple[Setting, ...]:
        return self.change[self.changed]

    def figure_names(self) -> tuple[str, ...]:
        return figure_names(len(self.values))

    @model_validator(mode="after")
    def _can_be_compared(self) -> Self:
        name = self.changed
        if name not in RunOptions.model_fields:
            raise ValueError(f"change: there is no setting {name}")
        if name in self.model_fields_set:
            raise ValueError(f"change: {name} has a value of its own too, leave that out")
        for value in self.values:
            self.check_with("change", name, value)
        if self.names and len(self.names) != len(self.values):
            raise ValueError(f"names: {len(self.names)} for {len(self.values)} runs")
        if self.figure.startswith("val_") and not self.settings()["validation_split"]:
            raise ValueError(f"figure: {self.figure} needs a validation_split above 0")
        return self
