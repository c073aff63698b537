"""What to try when a run has gone wrong, by how it was set up."""

from __future__ import annotations

import numpy as np

from engine.datasets import Dataset
from engine.divergence import LOWER_THE_RATE, Divergence
from engine.training import Training
from tutor.plots.numbers import shown
from tutor.runs.run import LiveRun

_HIGH = 5  # times the usual learning rate
_DEEP = 5  # hidden layers
_UNLIKE = 20  # times the spread of another feature


def after_divergence(divergence: Divergence, training: Training) -> str:
    """Return what went wrong and what would help.

    Where the steps are to blame, that is told by how the run was set up.
    """
    if not divergence.message.endswith(LOWER_THE_RATE):
        return divergence.message
    found = divergence.message.removesuffix(LOWER_THE_RATE)
    return f"{found}{_shorter_steps(training)} [ goes back to an epoch before it."


def _shorter_steps(training: Training) -> str:
    optimizer = training.optimizer
    usual = optimizer.usual_rate
    tips = []
    if training.learning_rate > _HIGH * usual:
        usually = f"{shown(usual)} is usual for {optimizer.name}"
        tips.append(f"turn the learning rate down from {shown(training.learning_rate)}: {usually}")
    else:
        tips.append(f"try a learning rate of {shown(training.learning_rate / 10)}")
    if optimizer.clip_norm is None:
        tips.append("clip the gradient, say at 1")
    if training.network.loss.name in ("mse", "half_squared_error"):
        tips.append("standardise the features")
    if len(training.network.layers) > _DEEP:
        tips.append("take fewer layers, or he as first weights")
    text = "; or ".join(tips[:3])
    return f"{text[0].upper()}{text[1:]}."


def after_rise(run: LiveRun) -> str:
    """Return a sentence if the run's loss stands far above where it began, else nothing."""
    losses = run.history.figures("loss")
    if len(losses) < _HIGH or not losses[-1] > 2 * losses[0]:
        return ""
    return "The loss is higher than at the start: the steps are too long. Take shorter ones."


def about_data(data: Dataset) -> str:
    """Return what was read of a table, and what in the data will not help."""
    told = [data.reading.brief(), *data.reading.warnings] if data.reading else []
    return " ".join(filter(None, [*told, _unhelpful(data)]))


def _unhelpful(data: Dataset) -> str:
    """Return a sentence on what in the data will not help, else nothing."""
    still = np.flatnonzero(data.X.max(axis=1) == data.X.min(axis=1)).tolist()
    if still and data.image_shape is None:
        names = ", ".join(data.feature_names[column] for column in still[:3])
        many = "s" * (len(still) > 1)
        return f"Constant column{many} {names}: all examples are alike in it, so it tells nothing."
    scales = data.X.std(axis=1)
    if data.image_shape is None and scales.max() > _UNLIKE * scales.min():
        return "The features differ widely in scale: try standardise on."
    return ""
