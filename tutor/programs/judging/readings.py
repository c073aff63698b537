"""What a reference may mean besides: output and loss where no words name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import ComparedPass, numbers
from tutor.programs.matching import close_array
from tutor.programs.reference import Reference, activated

_LITTLE = 1e-2


def other_reading(passes: Sequence[ComparedPass]) -> Reference | None:
    """Return the reference with the output and the loss that a program seems to have.

    None where words name them, or where they are those that were taken.
    """
    learning = [each for each in passes if each.each.Y is not None] or passes
    compared = next(filter(_tells, learning), learning[0])
    reference = compared.reference
    output = reference.output or _output_made(compared)
    takes_logarithms = any(
        called(place.text).startswith("log") for place in compared.recorded.map.places
    )
    loss = reference.loss or ("" if takes_logarithms else "mse")
    if output == "softmax" or (loss != "mse" and output != "sigmoid"):
        return None
    loss = loss or "binary_crossentropy"
    other = replace(reference, output=output or "linear", loss=loss)
    taken = reference.outputs, reference.losses
    return None if (other.outputs, other.losses) == taken else other


def _tells(compared: ComparedPass) -> bool:
    """Whether the last layer's sums are such that activations differ: no zeros."""
    return bool(np.abs(compared.truth.values[f"Z[{compared.depth}]"]).max() > _LITTLE)


def _output_made(compared: ComparedPass) -> str:
    """The activation that the last layer's sums go through, "" for none that is usual."""
    Z = compared.truth.values[f"Z[{compared.depth}]"]
    last = compared.each.products[-1].event.number
    made = [e for e in compared.each.events if e.number > last and e.value.array.size == Z.size]
    for output in ("softmax", "sigmoid", "tanh"):
        true = activated(output, Z)
        if any(close_array(numbers(each), true) for each in made):
            return output
    return ""
