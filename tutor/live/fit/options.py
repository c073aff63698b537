"""The options of a ```{fit}: a training run's settings, and what the learner may do with it.

The settings have the names of the engine's, which are also the flags of `nn-tutor train`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from engine.experiment import Experiment
from engine.formula import FormulaError
from tutor.live.options import Options, TaskOptions
from tutor.plots.curves import Curve
from tutor.runs.run import FIGURES

Whole = Annotated[int, Field(ge=0)]
Count = Annotated[int, Field(ge=1, le=5000)]
Filters = Annotated[int, Field(ge=1, le=64)]
Units = Annotated[int, Field(ge=1, le=500)]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]
NotNegative = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Share = Annotated[float, Field(ge=0, lt=1)]
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


class RunOptions(Options):
    """The settings of a run; None stands for what the engine chooses."""

    dataset: str = "spiral"
    points: Count | None = None
    noise: NotNegative | None = None
    classes: Annotated[int, Field(ge=2, le=20)] | None = None
    cells: Count | None = None
    bits: Annotated[int, Field(ge=1, le=10)] | None = None
    data_seed: int | None = None
    features: tuple[str, ...] = ()
    """What is made of the two inputs of a plane, such as x1^2, x1*x2, sin(x1)."""
    standardise: bool = False
    validation_split: Annotated[float, Field(ge=0, le=0.9)] = 0.0
    conv: Annotated[tuple[Filters | str, ...], Field(max_length=3)] = ()
    """Filters of each convolution, or words such as 16 pool 1; data of images only."""
    kernel_size: Annotated[int, Field(ge=1, le=7)] = 3
    padding: Annotated[int, Field(ge=0, le=4)] = 0
    """How many zeros stand around the images."""
    pool: Annotated[int, Field(ge=1, le=8)] = 2
    hidden: Annotated[tuple[Units | str, ...], Field(max_length=10)] = (32,)
    """Units of each hidden layer, or words such as 16 tanh dropout 0.5; `[]` for none."""
    activation: str = "relu"
    output: str | None = None
    """The activation of the last layer; by default what suits the data."""
    loss: str | None = None
    """By default what suits the output."""
    initializer: str = "he"
    """How the first weights are drawn."""
    bias: bool = True
    """Whether layers have a b beside their W."""
    batch_norm: bool = False
    dropout: Share = 0.0
    l1: NotNegative = 0.0
    l2: NotNegative = 0.0
    optimizer: str = "sgd"
    """How slopes become steps."""
    learning_rate: Positive | None = None
    momentum: Share | None = None
    nesterov: bool | None = None
    rho: Share | None = None
    beta1: Share | None = None
    beta2: Share | None = None
    weight_decay: NotNegative = 0.0
    clip_norm: Positive | None = None
    schedule: str = "constant"
    decay_every: Count | None = None
    """Epochs from one drop of the learning rate to the next."""
    decay_drop: Positive | None = None
    """The factor of the learning rate at each drop."""
    decay_rate: Positive | None = None
    """The factor of the learning rate at each epoch."""
    decay_end: NotNegative | None = None
    """Where the learning rate ends."""
    warmup: Whole = 0
    epochs: Annotated[int, Field(ge=1, le=10_000)] = 200
    batch_size: Count = 64
    early_stopping: Count | None = None
    augment_shift: Annotated[int, Field(ge=0, le=8)] = 0
    """By how many dots images are moved at random, from epoch to epoch."""
    augment_flip: bool = False
    """Whether images are mirrored at random."""
    augment_noise: NotNegative = 0.0
    """Noise added to images. All three need a convolution to look at them."""
    seed: Whole = 0

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
                Experiment.of(**settings).start()
        except ValueError as error:
            why = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            why = why.removeprefix("Value error, ")
            raise ValueError(f"{option}: {name} cannot be {value}: {why}") from None

    @model_validator(mode="after")
    def _can_be_run(self) -> Self:
        Experiment.of(**self.settings()).start()
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
