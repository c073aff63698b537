"""What lesson 4-6 says of its code, with the lesson's own code at work."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from lesson_runs import text_of

from engine import datasets


@pytest.fixture(scope="module")
def blocks() -> dict[str, Any]:
    """The functions of the lesson, as its first definitions have them."""
    code = "\n".join(re.findall(r"^(?:>>>|\.\.\.) ?(.*)$", text_of("4-6-building-blocks"), re.M))
    names: dict[str, Any] = {"np": np}
    for definition in re.findall(r"^def .*\n(?: +.*\n)+", code, re.M):
        if definition.split("(")[0].removeprefix("def ") not in names:
            exec(definition, names)
    return names


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("copy", range(2))
def test_the_blocks_learn_to_tell_odd_digits(blocks, seed, copy):
    data, rng = datasets.odd_digits(), np.random.default_rng(copy)
    X, Y = data.X[:, :1400], data.Y[:, :1400]
    parameters = blocks["start"]((64, 16, 16, 1), seed)
    for W, _ in parameters:
        W *= 1 + copy * 1e-12 * rng.standard_normal(W.shape)
    for _ in range(300):
        AL, caches = blocks["L_model_forward"](X, parameters)
        grads = blocks["L_model_backward"](AL, Y, caches)
        pairs = zip(parameters, grads, strict=True)
        parameters = [(W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in pairs]
    right = (blocks["L_model_forward"](data.X, parameters)[0] > 0.5) == data.Y
    assert right[:, 1400:].mean() > 0.93
    if seed == 1:
        assert right[:, :1400].mean() == pytest.approx(0.997, abs=5e-4)
        assert right[:, 1400:].mean() == pytest.approx(0.97, abs=5e-4)


def test_at_a_kink_the_nudge_finds_no_slope(blocks):
    X = np.random.default_rng(0).normal(size=(3, 5))
    Y = np.array([[1, 0, 0, 1, 1]])
    parameters = blocks["start"]((3, 3, 3, 1), 1)
    assert blocks["worst_difference"](parameters, X, Y) > 0.01
    _, caches = blocks["L_model_forward"](X, parameters)
    assert any((Z == 0).any() and (Z <= 0).all(axis=0).any() for _, Z in caches)


def test_only_two_blocks_know_which_way_the_examples_lie():
    text = text_of("4-6-building-blocks")
    functions = re.findall(r"^>>> def (\w+)\(.*\n((?:\.\.\. .*\n)+)", text, re.M)
    first = dict(reversed(functions))
    six = [n for n in first if re.match(r"linear_|L_model_", n)]
    assert len(six) == 6
    assert {n for n in six if re.search(r" @ |axis|shape", first[n])} == {
        "linear_forward",
        "linear_backward",
    }
