"""The options of a ```{sweep}: a set-up, the settings that vary, and what is compared."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from tutor.course.directives.fit import RunOptions, Setting
from tutor.playground.sweeping import Plan

MOST_RUNS = 200


class SweepOptions(RunOptions):
    """Many runs in parallel, as a table that fills before the learner's eyes."""

    title: str = ""
    vary: dict[str, tuple[Setting, ...]]
    """Settings, each with the values to try."""
    seeds: Annotated[int, Field(ge=1, le=20)] = 1
    figure: Literal["accuracy", "loss", "val_accuracy", "val_loss", "macro_f1", "ece"] = "accuracy"
    note: str = ""
    hint: str = Field("", alias="try")

    def plan(self) -> Plan:
        base = self.model_dump(
            include=set(RunOptions.model_fields) & self.model_fields_set, exclude_none=True
        )
        return Plan(base, self.vary, self.seeds, figure=self.figure)

    @model_validator(mode="after")
    def _can_be_swept(self) -> Self:
        for name, values in self.vary.items():
            if name not in RunOptions.model_fields or name == "seed":
                raise ValueError(f"vary: there is no setting {name} to vary")
            for value in values:
                self._check_value(name, value)
        runs = len(self.plan().trials())
        if runs > MOST_RUNS:
            raise ValueError(f"vary: {runs} runs are too many for a lesson, at most {MOST_RUNS}")
        return self

    def _check_value(self, name: str, value: Setting) -> None:
        try:
            RunOptions(**{**self.plan().base, name: value})
        except ValidationError as error:
            why = error.errors()[0]["msg"].removeprefix("Value error, ")
            raise ValueError(f"vary: {name} cannot be {value}: {why}") from None
