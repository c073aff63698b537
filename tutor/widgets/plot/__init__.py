"""The plot: curves with a point to move and dials to turn."""

from tutor.widgets.plot.plot import Plot

__all__ = ["Plot"]
