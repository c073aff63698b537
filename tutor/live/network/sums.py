"""The sum of one unit, spelled out: z = w1 x1 + w2 x2 + b, and a = g(z)."""

from __future__ import annotations

import textwrap

import numpy as np
from numpy.typing import NDArray

from engine.layer import Weighted
from tutor.plots.cells import Picture, Span
from tutor.plots.numbers import shown

_MOST_ROWS = 3
_GLUE = "\u00a0"  # keeps the sign and its product in one row
_SYMBOLS = {"relu": "ReLU", "sigmoid": "σ", "leaky_relu": "leaky ReLU"}


def sum_rows(
    layer: Weighted, unit: int, inputs: NDArray[np.float64], name: str, width: int
) -> Picture:
    """Return the unit's sum and what its activation makes of it, under its name."""
    z, a = shown(float(layer.Z[unit, 0])), shown(float(layer.A[unit, 0]))
    lines = textwrap.wrap(f"z = {_sum(layer, unit, inputs)} ={_GLUE}{z}", max(width - 4, 20))
    if len(lines) > _MOST_ROWS:
        lines = [*lines[: _MOST_ROWS - 1], f"… ={_GLUE}{z}"]
    rows: Picture = [[Span(name, "accent", bold=True)]]
    rows += [[Span(f"  {line.replace(_GLUE, ' ')}")] for line in lines]
    return [*rows, [Span(f"  {_activation(layer.activation.name, z)}"), Span(a, bold=True)]]


def _sum(layer: Weighted, unit: int, inputs: NDArray[np.float64]) -> str:
    products = [
        f"{shown(w)}·{f'({shown(x)})' if x < 0 else shown(x)}"
        for w, x in zip(layer.W[unit].tolist(), inputs.tolist(), strict=True)
    ]
    first, *others = [*products, shown(float(layer.b[unit, 0]))]
    return " ".join([first, *map(_added, others)])


def _added(term: str) -> str:
    return f"−{_GLUE}{term[1:]}" if term.startswith("−") else f"+{_GLUE}{term}"


def _activation(name: str, z: str) -> str:
    if name == "softmax":
        return "a = softmax, its share of all e^z of the layer = "
    return "a = z = " if name == "linear" else f"a = {_SYMBOLS.get(name, name)}({z}) = "
