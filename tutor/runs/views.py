"""What can be seen of a run, by name, and which of it suits the run's data."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.evaluation import gives_probabilities
from tutor.plots.arrange import fitted
from tutor.plots.cells import Picture
from tutor.runs import curves, layers, mistakes, planes
from tutor.runs.filters import filters
from tutor.runs.look import Look
from tutor.runs.network_view import network_view
from tutor.runs.run import LiveRun
from tutor.runs.unit_view import unit_view
from tutor.runs.units import has_filters, hidden, is_convolutional

Draw = Callable[[LiveRun, int, int, Look], Picture]

VIEWS: dict[str, Draw] = {
    "regions": planes.draw_regions,
    "beside": planes.regions_beside,
    "fit": planes.fit,
    "network": network_view,
    "loss": curves.loss,
    "accuracy": curves.accuracy,
    "activations": layers.activations,
    "confusion": mistakes.confusion,
    "reliability": mistakes.reliability,
    "norms": curves.norms,
    "inside": layers.inside,
    "unit": unit_view,
    "filters": filters,
    "data": planes.data,
}
"""In the order in which they are offered."""


def views_of(run: LiveRun) -> list[str]:
    """Return the names of the views that suit the run's data."""
    training = run.training
    classified = training.training_set.classes is not None
    sure = gives_probabilities(training.network)
    unsuitable = {
        "regions": not (planes.in_plane(run) and classified and sure),
        "beside": not (planes.in_plane(run) and classified and sure and run.beside),
        "network": is_convolutional(run),
        "fit": len(run.data.X) != 1 or len(run.data.Y) != 1,
        "accuracy": not classified,
        "activations": not hidden(training),
        "confusion": not classified,
        "reliability": not (classified and sure),
        "filters": not has_filters(run),
    }
    return [name for name in VIEWS if not unsuitable.get(name)]


def draw_view(name: str, run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Return the view in just so many columns and rows."""
    with np.errstate(all="ignore"):
        drawn = VIEWS[name](run, width, height, look)
    rows = [fitted(row, width) for row in drawn[:height]]
    return rows + [fitted([], width)] * (height - len(rows))
