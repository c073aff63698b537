"""The walk through a model one operation at a time."""

from engine.trace import batch_norm_steps, image_steps  # they register the steps of their layers
from engine.trace.provenance import Cell, Provenance
from engine.trace.step import Phase, Step, Value
from engine.trace.steps import Steps
from engine.trace.trace import Trace, trace

__all__ = [
    "Cell",
    "Phase",
    "Provenance",
    "Step",
    "Steps",
    "Trace",
    "Value",
    "batch_norm_steps",
    "image_steps",
    "trace",
]
