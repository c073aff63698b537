"""What lesson 4-6 says of its code, with the lesson's own code at work."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from lesson_runs import text_of

from engine import Dense, Network, datasets
from tutor.assessment.questions import Cloze
from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson


@pytest.fixture(scope="module")
def blocks() -> dict[str, Any]:
    """The functions of the lesson, as its first definitions have them."""
    code = "\n".join(re.findall(r"^(?:>>>|\.\.\.) ?(.*)$", text_of("4-6-building-blocks"), re.M))
    names: dict[str, Any] = {"np": np}
    for definition in re.findall(r"^def .*\n(?: +.*\n)+", code, re.M):
        if definition.split("(")[0].removeprefix("def ") not in names:
            exec(definition, names)
    return names


@pytest.mark.sampled
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


@pytest.mark.parametrize("seed", range(12))
def test_the_pass_that_is_asked_for_is_that_of_the_network_in_the_prompt(seed):
    question = load_lesson(shipped_course(), "4-6-building-blocks").questions["whole-pass"]
    drawn = question.drawn(seed)
    assert isinstance(drawn, Cloze)
    pairs = re.findall(r"\$([A-Z][^$]*) = \(([^,$]+), ([^)$]+)\)\$", drawn.prompt)
    given = {name: [float(one), float(two)] for name, one, two in pairs}
    scalars = dict(re.findall(r"\$([wb]\^\{\[\d\]\}) = (-?[\d.]+)\$", drawn.prompt))
    layers = [Dense(1, "relu"), Dense(1, "sigmoid")]
    network = Network(layers, n_inputs=1, loss="binary_crossentropy")
    for number, layer in enumerate(network.layers, start=1):
        layer.W[...], layer.b[...] = (float(scalars[f"{x}^{{[{number}]}}"]) for x in "wb")
    hidden, output = network.layers
    network.forward(np.array([given["X"]]))
    network.backward(np.array([given["Y"]]))
    computed = {"Z^{[1]}": hidden.Z, "A^{[1]}": hidden.A, "Z^{[2]}": output.Z, "A^{[2]}": output.A}
    for name, row in computed.items():
        assert given[name] == pytest.approx(row[0], abs=0.0051), name
    slopes = [*output.dZ[0], output.dW, output.db, *hidden.dA[0], *hidden.dZ[0], hidden.dW]
    answers = [float(gap.answer) for gap in drawn.gaps.values()]
    assert answers == pytest.approx([float(np.squeeze(slope)) for slope in slopes], abs=0.011)
