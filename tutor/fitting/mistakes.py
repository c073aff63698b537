"""How a classifier errs: which classes it takes for which, and whether it is as sure as right."""

from __future__ import annotations

import numpy as np

from engine import metrics
from engine.arrays import Array
from tutor.fitting.look import Look
from tutor.fitting.run import LiveRun
from tutor.plots.cells import Picture, Span
from tutor.plots.confusion import confusion_matrix
from tutor.plots.reliability import reliability_diagram


def confusion(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    outputs, classes = _judged(run)
    names = list(run.data.class_names)
    counts = metrics.confusion_matrix(outputs, classes, len(names))
    return confusion_matrix(counts, names, width, look.palette)


def reliability(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    outputs, classes = _judged(run)
    if not np.isfinite(outputs).all():
        return [[Span("The outputs are not finite: nothing can be read off them.", "muted")]]
    found = metrics.calibration(outputs, classes)
    ece = f"ECE {found.ece:.3f}, the mean gap weighted by n"
    return [*reliability_diagram(found, width), [], [Span(ece, "muted")]]


def _judged(run: LiveRun) -> tuple[Array, Array]:
    """Return outputs and classes of the validation set, or else of the training set."""
    examples = run.training.validation_set or run.training.training_set
    assert examples.classes is not None
    return run.training.network.forward(examples.X), examples.classes
