"""The options of a ```{perceptron}: the learning rule, example by example, and its line.

    problems: [and, or, xor]

Points of one's own are rows x1, x2, t:

    problems:
      - name: corner
        points: [[0, 0, 0], [1, 0, 0], [2, 2, 1]]
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from tutor.live.options import LiveOptions, Options

Point = tuple[float, float, Literal[0, 1]]
TruthTable = Literal["and", "or", "xor"]


class PointsOptions(Options):
    """Points of two classes, in the order in which they are learned."""

    name: str = Field(min_length=1)
    """What the problem is called."""
    points: tuple[Point, ...] = Field(min_length=1, max_length=12)
    """Rows x1, x2 and the target, 0 or 1."""


class PerceptronOptions(LiveOptions):
    """A perceptron with two inputs that starts at zero, and what it is to learn."""

    FIGURES: ClassVar = (
        "problem",
        "step",
        "epoch",
        "mistakes",
        "settled",
        "repeats",
        "w1",
        "w2",
        "b",
    )
    """`problem` counts from 1; `mistakes` are all so far. `settled` and `repeats` are 1 or 0:
    whether an epoch went by without a mistake, and whether the weights have been there before."""

    problems: tuple[TruthTable | PointsOptions, ...] = Field(("and", "or", "xor"), min_length=1)
    """What is to be learned: truth tables, or points of your own."""
    learning_rate: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    """How far a mistake moves the weights."""
    epochs: Annotated[int, Field(ge=1, le=100)] = 20
    """How many epochs are taken at most."""
