"""A wrong value is recognised by its numbers, and what is said of it is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import held_out
import numpy as np
import planted
import pytest

from tutor.programs.comparison import compare
from tutor.programs.judging.compared_pass import ComparedPass
from tutor.programs.look_alikes.known import KnownValues
from tutor.programs.look_alikes.recognising import (
    look_alikes,
    recognised,
    recognised_slope,
)
from tutor.programs.passes import passes
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import EngineRuns, Reference
from tutor.programs.running import run_program
from tutor.programs.values import Value

SAID = {
    ("dictionaries", 0): "This is Z[1] itself: tanh is left out.",
    ("dictionaries", 1): "This is sigmoid(−Z[2]): in the exponent stands −Z[2].",
    ("dictionaries", 6): "dA[1] is multiplied by A[1](1 − A[1]); tanh′(Z[1]) is meant.",
    ("two_layer_class", 3): "The targets are added to A[2], and are to be taken away.",
    ("two_layer_class", 6): "The mask asks the gradient; it has to ask Z[1], which was on or off.",
    ("logistic", 3): "Both terms hold log A; beside 1 − Y belongs log(1 − A).",
    ("blobs_script", 6): "This is dZ[2] Z[1]ᵀ / m; dZ[2] A[1]ᵀ / m is meant.",
    ("layer_objects", 0): "b[1] is multiplied here, and is to be added.",
    ("layer_objects", 5): "This is dA[1] as it came: it is not multiplied by relu′(Z[1]).",
    ("network_class", 3): "This takes Z[1]; A[1] is meant.",
    ("called_layers", 3): "This is W[2]ᵀ dA[2]; W[2]ᵀ dZ[2] is meant.",
    ("vector_output", 0): "The differences are not squared.",
    ("lambdas", 3): "new_mats[j] is already updated here; the old value is needed.",
    ("nested_dicts", 4): "It is 1/m of the engine's, m = 12: the mean is taken twice.",
    ("softmax_regression", 2): (
        "Each is divided by the sum of all; the sum over the outputs of one example is meant."
    ),
}


@pytest.mark.sampled
@pytest.mark.parametrize(("name", "number"), SAID)
def test_what_stands_there_is_said_and_what_is_meant(name: str, number: int) -> None:
    source: Any = planted if name in planted.MISTAKES else held_out
    code, line = source.planted(name, number)
    first = compare(run_program(Program("code.py", code)), source.REFERENCES[name]).first
    assert first is not None and first.event.line == line
    assert first.message == SAID[name, number]


def test_a_part_of_an_unfinished_value_is_not_taken_for_all_of_it() -> None:
    """(A - Y) * A is on its way to (A - Y) * A * (1 - A)."""
    code = planted.program("dictionaries")
    right, wrong = "dZ2 = A2 - Y", "dZ2 = (A2 - Y) * A2 * (1 - A2)"
    assert code.count(right) == 1
    run = run_program(Program("code.py", code.replace(right, wrong)))
    first = compare(run, planted.REFERENCES["dictionaries"]).first
    assert first is not None
    assert first.message == (
        "With this loss dZ[2] is A[2] − Y: the slope of sigmoid is in it already."
    )


NETWORKS = [
    Reference((3, 4, 4, 2), "relu"),
    Reference((3, 4, 4, 1), "tanh"),
    Reference((2, 5, 5, 2), "sigmoid", "linear", "mse"),
    Reference((2, 4, 4, 3), "leaky_relu", "sigmoid", "binary_crossentropy"),
]


@pytest.fixture(params=NETWORKS, ids=lambda reference: reference.title)
def known(request: pytest.FixtureRequest) -> KnownValues:
    """The values of a pass of a network with random weights."""
    reference: Reference = request.param
    rng = np.random.default_rng(3)
    m, sizes = 6, reference.layers
    lines = ["import numpy as np", f"A0 = np.array({rng.normal(size=(sizes[0], m)).tolist()})"]
    for n, (below, above) in enumerate(pairwise(sizes), 1):
        W, b = rng.normal(size=(above, below)), rng.normal(size=(above, 1))
        lines.append(f"W{n}, b{n} = np.array({W.tolist()}), np.array({b.tolist()})")
        lines.append(f"A{n} = np.tanh(W{n} @ A{n - 1} + b{n})")
    run = run_program(Program("code.py", "\n".join(lines)))
    return KnownValues(_compared(run, reference, rng))


def _compared(run: Recorded, reference: Reference, rng: np.random.Generator) -> ComparedPass:
    (each,) = passes(run, reference.layers).told
    outputs, m = reference.layers[-1], each.products[0].below.shape[1]
    Y = np.eye(outputs)[rng.integers(0, outputs, m)].T if outputs > 1 else np.zeros((1, m))
    Y[:, :2] = Y[:, :2] if outputs > 1 else 1
    weights = [product.alone for product in each.products]
    truth = EngineRuns(reference).truth(each.products[0].below, Y, weights, [*each.biases])
    return ComparedPass(run, reference, replace(each, Y=Y), truth)


def every_look_alike(known: KnownValues) -> Iterator[tuple[str, Any, str]]:
    for key in known.compared.truth.values:
        yield from ((key, array, said) for array, said in look_alikes(known, key))


def test_every_value_has_look_alikes_that_are_said_in_a_sentence(known: KnownValues) -> None:
    told = [*every_look_alike(known)]
    names = {key for key in known.compared.truth.values if not key.endswith("[0]")}
    without = {f"dA[{known.depth}]"} - {key for key, *_ in told}  # of a softmax, of squares
    assert {key for key, *_ in told} == names - without
    for _, _, said in told:
        assert said.endswith(".") and "None" not in said and "{" not in said


def test_what_is_right_is_recognised_as_nothing_else(known: KnownValues) -> None:
    compared = known.compared
    for layer, slope in compared.truth.slopes.items():
        assert recognised_slope(slope, layer, compared) == ""
    for event in compared.recorded.operations:
        for key, true in compared.truth.values.items():
            value = event.value.array
            if value.shape == true.shape and np.allclose(value, true):
                assert recognised(event, key, compared) == ("", key)


def test_what_is_wrong_by_chance_is_not_recognised(known: KnownValues) -> None:
    rng, compared = np.random.default_rng(5), known.compared
    event = compared.recorded.operations[-1]
    for key, true in compared.truth.values.items():
        other = rng.normal(size=true.shape)
        assert (
            recognised(replace(event, value=Value(other, "float64", other.shape)), key, compared)[0]
            == ""
        ), key
