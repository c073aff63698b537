"""The options of a ```{sweep}: a set-up, the settings that vary, and what is compared."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from tutor.live.fit.options import RunOptions, Setting
from tutor.sweeps.axes import Axis, read_axis, written_axis
from tutor.sweeps.plan import Plan

MOST_RUNS = 200

Figure = Literal[
    "", "loss", "accuracy", "macro_f1", "top2", "ece", "val_loss", "val_accuracy", "val_macro_f1",
    "val_top2", "val_ece", "epoch", "seconds"
]  # fmt: skip


class SweepOptions(RunOptions):
    """Many runs in parallel, as a table that fills before the learner's eyes."""

    title: str = ""
    """What stands above it."""
    vary: dict[str, tuple[Setting | None, ...] | str] = {}
    """Settings, each with the values to try, or with a range to draw from, such as 0.001..1."""
    setups: dict[str, dict[str, Setting | None]] = {}
    """In place of `vary`: whole set-ups by name, each with all that is its own."""
    seeds: Annotated[int, Field(ge=1, le=20)] = 1
    """How often each combination is trained, from other first weights."""
    draws: Annotated[int, Field(ge=0, le=MOST_RUNS)] = 0
    """Combinations that are drawn at random; 0 for all that there are."""
    figure: Figure = ""
    """What is compared: by default the accuracy, of a regression the loss."""
    note: str = ""
    """A sentence below the part."""
    hint: str = Field("", alias="try")
    """What to try, in a line."""

    def plan(self) -> Plan:
        if self.setups:
            told = {"seeds": self.seeds, "figure": self.figure}
            return Plan.of_setups(self.changed_settings(), self.setups, **told)
        axes = {name: _axis(name, values) for name, values in self.vary.items()}
        return Plan(self.changed_settings(), axes, self.seeds, self.draws, self.figure)

    @model_validator(mode="after")
    def _can_be_swept(self) -> Self:
        if bool(self.vary) == bool(self.setups) or (self.setups and self.draws):
            raise ValueError("give either vary, with draws or without, or setups")
        for name, setup in self.setups.items():
            self._check_setup(name, setup)
        plan = self.plan()
        for name, values in self.vary.items():
            for value in () if isinstance(values, str) else values:
                self.check_with("vary", name, value)
        runs = len(plan.trials())
        if runs > MOST_RUNS:
            raise ValueError(f"vary: {runs} runs are too many for a lesson, at most {MOST_RUNS}")
        return self

    def _check_setup(self, name: str, setup: dict[str, Setting | None]) -> None:
        """See that a run of this set-up can be begun; raises ValueError where it cannot."""
        if "seed" in setup:
            raise ValueError(f"setups.{name}.seed: seeds vary by themselves, leave it out")
        try:
            RunOptions(**self.changed_settings() | setup)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, ("setups", name, *first["loc"])))
            raise ValueError(f"{where}: {first['msg'].removeprefix('Value error, ')}") from None


def _axis(name: str, values: tuple[Setting | None, ...] | str) -> Axis:
    """Read the values as they would be typed: 1 becomes 1.0 where any number will do."""
    text = f"{name}={values}" if isinstance(values, str) else written_axis(name, values)
    try:
        return read_axis(text)[1]
    except ValueError as error:
        raise ValueError(f"vary: {error}") from None
