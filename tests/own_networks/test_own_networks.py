"""Networks as learners write them, trained in the sandbox and followed, beside the engine's."""

from __future__ import annotations

import numpy as np
import pytest

from tutor.course.index import shipped_course
from tutor.exercises.doctor_names import as_settings
from tutor.exercises.loading import find
from tutor.own_networks.beside import BesideOwn
from tutor.own_networks.own_run import CannotTrain, OwnRun, train_own
from tutor.own_networks.verdict import judged
from tutor.own_networks.walk import look_at_step
from tutor.plots.ansi import terminal_palette
from tutor.plots.cells import plain
from tutor.programs.program import Program
from tutor.programs.value_panel import value_panel
from tutor.runs.goal import Goal

ROWS = """import numpy as np

class NeuralNetwork:
    def __init__(self, n_in, n_hidden, n_out, seed=0):
        rng = np.random.RandomState(seed)
        self.W1 = rng.randn(n_in, n_hidden) * 0.5
        self.b1 = np.zeros(n_hidden)
        self.W2 = rng.randn(n_hidden, n_out) * 0.5
        self.b2 = np.zeros(n_out)

    def forward(self, X):
        self.X = X
        self.z1 = X.dot(self.W1) + self.b1
        self.a1 = np.maximum(0, self.z1)
        z2 = self.a1.dot(self.W2) + self.b2
        e = np.exp(z2 - z2.max(axis=1, keepdims=True))
        self.probs = e / e.sum(axis=1, keepdims=True)
        return self.probs

    def backward(self, y):
        dz2 = (self.probs - y) / y.shape[0]
        self.dW2 = self.a1.T.dot(dz2)
        self.db2 = dz2.sum(axis=0)
        dz1 = dz2.dot(self.W2.T)
        dz1[self.z1 <= 0] = 0
        self.dW1 = self.X.T.dot(dz1)
        self.db1 = dz1.sum(axis=0)

    def update(self, lr):
        self.W1 = self.W1 - lr * self.dW1
        self.b1 = self.b1 - lr * self.db1
        self.W2 = self.W2 - lr * self.dW2
        self.b2 = self.b2 - lr * self.db2
"""
COLUMNS = """import numpy as np

def train(X, Y, n_h, epochs=50, alpha=0.1):
    np.random.seed(3)
    p = {"W1": np.random.randn(n_h, len(X)), "b1": np.zeros((n_h, 1)),
         "W2": np.random.randn(len(Y), n_h), "b2": np.zeros((len(Y), 1))}
    m = X.shape[1]
    for i in range(epochs):
        Z1 = p["W1"] @ X
        Z1 += p["b1"]
        A1 = np.tanh(Z1)
        A2 = 1 / (1 + np.exp(-(p["W2"] @ A1 + p["b2"])))
        dZ2 = A2 - Y
        dZ1 = p["W2"].T @ dZ2 * (1 - A1**2)
        for name, dW in (("W1", dZ1 @ X.T), ("W2", dZ2 @ A1.T)):
            p[name] -= alpha * dW / m
        for name, dZ in (("b1", dZ1), ("b2", dZ2)):
            p[name] -= alpha * dZ.mean(axis=1, keepdims=True)
        if i % 10 == 0:
            right = ((p["W2"] @ np.tanh(p["W1"] @ X + p["b1"]) + p["b2"] > 0) == Y).mean()
"""
SPIRAL = {"points": 20, "hidden": (5,), "epochs": 4, "batch_size": 16}
MOONS = {"dataset": "moons", "points": 20, "hidden": ("4 tanh",), "epochs": 6, "batch_size": 99}


def own(code: str, settings: dict[str, object], call: str = "") -> OwnRun:
    return train_own(Program("net.py", code), settings, call)


@pytest.mark.parametrize(
    ("code", "settings"), [(ROWS, SPIRAL), (COLUMNS, MOONS)], ids=["rows", "columns"]
)
def test_a_right_network_lies_on_the_engines(code: str, settings: dict[str, object]) -> None:
    found = own(code, settings)
    verdict = judged(found)
    assert verdict.is_right and verdict.step is None, verdict.sentence
    engine = BesideOwn(found)
    engine.burst(Goal(), lambda: False, lambda: None)
    assert engine.snapshot is not None and engine.snapshot.epoch == settings["epochs"]
    assert np.allclose(engine.history.figures("loss"), engine.own_curves().curves["loss"])
    engine.stand_beside()
    assert engine.beside is not None
    assert np.allclose(engine.training.network.parameters, engine.beside.parameters)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("self.dW1 = self.X.T.dot(dz1)", "self.dW1 = 2 * self.X.T.dot(dz1)", "W1 moves 2 times"),
        ("+ self.b1\n", "+ self.b1 + 1\n", "Step 1 parts"),
        ("self.b2 - lr", "self.b2 + lr", "b2 moves as far and the other way"),
        ("lr * self.db1", "0 * self.db1", "b1 moves not at all"),
        ("lr):", "lr):\n        lr = lr / 10", "W1, b1, W2, b2 move 0.1 times as far"),
    ],
)
def test_a_wrong_network_is_told_where_it_parts(old: str, new: str, told: str) -> None:
    assert ROWS.count(old) == 1
    verdict = judged(own(ROWS.replace(old, new), SPIRAL))
    assert verdict.step == 1 and not verdict.is_right
    assert told in verdict.sentence


