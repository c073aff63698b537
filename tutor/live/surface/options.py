"""The options of a ```{surface}: a cost over one or two parameters, and balls that roll down it.

With one parameter the cost is a curve, with two it is seen from above, as on a map:

    cost: (w - 2)**2
    over: {w: [-3, 7]}
    start: {w: 5}
    alpha: {from: 0.05, to: 1.15, step: 0.05, value: 0.1}

Two costs stand side by side. The names in NAMED stand for costs with a range and a start of their
own. Several `optimizers` race from one start.
"""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, field_validator, model_validator

from engine.formula import FormulaError
from engine.optimizers import Optimizer, optimizer
from tutor.live.options import LiveOptions, Options
from tutor.live.plot.options import ParameterOptions
from tutor.plots.curves import Curve
from tutor.settings.options import most_in_lessons, one_of, with_settings
from tutor.settings.table import OPTIMIZER_OPTIONS
from tutor.settings.training import OPTIMIZERS

Range = tuple[float, float]
Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class Named(NamedTuple):
    """A cost with a name, where it is looked at, and where the ball starts."""

    formula: str
    over: dict[str, Range]
    start: dict[str, float]


# One neuron, a = sigmoid(w x + b), on x = -1, 3, 4 with y = 0, 1, 0.
_PLANE: dict[str, Range] = {"w": (-4.0, 4.0), "b": (-6.0, 6.0)}
NAMED = {
    "bowl": Named("w**2 + b**2", {"w": (-4, 4), "b": (-4, 4)}, {"w": -3, "b": 2.5}),
    "valley": Named("w**2/10 + 2*b**2", {"w": (-6, 6), "b": (-4, 4)}, {"w": -5, "b": 2.5}),
    "two valleys": Named(
        "(w**2 - 4)**2/8 + w/2 + b**2", {"w": (-4, 4), "b": (-3, 3)}, {"w": 3, "b": 2}
    ),
    "bend": Named("(1 - w)**2/4 + (b - w**2)**2", {"w": (-2, 2), "b": (-1, 3)}, {"w": -1, "b": 2}),
    "squared error": Named(
        "(sigmoid(b - w)**2 + (sigmoid(3*w + b) - 1)**2 + sigmoid(4*w + b)**2)/3",
        _PLANE,
        {"w": -2, "b": 5},
    ),
    "cross-entropy": Named(
        "(log(1 + exp(b - w)) + log(1 + exp(-3*w - b)) + log(1 + exp(4*w + b)))/3",
        _PLANE,
        {"w": -2, "b": 5},
    ),
}


class CostOptions(Options):
    """A cost; the formula alone, or the name of a known one, may stand for it."""

    name: str = ""
    """What stands above it."""
    formula: str
    """Of the parameters in `over` and of `numbers`."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: Any) -> Any:
        if isinstance(value, str):
            return (
                {"formula": NAMED[value].formula, "name": value}
                if value in NAMED
                else {"formula": value}
            )
        return value


@with_settings(most_in_lessons, {}, among=OPTIMIZER_OPTIONS)
class RacerOptions(Options):
    """An optimizer of the engine; its name alone may stand for it."""

    optimizer: Annotated[str, one_of(OPTIMIZERS)]
    """Which one it is."""
    learning_rate: Positive | None = None
    """Its own; without it the optimizer follows alpha."""
    name: str = ""
    """What it is called beside its ball."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: Any) -> Any:
        return {"optimizer": value} if isinstance(value, str) else value

    @property
    def title(self) -> str:
        return self.name or self.optimizer

    @model_validator(mode="after")
    def _can_be_made(self) -> Self:
        try:
            self.made(0.1)
        except TypeError:
            raise ValueError(f"{self.optimizer} does not take all of these settings") from None
        return self

    def made(self, alpha: float) -> Optimizer:
        """Return the optimizer, fresh, with its own learning rate or else with alpha."""
        given = self.model_dump(exclude={"optimizer", "name", "learning_rate"}, exclude_none=True)
        return optimizer(self.optimizer, self.learning_rate or alpha, **given)


