"""How a classifier errs: which classes it takes for which, and whether it is as sure as right."""

from __future__ import annotations

import numpy as np

from engine import metrics
from engine.arrays import Array
from tutor.fitting.look import Look
from tutor.fitting.run import LiveRun
from tutor.plots.arrange import first_fitting
from tutor.plots.cells import Picture, Span
from tutor.plots.confusion import confusion_matrix
from tutor.plots.reliability import reliability_diagram


def confusion(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    outputs, classes = _judged(run)
    names = list(run.data.class_names)
    counts = metrics.confusion_matrix(outputs, classes, len(names))
    table = confusion_matrix(counts, names, width, look.palette)
    return table if len(table) <= height + 1 else _commonest(counts, names, width, height)


def _commonest(counts: Array, names: list[str], width: int, height: int) -> Picture:
    """Return the mistakes made most often, where the table of all classes is too high."""
    wrong = counts - np.diag(np.diag(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[: height - 1].tolist()
    pairs = [divmod(place, len(names)) for place in order if wrong.flat[place]]
    share = f"{wrong.sum()} of {counts.sum()} wrong"
    told = first_fitting(
        (f"{share}; most often (z: the table)", f"{share}; z shows the table", share),
        width,
    )
    rows: Picture = [
        [
            Span(f"{wrong[true, taken]:>5} × ", bold=True),
            Span(f"{names[true]} taken for {names[taken]}"),
        ]
        for true, taken in pairs
    ]
    return [[Span(told, "muted")], *rows]


def reliability(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    outputs, classes = _judged(run)
    if not np.isfinite(outputs).all():
        return [[Span("The outputs are not finite: nothing can be read off them.", "muted")]]
    found = metrics.calibration(outputs, classes)
    ece = [Span(f"ECE {found.ece:.3f}, the mean gap weighted by n", "muted")]
    diagram = reliability_diagram(found, width)
    if len(diagram) >= height:  # the bins of the least confidence, mostly empty, go first
        return [*diagram[: height - 1], ece]
    return [*diagram, *([[]] if len(diagram) + 1 < height else []), ece]


def _judged(run: LiveRun) -> tuple[Array, Array]:
    """Return outputs and classes of the validation set, or else of the training set."""
    examples = run.training.validation_set or run.training.training_set
    assert examples.classes is not None
    return run.training.network.forward(examples.X), examples.classes
