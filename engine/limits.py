"""How large a run may be, counted before anything is made: what fits into a student's computer.

A message begins with the name of the setting at fault, so that it can be said beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from engine.arrays import Shape
from engine.convolution import Conv2D
from engine.layer import Layer, Weighted
from engine.layers import Dense

MOST_PARAMETERS = 4_000_000
"""With gradients and an optimizer's memory, 130 MB."""
MOST_NUMBERS = 20_000_000
"""What the layers keep of a batch; with its gradients, some 500 MB."""


def check_parameters(layers: Sequence[Layer], input_shape: Shape) -> None:
    """Raises ValueError for more parameters than can be held."""
    count, shape = 0, input_shape
    for layer in layers:
        count += _parameters(layer, shape)
        shape = layer.shape_after(shape)
    if count > MOST_PARAMETERS:
        culprit = "hidden" if sum(isinstance(layer, Dense) for layer in layers) > 1 else "conv"
        raise ValueError(
            f"{culprit}: {count:,} parameters are too many, the limit is {MOST_PARAMETERS:,}: "
            "take fewer units or layers"
        )


def check_batch(layers: Sequence[Layer], input_shape: Shape, examples: int) -> None:
    """Raises ValueError if the layers would keep more numbers of a batch than can be held."""
    each, shape = 0, input_shape
    for layer in layers:
        after = layer.shape_after(shape)
        if isinstance(layer, Conv2D):
            each += shape[0] * prod(layer.kernel_size) * prod(after[1:])
        each += prod(after)
        shape = after
    if each * examples > MOST_NUMBERS:
        most = MOST_NUMBERS // each
        raise ValueError(
            f"batch_size: the layers keep {each:,} numbers of an example, {each * examples:,} of "
            f"{examples:,}; the limit is {MOST_NUMBERS:,}: "
            + (f"take batches of {most:,} or fewer" if most else "take smaller layers")
        )


def _parameters(layer: Layer, shape: Shape) -> int:
    if isinstance(layer, Dense):
        return layer.units * prod(shape) + _biases(layer, layer.units)
    if isinstance(layer, Conv2D):
        weights = layer.filters * shape[0] * prod(layer.kernel_size)
        return weights + _biases(layer, layer.filters)
    return 0


def _biases(layer: Weighted, units: int) -> int:
    return (1 if layer.shared_bias else units) if layer.use_bias else 0