def test_it_is_walked_from_the_step_that_parts_beside_the_engine() -> None:
    wrong = ROWS.replace("        dz1[self.z1 <= 0] = 0\n", "")
    found = own(wrong, SPIRAL)
    look = look_at_step(found, judged(found), 0)
    recorded = look.run(look.read(), lambda: False)
    judgement = look.judge(recorded)
    assert judgement.first is not None
    assert (
        look.begin(recorded, judgement).operation.line
        == wrong.split("\n").index("        dz1 = dz2.dot(self.W2.T)") + 1
    )


@pytest.mark.parametrize(
    ("code", "settings", "call", "told"),
    [
        ("a = 1\n", SPIRAL, "", "has no function such as train(X, Y)"),
        ("def train(X, Y): pass\n", SPIRAL, "", "No way forward of 2-5-3 was met"),
        ("def train(X, Y): X[0, 100] / none\n", SPIRAL, "", "IndexError in line 1"),
        (COLUMNS.replace('W1"] @ X', 'W1"] @ (X - 1)'), MOONS, "", "other numbers than X"),
        (COLUMNS, MOONS, "train(X, Y, 4, alpha=0)", "none of its weights ever changes"),
        (ROWS, SPIRAL, "train(X, Y", "'(' was never closed"),
        (ROWS, {"dataset": "digits", "conv": ("4",)}, "", "This set-up has convolution,"),
        (ROWS, {"dataset": "spiral", "dropout": 0.2}, "", "has dropout as well. Take that out"),
        (ROWS, {"dataset": "spiral", "batch_norm": True}, "", "has batch norm as well"),
        (ROWS, {"dataset": "spirals"}, "", "The set-up cannot be built"),
    ],
    ids=range(10),
)
def test_why_it_cannot_be_is_said(
    code: str, settings: dict[str, object], call: str, told: str
) -> None:
    with pytest.raises(CannotTrain) as refused:
        own(code, settings, call)
    assert told in str(refused.value)


@pytest.mark.parametrize("name", ["the-spiral-from-an-empty-file", "a-network-of-layers"])
def test_the_networks_of_unit_7_go_the_engines_way(name: str) -> None:
    exercise = find(shipped_course(), name)
    assert exercise.network is not None
    settings = as_settings({**exercise.network.run, "points": 20, "epochs": 3})
    found = train_own(Program("net.py", exercise.solution), settings, exercise.network.call)
    assert judged(found).is_right


def test_the_engines_table_stands_beside_with_a_cross_at_each_cell_that_differs() -> None:
    wrong = ROWS.replace("        dz1[self.z1 <= 0] = 0\n", "        dz1[dz1 <= 0] = 0\n")
    found = own(wrong, SPIRAL)
    look = look_at_step(found, judged(found), 0)
    recorded = look.run(look.read(), lambda: False)
    judgement = look.judge(recorded)
    standing = look.begin(recorded, judgement)
    engine = judgement.notes.engine[standing.position]
    differs = engine.differs(standing.operation.value.array)
    assert engine.key == "dZ[1]" and 0 < differs.sum() < differs.size
    drawn = plain(value_panel(standing, terminal_palette({}), 140, 60, judgement.notes))
    assert f"✘ {differs.sum()} of {differs.size}" in drawn and "the engine's dZ[1]" in drawn
    assert drawn.count("✘") == 1 + differs.sum()


def test_targets_in_the_order_of_a_batch_are_not_taken_for_those_of_the_data() -> None:
    code = find(shipped_course(), "the-spiral-from-an-empty-file").solution
    wrong = code.replace("range(200)", "range(3)").replace("dZ1 @ X.T / m", "dZ1 @ X.T")
    found = own(wrong, {"points": 20})
    look = look_at_step(found, judged(found), 0)
    first = look.judge(look.run(look.read(), lambda: False)).first
    assert first is not None and first.event.place.text == "dZ1 @ X.T"
