"""The options of a ```{metrics}: the answers of a model for two classes, and how good they are.

    examples: 200
    share: 0.3                  of the examples belong to class 1
    separation: 2               how far apart the classes are, in standard deviations
    dials: [share, sureness]
    show: [threshold, reliability]

Each example has a score, drawn from a normal distribution around one place for class 0 and another
for class 1. At `sureness` 1 the answers are the true probabilities; above it the model is surer
than it has a right to be. Answers of one's own are given instead:

    outputs: [0.9, 0.8, 0.4, 0.3]
    targets: [1, 0, 1, 0]
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from tutor.live.options import LiveOptions

View = Literal["threshold", "reliability"]
DialName = Literal["share", "separation", "sureness", "bins"]
Chance = Annotated[float, Field(ge=0, le=1)]


class MetricsOptions(LiveOptions):
    """Answers between 0 and 1, a threshold above which they count as "class 1", and bins."""

    FIGURES: ClassVar = (
        "threshold",
        "tp",
        "fp",
        "fn",
        "tn",
        "accuracy",
        "precision",
        "recall",
        "f1",
        "ece",
        "share",
        "separation",
        "sureness",
        "bins",
    )

    outputs: tuple[Chance, ...] = ()
    """Answers of your own: the probability of class 1 for each example."""
    targets: tuple[Literal[0, 1], ...] = ()
    """The class of each of them."""
    examples: Annotated[int, Field(ge=2, le=5000)] = 200
    """How many are drawn, where there are no answers of your own."""
    share: Annotated[float, Field(gt=0, lt=1)] = 0.5
    """How many of them belong to class 1."""
    separation: Annotated[float, Field(ge=0, le=6)] = 2.0
    """How far apart the classes are, in standard deviations."""
    sureness: Annotated[float, Field(gt=0, le=8)] = 1.0
    """At 1 the answers are true probabilities, above it they are too sure."""
    seed: int = 0
    """Of the examples that are drawn."""
    threshold: Chance = 0.5
    """Above it an answer counts as class 1."""
    bins: Annotated[int, Field(ge=1, le=20)] = 10
    """Of the view of reliability."""
    dials: tuple[DialName, ...] = ()
    """What the learner may change, beside the threshold of the view that has one."""
    show: tuple[View, ...] = Field(("threshold",), min_length=1)
    """The views, in their order."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if len(self.outputs) != len(self.targets):
            raise ValueError(f"{len(self.outputs)} outputs do not fit {len(self.targets)} targets")
        given = {"share", "separation", "sureness"} & set(self.dials)
        if self.outputs and given:
            raise ValueError(f"dials: {min(given)} is fixed where the outputs are given")
        return self
