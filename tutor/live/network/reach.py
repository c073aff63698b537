"""What the units of a drawn network can come to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.arrays import Array
from engine.layer import Weighted
from tutor.formulas.ranges import Range
from tutor.live.network.options import NetworkOptions
from tutor.live.network.scene import NetworkScene
from tutor.live.reaching import Figures, States, Values, dialled, hull, turns

_ROUNDING = 1e-9


def figures(options: NetworkOptions) -> Iterator[Figures]:
    scene = NetworkScene(options)
    dials = dialled(scene.started().settings)
    low, high = np.array([hull(dials[name]) for name in options.dials()]).T
    units: dict[str, Values] = {}
    for place, layer in enumerate(scene.layers, start=1):
        low, high = _through(layer, low, high)
        for unit, ends in enumerate(zip(low.tolist(), high.tolist(), strict=True), start=1):
            units[f"a{place}_{unit}"] = Range(*ends)
            units[options.name(place, unit)] = Range(*ends)
    yield {**dials, **units}


def states(options: NetworkOptions) -> States | None:
    return turns(NetworkScene(options), 1)


def _through(layer: Weighted, low: Array, high: Array) -> tuple[Array, Array]:
    """Return the ends between which a layer's units lie when what comes in lies between two."""
    if layer.activation.name == "softmax":
        return np.zeros(len(layer.b)), np.ones(len(layer.b))
    up, down, b = np.maximum(layer.W, 0.0), np.minimum(layer.W, 0.0), layer.b[:, 0]
    ends = (up @ low + down @ high + b, up @ high + down @ low + b)
    below, above = (layer.activation(each[:, None])[:, 0] for each in ends)
    return below - _ROUNDING * (1 + abs(below)), above + _ROUNDING * (1 + abs(above))
