"""The walk through a model one operation at a time."""

from engine.trace.step import Phase, Step, Value

__all__ = ["Phase", "Step", "Value"]
