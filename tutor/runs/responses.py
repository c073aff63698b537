"""What each unit of a network answers: over two inputs or as a picture, and on the examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from tutor.plots.regions import Extent
from tutor.runs.run import LiveRun
from tutor.runs.units import weights_of, with_units

_MOST_EXAMPLES = 300
_STILL = 0.06  # of the scale: a unit whose answers lie closer together tells examples hardly apart


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """The answers of the units of one layer."""

    plane: Array
    """(units, rows, columns) of the plane, the top first, from -1 to 1: 0 is in the middle.

    Of images the pixels.
    """
    examples: Array
    """(units, examples): the activations."""
    middle: float
    """What counts as answering yes lies above this."""
    scale: float

    def map_of(self, unit: int, rows: int, columns: int) -> Array:
        """Return the answers of a unit over the plane, at other places."""
        plane = self.plane[unit]
        kept = [
            ((np.arange(few) + 0.5) / few * many).astype(int)
            for few, many in zip((rows, columns), plane.shape, strict=True)
        ]
        chosen: Array = plane[np.ix_(*kept)]
        return chosen

    def spread(self, unit: int) -> tuple[float, float, float]:
        """Return the least and the greatest activation on the examples, and the share above."""
        answers = self.examples[unit]
        return float(answers.min()), float(answers.max()), float(np.mean(answers > self.middle))

    def hardly_answers(self, unit: int) -> bool:
        """Whether the unit gives nearly the same for all examples."""
        low, high, _ = self.spread(unit)
        return bool(high - low <= _STILL * self.scale)


def responses(run: LiveRun, rows: int, columns: int, inputs: tuple[int, int]) -> list[Responses]:
    """Return the answers layer by layer, the inputs first.

    They are measured at so many places of the plane of two `inputs`, the others at their means.
    For images there is no plane: each unit has the picture that moves it.
    """
    training, X = run.training, run.data.X[:, :: -(-run.data.m // _MOST_EXAMPLES)]
    network, m = training.network, X.shape[1]
    is_image = run.data.image_shape is not None
    places = X[:, :0] if is_image else _places(run, rows, columns, inputs)
    network.propagate(
        network.fit_inputs(run.prepare.inputs(np.concatenate([X, places], axis=1))), training=False
    )
    found = [Responses(_shown_of_inputs(run, rows, columns, inputs), X, 0.0, 1.0)]
    for number, layer in enumerate(with_units(training)):
        A = np.array(layer.A, dtype=float).reshape(layer.A.shape[0], -1)
        middle, scale = centred(layer.activation.name, A)
        if is_image:
            weights = None if number else weights_of(training, layer).W
            plane = _pictures(run, X, A, weights)
        else:
            plane = np.nan_to_num((A[:, m:] - middle) / scale).reshape(-1, rows, columns)
        found.append(Responses(plane, A[:, :m], middle, scale))
    return found


def _places(run: LiveRun, rows: int, columns: int, inputs: tuple[int, int]) -> Array:
    """Return the inputs at the places of the plane; a single one goes across."""
    across, up = inputs
    plane = Extent.around(run.data.X[[across, up]]).places(columns, -(-rows // 2))
    places: Array = np.repeat(run.data.X.mean(axis=1, keepdims=True), plane.shape[1], axis=1)
    places[up], places[across] = plane[1], plane[0]
    return places


def _shown_of_inputs(run: LiveRun, rows: int, columns: int, inputs: tuple[int, int]) -> Array:
    """Return what the inputs are over the plane; of images the mean of the examples."""
    if run.data.image_shape is not None:
        mean: Array = _scaled(run.data.X.mean(axis=1)).reshape(run.data.image_shape)
        pixels: Array = mean.mean(axis=0, keepdims=True)
        return pixels
    plane: Array = np.zeros((len(run.data.X), rows, columns))
    plane[inputs[1]] = np.linspace(1.0, -1.0, rows)[:, None]
    plane[inputs[0]] = np.linspace(-1.0, 1.0, columns)
    return plane


def _pictures(run: LiveRun, X: Array, A: Array, weights: Array | None) -> Array:
    """Return the picture of each unit: its weights, or how what it answers to differs from all.

    X is (pixels, examples), A (units, examples).
    """
    assert run.data.image_shape is not None
    if weights is None or weights.shape[1] != len(X):
        weights = (A - A.mean(axis=1, keepdims=True)) @ X.T
    pictures = np.stack([_scaled(row) for row in np.nan_to_num(weights)])
    pixels: Array = pictures.reshape(-1, *run.data.image_shape).mean(axis=1)
    return pixels


def _scaled(values: Array) -> Array:
    """Return the values so that the largest is 1 or -1."""
    scaled: Array = values / (float(np.abs(values).max(initial=0.0)) or 1.0)
    return scaled


def centred(name: str, A: Array) -> tuple[float, float]:
    """Return the middle of what a layer with this activation can give, and how far it goes."""
    if name == "sigmoid":
        return 0.5, 0.5
    if name == "softmax":
        return 1 / len(A), 1 - 1 / len(A)
    finite = np.abs(A[np.isfinite(A)])
    return 0.0, 1.0 if name == "tanh" else float(finite.max(initial=0.0)) or 1.0
