"""What each unit of a network answers: over the plane of two inputs, and on the examples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from tutor.plots.regions import Extent
from tutor.runs.run import LiveRun
from tutor.runs.units import with_units

_MOST_EXAMPLES = 300
_STILL = 0.06  # of the scale: a unit whose answers lie closer together tells examples hardly apart


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """The answers of the units of one layer."""

    plane: Array
    """(units, rows, columns) of the plane, the top first, from -1 to 1: 0 is in the middle."""
    examples: Array
    """(units, examples): the activations."""
    middle: float
    """What counts as answering yes lies above this."""
    scale: float

    def map_of(self, unit: int, rows: int, columns: int) -> Array:
        """Return the answers of a unit over the plane at fewer places."""
        plane = self.plane[unit]
        kept = [
            ((np.arange(few) + 0.5) / few * many).astype(int)
            for few, many in zip((rows, columns), plane.shape, strict=True)
        ]
        chosen: Array = plane[np.ix_(*kept)]
        return chosen

    def told(self, unit: int) -> tuple[float, float, float]:
        """Return the least and the greatest activation on the examples, and the share above."""
        answers = self.examples[unit]
        return float(answers.min()), float(answers.max()), float(np.mean(answers > self.middle))

    def hardly_answers(self, unit: int) -> bool:
        """Whether the unit gives nearly the same for all examples."""
        low, high, _ = self.told(unit)
        return bool(high - low <= _STILL * self.scale)


def responses(run: LiveRun, rows: int, columns: int) -> list[Responses]:
    """Return the answers layer by layer, measured at so many places of the plane, inputs first."""
    training, X = run.training, run.data.X[:, :: -(-run.data.m // _MOST_EXAMPLES)]
    places = Extent.around(run.data.X).places(columns, -(-rows // 2))
    network, m = training.network, X.shape[1]
    network.propagate(
        network.fit_inputs(run.prepare.inputs(np.concatenate([X, places], axis=1))), training=False
    )
    ramp = np.linspace(-1.0, 1.0, columns)[None].repeat(rows, axis=0)
    fall = np.linspace(1.0, -1.0, rows)[:, None].repeat(columns, axis=1)
    found = [Responses(np.stack([ramp, fall]), X, 0.0, 1.0)]
    for layer in with_units(training):
        A = np.array(layer.A, dtype=float).reshape(layer.A.shape[0], -1)
        middle, scale = centred(layer.activation.name, A)
        plane = np.nan_to_num((A[:, m:] - middle) / scale)
        found.append(Responses(plane.reshape(-1, rows, columns), A[:, :m], middle, scale))
    return found


def centred(name: str, A: Array) -> tuple[float, float]:
    """Return the middle of what a layer with this activation can give, and how far it goes."""
    if name == "sigmoid":
        return 0.5, 0.5
    if name == "softmax":
        return 1 / len(A), 1 - 1 / len(A)
    finite = np.abs(A[np.isfinite(A)])
    return 0.0, 1.0 if name == "tanh" else float(finite.max(initial=0.0)) or 1.0
