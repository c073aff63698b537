"""How a classifier errs: which classes it takes for which, and whether it is as sure as right."""

from __future__ import annotations

import numpy as np

from engine import metrics
from engine.arrays import Array
from tutor.plots.arrange import first_fitting
from tutor.plots.cells import Picture, Span
from tutor.plots.confusion import confusion_matrix
from tutor.plots.numbers import shown
from tutor.plots.reliability import reliability_diagram
from tutor.runs.look import Look
from tutor.runs.run import LiveRun

_ALONE = 16  # rows that a panel alone has on any usual screen


def confusion(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    outputs, classes = _judged(run)
    names = list(run.data.class_names)
    counts = metrics.confusion_matrix(outputs, classes, len(names))
    where = ", validation set" if run.training.validation_set else ""
    table = confusion_matrix(counts, names, width, look.palette, where)
    if len(table) <= height + 1:
        return table
    return _commonest(counts, names, width, height, len(table))


def _commonest(counts: Array, names: list[str], width: int, height: int, needed: int) -> Picture:
    """Return the mistakes made most often, where the rows needed for all classes are too many."""
    wrong = counts - np.diag(np.diag(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[: height - 1].tolist()
    pairs = [divmod(place, len(names)) for place in order if wrong.flat[place]]
    share = f"{wrong.sum()} of {counts.sum()} wrong"
    table = "z: the table" if needed <= _ALONE else f"the table needs {needed} rows"
    told = first_fitting(
        (f"{share}; most often ({table})", f"{share}; {table}", share),
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
    where = "on the validation set, " if run.training.validation_set else ""
    ece = f"ECE {shown(found.ece, 3)}"
    gap = f"{ece}, {where}the mean gap weighted by n"
    told = [Span(first_fitting((gap, ece), width), "muted")]
    heading, *bins = reliability_diagram(found, width)
    room = max(height - 2, 1)
    if len(bins) > room:  # the bins of the fewest examples go first
        fewest = np.argsort(found.counts[::-1], kind="stable")[: len(bins) - room]
        bins = [row for place, row in enumerate(bins) if place not in fewest]
    return [heading, *bins, *([[]] if len(bins) + 2 < height else []), told]


def _judged(run: LiveRun) -> tuple[Array, Array]:
    """Return outputs and classes of the validation set, or else of the training set."""
    examples = run.training.validation_set or run.training.training_set
    assert examples.classes is not None
    return run.training.network.forward(examples.X), examples.classes
