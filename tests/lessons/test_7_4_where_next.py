"""What lesson 7-4 shows of frameworks, and what its last table finds."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

import numpy as np
import pytest
from lesson_runs import parts_of, text_of

from engine import Dense, Network
from engine.experiment import Experiment
from engine.export import to_pytorch
from engine.optimizers import SGD

LESSON = "7-4-where-next"
PYTORCH, KERAS = (
    code
    for code in re.findall(r"^```python\n(.*?)^```$", text_of(LESSON), re.MULTILINE | re.DOTALL)
    if ">>>" not in code
)


def network() -> Network:
    layers = [Dense(32, "relu"), Dense(3, "softmax")]
    return Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=0)


def test_the_pytorch_program_is_the_one_that_is_exported():
    exported = to_pytorch(network(), SGD(0.1))
    model = re.search(r"^model = nn\.Sequential\(\n.*?^\)$", PYTORCH, re.MULTILINE | re.DOTALL)
    assert model is not None and model[0] in exported
    for shared in (
        "import torch\nimport torch.nn.functional as F\nfrom torch import nn\n",
        "optimizer = torch.optim.SGD(model.parameters(), lr=0.1)",
        "for batch in torch.randperm(len(x)).split(",
        "optimizer.zero_grad()",
        "F.cross_entropy(model(x",
        "optimizer.step()",
    ):
        assert shared in PYTORCH
        assert shared in exported


@pytest.mark.parametrize("code", [PYTORCH, KERAS])
def test_both_programs_can_be_read(code):
    ast.parse(code)


def test_dense_digits_hold_nine_tenths_in_the_first_layer():
    layers = [Dense(128), Dense(64), Dense(10)]
    parameters = Network(layers, n_inputs=784).parameters.size
    assert parameters == 128 * 785 + 64 * 129 + 10 * 65
    assert layers[0].W.size / parameters == pytest.approx(0.9, abs=0.02)


def worth(*wanted: tuple[tuple[int, ...], tuple[int, ...]]) -> list[float]:
    """The mean accuracy on new digits of these rows and columns of the last table."""
    found = defaultdict(list)
    for trial in parts_of(LESSON, "sweep")[0].plan().trials():
        choice = trial.choice["hidden"], trial.choice["conv"]
        if choice in wanted:
            *_, last = Experiment.of(**trial.settings).start()
            found[choice].append(last.val_accuracy)
    return [float(np.mean(found[choice])) for choice in wanted]


def test_what_a_hidden_layer_was_worth():
    neuron, hidden = worth(((), ()), ((16,), ()))
    assert hidden - neuron == pytest.approx(0.055, abs=0.02)


@pytest.mark.slow
def test_what_all_steps_were_worth():
    sizes: tuple[tuple[int, ...], ...] = ((), (16,), (64,), (32, 32, 32))
    neuron, *dense = worth(*((hidden, ()) for hidden in sizes))
    filtered, *both = worth(*((hidden, (8,)) for hidden in sizes))
    assert filtered - neuron == pytest.approx(0.055, abs=0.02)
    for column in (dense, [filtered, *both]):
        assert np.diff(column).max() < 0.0275
