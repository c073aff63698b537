"""The perceptron: what it learns, what it cannot, and its Steps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import datasets
from engine.perceptron import Perceptron, perceptron_loop
from engine.trace import Cell


@pytest.mark.parametrize("make", [datasets.and_, datasets.or_])
def test_it_settles_on_and_and_or(make):
    data, perceptron = make(), Perceptron(2)
    corrections = list(perceptron.train(data.X, data.Y))
    assert corrections[-1].settled
    assert corrections[-1].epoch < 10
    assert (perceptron.forward(data.X) == data.Y).all()


def test_it_never_settles_on_xor():
    data, perceptron = datasets.xor(), Perceptron(2)
    corrections = list(perceptron.train(data.X, data.Y, epochs=50))
    assert len(corrections) == 200
    assert not any(correction.settled for correction in corrections)
    assert any(correction.mistaken for correction in corrections[-4:])


def test_the_rule_by_hand():
    perceptron = Perceptron(2, learning_rate=0.5)
    # At zero the answer is 1; the target is 0, so w and b go down by 0.5 (x, 1).
    assert perceptron.learn(np.array([2.0, -1.0]), 0.0) == 1
    assert perceptron.W.tolist() == [[-1.0, 0.5]]
    assert perceptron.b.tolist() == [[-0.5]]
    # Now the answer is right, and nothing changes.
    assert perceptron.learn(np.array([2.0, -1.0]), 0.0) == 0
    assert perceptron.W.tolist() == [[-1.0, 0.5]]


def test_corrections_keep_their_own_copies():
    data = datasets.and_()
    first, *_ = list(Perceptron(2).train(data.X, data.Y))
    assert first.mistaken
    assert first.W.tolist() == [[0, 0]] and first.b == -1


def test_steps_follow_the_rule():
    data = datasets.and_()
    steps = perceptron_loop(data.X, data.Y, epochs=3)
    corrections = list(Perceptron(2).train(data.X, data.Y, epochs=3))
    assert [step.name for step in steps[:6]] == ["z(1)", "y(1)", "e(1)", "w1", "w2", "b"]
    for i, correction in enumerate(corrections):
        z, y, e, w1, w2, b = steps[6 * i : 6 * i + 6]
        assert y.value == correction.y
        assert e.value == correction.target - correction.y
        assert [w1.value, w2.value] == correction.W[0].tolist()
        assert b.value == correction.b
        assert z.phase == "forward" and e.phase == "loss" and b.phase == "update"
    assert steps[3].formula == r"w_{1} := w_{1} + \alpha \cdot e^{(1)} \cdot x_{1}^{(1)}"


def test_steps_know_where_their_numbers_come_from():
    data = datasets.or_()
    steps = perceptron_loop(data.X, data.Y, epochs=2)
    origin = steps.provenance(Cell("b"))
    while origin.step is not None:
        assert origin.value == steps[origin.step].value
        origin = steps.provenance(origin.sources[0], origin.step)
    assert origin.value == 0.0
    changed = steps.with_value(Cell("x1(1)"), 5.0)
    assert changed.inputs["x1(1)"] == 5.0
    assert steps.inputs["x1(1)"] == 0.0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_it_settles_on_whatever_a_line_separates(seed):
    rng = np.random.default_rng(seed)
    X = rng.uniform(-1, 1, (2, 20))
    distance = X[0] + 0.5 * X[1] - 0.1
    X, distance = X[:, abs(distance) > 0.1], distance[abs(distance) > 0.1]
    perceptron = Perceptron(2)
    *_, last = perceptron.train(X, (distance > 0)[None].astype(float), epochs=1000)
    assert last.settled
