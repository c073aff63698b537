"""The walk through a model one operation at a time."""

from engine.trace.provenance import Cell, Provenance
from engine.trace.step import Phase, Step, Value

__all__ = ["Cell", "Phase", "Provenance", "Step", "Value"]
