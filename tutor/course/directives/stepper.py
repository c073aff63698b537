"""The options of a ```{stepper}: what is stepped through and where it starts."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from engine.graph import Graph


class StepperOptions(BaseModel):
    """A computation graph to be walked forward, backward or both ways."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    graph: str
    inputs: dict[str, float] = {}
    direction: Literal["forward", "backward", "both"] = "both"
    """`forward` stops at the result; `backward` starts there."""
    free: bool = False
    """Whether the learner may type a formula of their own."""
    title: str = ""

    @model_validator(mode="after")
    def _can_be_computed(self) -> Self:
        Graph.parse(self.graph).forward(self.inputs)
        return self
