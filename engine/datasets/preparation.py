"""What is done to inputs before a network sees them: features made of two inputs, and the scale.

    prepare = Preparation.of(training, features=("x1", "x2", "x1*x2"), standardise=True)
    prepare(training), prepare(validation), prepare.inputs(places)

Validation and test examples are treated by the training set's figures.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from engine.arrays import Array
from engine.datasets.dataset import Dataset
from engine.names import look_up

FEATURES: dict[str, Callable[[Array, Array], Array]] = {
    "x1": lambda x1, x2: x1,
    "x2": lambda x1, x2: x2,
    "x1^2": lambda x1, x2: x1**2,
    "x2^2": lambda x1, x2: x2**2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin(x1)": lambda x1, x2: np.sin(x1),
    "sin(x2)": lambda x1, x2: np.sin(x2),
}
"""What can be made of the two inputs of a plane."""


@dataclass(frozen=True, eq=False, slots=True)
class Preparation:
    """Turns inputs as they were loaded into those that a network takes."""

    features: tuple[str, ...] = ()
    """Names in FEATURES; none for the inputs as they are."""
    mean: Array | None = None
    scale: Array | None = None
    label_mean: Array | None = None
    label_scale: Array | None = None
    """Of the numbers that a regression predicts, (n_y, 1); None where they stay as they are."""

    @classmethod
    def of(
        cls, training: Dataset, features: tuple[str, ...] = (), standardise: bool = False
    ) -> Preparation:
        """The preparation for what is learned from `training`; a table may keep columns unscaled.

        Raises ValueError for an unknown feature, or for features of data that is no plane.
        """
        for name in features:
            look_up("feature", name, FEATURES)
        if features and len(training.X) != 2:
            raise ValueError(
                f"features are made of two inputs, and {training.name} has {len(training.X)}"
            )
        made = cls(features)
        if not standardise:
            return made
        reading = training.reading
        kept = reading.unscaled if reading else ()
        inputs, labels = (reading.inputs, reading.labels) if reading else ((), ())
        kept_inputs = [column.name in kept for column in inputs for _ in column.names]
        scale = _mean_and_scale(made.inputs(training.X), [] if features else kept_inputs)
        if training.class_names or (labels and set(labels) <= set(kept)):
            return cls(features, *scale)
        of_label = _mean_and_scale(training.Y, [name in kept for name in labels])
        return cls(features, *scale, *of_label)

    def inputs(self, X: Array) -> Array:
        """What a network takes for X (n_x, m) as loaded. Scaled, a constant feature becomes 0."""
        if self.features:
            X = np.stack([FEATURES[name](X[0], X[1]) for name in self.features])
        return X if self.mean is None else (X - self.mean) / self.scale

    def targets(self, A: Array) -> Array:
        """What outputs A (n_y, m) of the network mean in the label's own unit."""
        return A if self.label_mean is None else A * self.label_scale + self.label_mean

    def __call__(self, data: Dataset) -> Dataset:
        """The same examples with the inputs that a network takes, and the targets it learns."""
        Y = data.Y if self.label_mean is None else (data.Y - self.label_mean) / self.label_scale
        names = self.features or data.feature_names
        return replace(data, X=self.inputs(data.X), Y=Y, feature_names=names, unit=self.label_scale)


def _mean_and_scale(values: Array, kept: Sequence[bool]) -> tuple[Array, Array]:
    """The mean and the standard deviation of each row; 1 for a row that is constant.

    Rows that are `kept` have 0 and 1, which leave them as they are.
    """
    mean, deviation = values.mean(axis=1, keepdims=True), values.std(axis=1, keepdims=True)
    scale = np.where(deviation > 0, deviation, 1.0)
    mean[np.flatnonzero(kept)], scale[np.flatnonzero(kept)] = 0.0, 1.0
    return mean, scale
