"""The metrics: a threshold to move, and how sure a model may be."""

from tutor.widgets.metrics.metrics import Metrics

__all__ = ["Metrics"]
