"""What the examples themselves tell: scales that hinder, columns that tell nothing or too much."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from engine.arrays import Array
from tutor.plots.numbers import shown
from tutor.runs.findings import cures
from tutor.runs.findings.evidence import Evidence
from tutor.runs.findings.finding import Finding

_UNLIKE = 20  # times the spread of another input
_LARGE, _SMALL = 10.0, 0.02  # standard deviation of inputs or labels that steps have to fit
_FEWEST = 20  # examples from which a column can be told to be the label
_CLEAR = 9  # times the spread within a class that classes are apart
_LINE = 0.9995  # correlation from which a column is the label


def input_scale(evidence: Evidence) -> Finding | None:
    """Inputs of very different scales, or large ones."""
    names, spreads = _spreads(evidence)
    if len(spreads) and spreads.max() > _UNLIKE * spreads.min():
        wide, narrow = int(spreads.argmax()), int(spreads.argmin())
        what = (
            f"The inputs differ widely in scale: {names[wide]} spreads by "
            f"{shown(float(spreads[wide]), 3)}, {names[narrow]} by "
            f"{shown(float(spreads[narrow]), 3)}, and one rate cannot suit both."
        )
    elif has_large_inputs(evidence):
        wide = int(spreads.argmax())
        what = f"The inputs are large: {names[wide]} spreads by {shown(float(spreads[wide]), 3)}."
    else:
        return None
    look = "The data show it: the ranges of the inputs."
    is_on = evidence.prepare.mean is not None
    kept = f"scale {names[wide]} as well (unscaled)" if is_on else ""
    return Finding("input_scale", what, look, cures.text([cures.standardise(is_on), kept]))


def has_large_inputs(evidence: Evidence) -> bool:
    """Whether an input spreads so widely that steps for usual ones are too long."""
    _, spreads = _spreads(evidence)
    return bool(len(spreads)) and float(spreads.max()) > _LARGE


def _spreads(evidence: Evidence) -> tuple[list[str], Array]:
    """The standard deviations of the inputs that the network takes, but of switches and constants.

    Of images, none.
    """
    X = evidence.training.training_set.X
    if X.ndim != 2 or evidence.data.image_shape is not None:
        return [], np.zeros(0)
    switches = np.isin(X, (0.0, 1.0)).all(axis=1)
    chosen = np.flatnonzero(~switches & (X.max(axis=1) > X.min(axis=1))).tolist()
    names = evidence.prepare.features or evidence.data.feature_names
    return [names[row] for row in chosen], X[chosen].std(axis=1)


def label_scale(evidence: Evidence) -> Finding | None:
    """Numbers to predict that are far larger or smaller than what a fresh network gives."""
    Y = evidence.training.training_set.Y
    if not evidence.is_regression or evidence.prepare.label_mean is not None:
        return None
    spread, largest = float(Y.std(axis=1).max()), float(np.abs(Y).max())
    large = has_large_labels(evidence)
    if not large and not 0 < largest < _SMALL:
        return None
    low, high = shown(float(Y.min()), 3), shown(float(Y.max()), 3)
    because = "the errors, and so the steps, are huge" if large else "the errors hardly count"
    what = (
        f"The labels go from {low} to {high} (they spread by {shown(spread, 3)}), and a fresh "
        f"network gives numbers about 1: {because}."
    )
    look = "The loss at the start shows it."
    return Finding("label_scale", what, look, cures.text([cures.standardise(False)]))


def has_large_labels(evidence: Evidence) -> bool:
    """Whether the numbers to predict are far from what a fresh network gives."""
    if not evidence.is_regression or evidence.prepare.label_mean is not None:
        return False
    Y = evidence.training.training_set.Y
    return bool(max(Y.std(axis=1).max(), np.abs(Y.mean(axis=1)).max()) > _LARGE)


def constant(evidence: Evidence) -> Finding | None:
    """Columns in which all examples are alike."""
    X = evidence.data.X
    still = np.flatnonzero(X.max(axis=1) == X.min(axis=1)).tolist()
    if not still or evidence.data.m < 2 or evidence.data.image_shape is not None:
        return None
    names = ", ".join(evidence.data.feature_names[column] for column in still[:3])
    one = len(still) == 1
    told = "in it, so it tells nothing" if one else "in them, so they tell nothing"
    what = f"Constant column{'' if one else 's'} {names}: all examples are alike {told}."
    return Finding("constant", what, "The data show it.", f"Leave {'it' if one else 'them'} out.")


def leak(evidence: Evidence) -> Finding | None:
    """A column of a table that is the label in another form."""
    data = evidence.data
    if data.reading is None or data.m < _FEWEST:
        return None
    named = (
        name
        for name, values in zip(data.feature_names, data.X, strict=True)
        if values.max() > values.min() and _is_label(values, evidence)
    )
    name = next(named, None)
    if name is None:
        return None
    what = (
        f"The column {name} alone tells the label of every example, as if it had been made from it."
    )
    look = "Look whether it is known before the label is; a run without it shows what is left."
    column = name.split("=")[0]
    return Finding("leak", what, look, f"Leave it out if it is not (drop {column}).")


def _is_label(values: Array, evidence: Evidence) -> bool:
    """Whether a column (m,) is the label, or an even image of it."""
    classes = evidence.training.training_set.classes
    if classes is None:
        return any(_on_a_line(values, row) for row in evidence.data.Y)
    groups = [values[classes == number] for number in np.unique(classes)]
    if len(groups) < 2:
        return False
    groups.sort(key=lambda group: float(group.mean()))
    within = max(float(group.std()) for group in groups)
    apart = min(float(after.mean() - before.mean()) for before, after in pairwise(groups))
    return apart > _CLEAR * within


def _on_a_line(values: Array, label: Array) -> bool:
    if label.max() == label.min():
        return False
    return bool(abs(np.corrcoef(values, label)[0, 1]) > _LINE)
