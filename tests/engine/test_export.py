"""The exported program: valid Python that holds every layer, weight and setting."""

import ast

import numpy as np
import pytest

from engine import Dense, Dropout, Flatten, Network
from engine.convolution import Conv2D
from engine.export import to_pytorch
from engine.optimizers import SGD, Adam, Momentum, RMSProp
from engine.pooling import MaxPool2D


def program(network, optimizer=None):
    text = to_pytorch(network, optimizer)
    ast.parse(text)
    assert all(len(line) <= 120 for line in text.splitlines() if "[" not in line)
    return text


def test_layers_in_their_order():
    layers = [Conv2D(2, 3, stride=2, padding=1, activation="relu", use_bias=False), MaxPool2D(2)]
    network = Network([*layers, Flatten(), Dropout(0.5), Dense(3, "softmax")],
                      input_shape=(1, 8, 8), loss="categorical_crossentropy")  # fmt: skip
    text = program(network)
    model = text[text.index("nn.Sequential(") : text.index("output =")]
    assert [line.strip() for line in model.splitlines()[1:-1]] == [
        "nn.Conv2d(1, 2, 3, stride=2, padding=1, bias=False),",
        "nn.ReLU(),",
        "nn.MaxPool2d(2),",
        "nn.Flatten(),",
        "nn.Dropout(0.5),",
        "nn.Linear(8, 3),",
    ]
    assert "output = nn.Softmax(dim=1)" in text
    assert 'F.cross_entropy(model(x), y, reduction="sum") / len(x)' in text


def test_what_pytorch_has_no_option_for_is_spelt_out():
    layers = [
        Conv2D(2, (1, 4), padding="same", shared_bias=True, l2=0.1),
        Conv2D(2, 3, padding=(1, 2)),
        MaxPool2D(3, stride=2),
        MaxPool2D((1, 2)),
        Flatten(),
        Dense(1),
    ]
    text = program(Network(layers, input_shape=(1, 8, 8)))
    model = text[text.index("nn.Sequential(") : text.index("output =")]
    assert [line.strip() for line in model.splitlines()[1:-1]] == [
        "nn.ZeroPad2d((1, 2, 0, 0)),",
        "nn.Conv2d(1, 2, (1, 4), bias=False),",
        "SharedBias(),",
        "nn.Conv2d(2, 2, 3, padding=(1, 2)),",
        "nn.MaxPool2d(3, stride=2),",
        "nn.MaxPool2d((1, 2)),",
        "nn.Flatten(),",
        "nn.Linear(12, 1),",
    ]
    assert "model[1].weight.square()" in text
    assert "class SharedBias(nn.Module):" in text


def test_weights_are_written_to_the_last_bit():
    network = Network([Dense(2)], n_inputs=3, seed=4)
    (entry,) = [
        node
        for node in ast.walk(ast.parse(program(network)))
        if isinstance(node, ast.Dict) and len(node.keys) == 2
    ]
    written = [ast.literal_eval(value.args[0]) for value in entry.values]
    assert (np.array(written[0]) == network.layers[0].W).all()
    assert (np.array(written[1]) == network.layers[0].b[:, 0]).all()


def test_large_arrays_are_packed():
    import base64

    network = Network([Dense(20)], n_inputs=30, seed=0, dtype=np.float32)
    text = program(network)
    assert "import base64" in text
    start = text.index('unpacked("float32", (20, 30,), """') + 34
    numbers = np.frombuffer(base64.b64decode(text[start : text.index('"""', start)]), "float32")
    assert (numbers.reshape(20, 30) == network.layers[0].W).all()
    assert "float32" in text


@pytest.mark.parametrize(
    ("optimizer", "text"),
    [
        (SGD(0.1), "torch.optim.SGD(model.parameters(), lr=0.1)"),
        (Momentum(0.1, nesterov=True), "lr=0.1, momentum=0.9, nesterov=True"),
        (Momentum(0.1, averaged=True), "lr=0.1 * (1 - 0.9), momentum=0.9)"),
        (RMSProp(0.1), "RMSprop(model.parameters(), lr=0.1, alpha=0.9, eps=1e-08)"),
        (Adam(0.1), "Adam(model.parameters(), lr=0.1, betas=(0.9, 0.999), eps=1e-08)"),
        (SGD(0.1, clip_norm=2.0), "clip_grad_norm_(model.parameters(), 2.0)"),
        (SGD(0.1, weight_decay=0.5), "parameter.mul_(1 - 0.1 * 0.5)"),
    ],
)
def test_optimizers(optimizer, text):
    assert text in program(Network([Dense(1)], n_inputs=2), optimizer)


def test_penalties_are_part_of_the_cost():
    network = Network([Dense(2, "tanh", l1=0.1), Dropout(0.1), Dense(1, l2=0.2)], n_inputs=2)
    text = program(network)
    assert "+ 0.1 * model[0].weight.abs().sum()" in text
    assert "+ 0.2 / 2 * model[3].weight.square().sum()" in text


def test_without_an_optimizer_there_is_no_training():
    assert "def train" not in program(Network([Dense(1)], n_inputs=2))


def test_a_diverged_network_can_still_be_exported():
    network = Network([Dense(1)], n_inputs=2)
    network.layers[0].W[...] = np.nan
    program(network)


def test_a_program_gives_predictions_in_the_unit_of_a_scaled_label() -> None:
    from engine.experiment import Experiment

    experiment = Experiment.of(dataset="noisy_curve", standardise=True)
    data, _ = experiment.split()
    prepare = experiment.preparation(data)
    training = experiment.start_on(prepare(data), None)
    text = to_pytorch(training.network, training.optimizer, prepare)
    compile(text, "model.py", "exec")
    assert "def in_own_unit(y):" in text and repr(float(data.Y.mean())) in text
    plain = Experiment.of(dataset="noisy_curve").preparation(data)
    assert "in_own_unit" not in to_pytorch(training.network, training.optimizer, plain)
