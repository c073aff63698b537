"""A network of one's own to step through: weights from a file, examples from a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine import Dense
from engine.counted import counted
from engine.datasets.own_examples import own_examples
from engine.layer import Weighted
from engine.weights import load_weights
from tutor.stepping.setup import StepperSetup

Numbers = tuple[tuple[float, ...], ...]


def own_weights(setup: StepperSetup, path: str, rows: bool) -> dict[str, Any]:
    """`weights` and `biases` of each dense layer; raises ValueError where they do not fit."""
    network = setup.network()
    weighted = [layer for layer in network.layers if isinstance(layer, Weighted)]
    dense = [layer for layer in weighted if isinstance(layer, Dense)]
    if len(dense) < len(weighted):
        raise ValueError("weights: the stepper takes those of dense layers only, not of conv")
    load_weights(network, path, rows)
    return {
        "weights": tuple(_numbers(layer.W) for layer in dense),
        "biases": tuple(tuple(layer.b[:, 0].tolist()) for layer in dense),
    }


def own_table(sizes: Sequence[Any], path: str, label: str | None) -> dict[str, Any]:
    """`X` and `Y` of a table that has just the inputs and targets of the layers.

    Raises ValueError for any other table.
    """
    n_inputs, n_outputs = sizes[0], sizes[-1]
    whole = isinstance(n_inputs, int) and isinstance(n_outputs, int)
    named = [name for name in (label or "").split(",") if name.strip()]
    if whole and named and len(named) != n_outputs:
        raise ValueError(
            f"label: {label} names {counted(len(named), 'column')}, but the layers give "
            f"{counted(n_outputs, 'output')}: name one for each, such as o1,o2"
        )
    data = own_examples(path, n_inputs, n_outputs, label) if whole else None
    if data is None:
        raise ValueError(
            f"csv: {path} is not a table of numbers with {n_inputs} inputs and {n_outputs} targets "
            "in each row, as these layers need it"
        )
    return {"X": _numbers(data.X), "Y": _numbers(data.Y)}


def _numbers(matrix: Any) -> Numbers:
    return tuple(tuple(row) for row in matrix.tolist())