class SurfaceOptions(LiveOptions):
    """Costs, where they are looked at, and what rolls down them."""

    cost: tuple[CostOptions, ...] = Field(min_length=1, max_length=2)
    """One or two side by side. Known by name are bowl, valley, two valleys, bend, squared error and
    cross-entropy."""
    over: dict[str, Range] = Field({}, max_length=2)
    """The parameters that are learned, one or two, and the range of each that is drawn.

    A cost that is known by its name brings its own, and its own start.
    """
    start: dict[str, float] = {}
    """Where the ball starts, for each parameter."""
    alpha: ParameterOptions = ParameterOptions.model_validate(
        {"from": 0.01, "to": 1.0, "step": 0.01, "value": 0.1}
    )
    """The learning rate: a dial, or a number that stays."""
    numbers: dict[str, ParameterOptions] = {}
    """Other numbers in the formulas, each with a dial."""
    optimizers: tuple[RacerOptions, ...] = Field(
        (RacerOptions(optimizer="sgd"),), min_length=1, max_length=4
    )
    """What rolls: one, or several that race from one start."""
    range: Range | None = None
    """The part of the vertical axis that is drawn, where there is one parameter."""
    steps: Annotated[int, Field(ge=1, le=1000)] = 100
    """How many steps are taken at most."""

    @field_validator("cost", mode="before")
    @classmethod
    def _one_or_two(cls, value: Any) -> Any:
        return tuple(value) if isinstance(value, list) else (value,)

    @field_validator("alpha", mode="before")
    @classmethod
    def _number_that_stays(cls, value: Any) -> Any:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return {"from": value, "to": value, "step": 1, "value": value}
        return value

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problem = self._problem() or self._formula_problem()
        if problem:
            raise ValueError(problem)
        return self

    @property
    def ranges(self) -> dict[str, Range]:
        """What `over` says, or the first cost itself."""
        named = NAMED.get(self.cost[0].name)
        return self.over or (named.over if named else {})

    @property
    def starts(self) -> dict[str, float]:
        """What `start` says, or the first cost itself."""
        named = NAMED.get(self.cost[0].name)
        return self.start or (named.start if named and not self.over else {})

    def figure_names(self) -> tuple[str, ...]:
        """Return the names that a task's formula may use: of the first path, and each one's cost.

        `slope` is the largest of its slopes without sign; `diverged` is 1 or 0.
        """
        names = [*self.ranges, *(f"start_{name}" for name in self.ranges), *self.numbers]
        paths = range(1, len(self.cost) * len(self.optimizers) + 1)
        return ("step", "cost", "slope", "diverged", "alpha", *names, *(f"cost_{n}" for n in paths))

    def compiled(self) -> list[Curve]:
        """Return the costs as formulas of the first parameter, the others beside it."""
        first, *others = [*self.ranges, *self.numbers]
        return [Curve(cost.formula, first, tuple(others)) for cost in self.cost]

    def _problem(self) -> str:
        if not self.ranges:
            return "over must name the parameters, such as {w: [-3, 7]}"
        if self.alpha.low <= 0:
            return "alpha must be above 0"
        for name, (low, high) in self.ranges.items():
            if not low < high:
                return f"over: {name} must go from the lesser to the greater number"
            if name not in self.starts:
                return f"start does not say where {name} starts"
            if not low <= self.starts[name] <= high:
                return f"start: {name} must lie within its range"
        if strangers := sorted(set(self.starts) - set(self.ranges)):
            return f"start: {strangers[0]} is not among the parameters of over"
        if double := sorted(set(self.numbers) & {*self.ranges, "alpha"}):
            return f"numbers: {double[0]} has another meaning already"
        if self.range and not self.range[0] < self.range[1]:
            return "range must go from the lesser to the greater number"
        return ""

    def _formula_problem(self) -> str:
        try:
            self.compiled()
        except FormulaError as error:
            return f"cost: {error}"
        return ""
