"""The walk through a model one operation at a time."""

import engine.trace.batch_norm_steps
import engine.trace.image_steps  # noqa: F401  (both register the steps of their layers)
from engine.trace.provenance import Cell, Provenance
from engine.trace.step import Phase, Step, Value
from engine.trace.steps import Steps
from engine.trace.trace import Trace, trace

__all__ = ["Cell", "Phase", "Provenance", "Step", "Steps", "Trace", "Value", "trace"]
