"""The options of a ```{plot}: curves of one variable, a point to move, dials, captions."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from engine.formula import FormulaError
from tutor.live.options import LiveOptions, Options
from tutor.plots.curves import Curve

Range = tuple[float, float]


class CurveOptions(Options):
    """One line: a formula, or the slope of another curve. A formula alone may stand for it."""

    name: str = ""
    """What it is called beside the plot."""
    formula: str = ""
    """Of the variable and the parameters."""
    slope_of: str = ""
    """The name of the curve whose slope it is."""

    @model_validator(mode="before")
    @classmethod
    def _formula_alone(cls, value: Any) -> Any:
        return {"formula": value, "name": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if bool(self.formula) == bool(self.slope_of):
            raise ValueError("a curve has either a formula or slope_of")
        return self

    @property
    def title(self) -> str:
        return self.name or self.formula or f"slope of {self.slope_of}"


class ParameterOptions(Options):
    """A number in the formulas that the learner changes by a dial."""

    low: float = Field(alias="from")
    """The lower end."""
    high: float = Field(alias="to")
    """The upper end."""
    step: float = Field(gt=0)
    """How far a key turns it."""
    value: float
    """Where it stands at first."""

    @model_validator(mode="after")
    def _value_in_range(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"the value {self.value:g} is not between {self.low:g} and {self.high:g}"
            )
        return self


class MarkOptions(Options):
    """A place that is always marked, with a few words beside it."""

    x: float
    """Where it stands."""
    y: float
    """How high it stands."""
    text: str = ""
    """What stands beside it."""


class StopOptions(Options):
    """One stop of a guided tour: a caption, and what is set when it is reached."""

    caption: str
    """What is said there."""
    point: float | None = None
    """Where the point goes."""
    parameters: dict[str, float] = {}
    """Where dials go."""


class PlotOptions(LiveOptions):
    """Curves of one variable over a domain."""

    curves: tuple[CurveOptions, ...] = Field(min_length=1, max_length=6)
    """What is drawn."""
    variable: str = "x"
    """The letter along the horizontal axis."""
    domain: Range
    """The ends of the horizontal axis."""
    range: Range | None = None
    """The ends of the vertical axis; by default as the curves need it."""
    log_x: bool = False
    """Whether the horizontal axis is logarithmic."""
    log_y: bool = False
    """Whether the vertical axis is logarithmic."""
    x_label: str = ""
    """What stands at the horizontal axis."""
    y_label: str = ""
    """What stands at the vertical axis."""
    title: str = ""
    """What stands above it."""
    parameters: dict[str, ParameterOptions] = {}
    """Further letters in the formulas, a dial each."""
    point: float | None = None
    """Where the movable point starts; without it there is none."""
    move_by: Annotated[float, Field(gt=0)] | None = None
    """How far a key moves the point; default: about a fortieth of the domain."""
    slope: bool = False
    """Whether the slope at the point is shown, with the tangent of the chosen curve."""
    nudge: Annotated[float, Field(gt=0)] | None = None
    """Shows what becomes of the value when x grows by this much."""
    marks: tuple[MarkOptions, ...] = ()
    """Places that are always marked."""
    steps: tuple[StopOptions, ...] = ()
    """The stops of a guided tour."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problem = self._problem()
        if problem:
            raise ValueError(problem)
        return self

    def figure_names(self) -> tuple[str, ...]:
        return (self.variable, *self.parameters)

    def compiled(self) -> dict[str, Curve]:
        """Return the curves that have formulas, by title."""
        given = tuple(self.parameters)
        return {
            line.title: Curve(line.formula, self.variable, given)
            for line in self.curves
            if line.formula
        }

    def _problem(self) -> str:
        low, high = self.domain
        if not low < high:
            return "domain must go from the lesser to the greater number"
        if self.log_x and low <= 0:
            return "log_x needs a domain above 0"
        if self.range and not self.range[0] < self.range[1]:
            return "range must go from the lesser to the greater number"
        points = [stop.point for stop in self.steps] + [self.point]
        places = [point for point in points if point is not None]
        if any(not low <= place <= high for place in places):
            return "point must lie in the domain"
        if self.point is None and (self.slope or self.nudge or places):
            return "slope, nudge and the points of steps need a point to begin with"
        for stop in self.steps:
            if unknown := set(stop.parameters) - set(self.parameters):
                return f"steps set {min(unknown)}, which is not among the parameters"
        return self._formula_problem()

    def _formula_problem(self) -> str:
        if len({line.title for line in self.curves}) < len(self.curves):
            return "two curves have the same name"
        try:
            known = self.compiled()
        except FormulaError as error:
            return f"a formula of curves: {error}"
        for line in self.curves:
            if line.slope_of and line.slope_of not in known:
                return f"slope_of: there is no curve {line.slope_of} with a formula"
        return ""
