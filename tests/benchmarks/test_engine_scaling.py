"""How the time of a step grows, what a trace costs, and what importing the engine costs."""

import os
import subprocess
import sys

import numpy as np
import pytest

from engine import Dense, Network, datasets
from engine.optimizers import SGD
from engine.training import TrainingConfig, train

pytestmark = pytest.mark.benchmark


def steps_of(n=64, depth=1, m=64, steps=100):
    """A program that makes training steps of `depth` layers of `n` units on `m` examples."""
    X = np.random.default_rng(0).normal(size=(n, m))
    network = Network([Dense(n, "relu") for _ in range(depth)], n_inputs=n, seed=0)
    optimizer = SGD(0.001)

    def run():
        for _ in range(steps):
            network.forward(X, training=True)
            network.backward(X)
            optimizer.step(network)

    return run


def test_time_is_linear_in_depth(ratio):
    deep, shallow = steps_of(n=32, m=32, depth=32), steps_of(n=32, m=32, depth=8)
    assert ratio(deep, shallow, "depth 32 to 8") <= 4 * 1.25


def test_time_is_at_most_quadratic_in_width(ratio):
    wide, narrow = steps_of(n=512, depth=3, steps=5), steps_of(n=128, depth=3, steps=5)
    assert ratio(wide, narrow, "width 512 to 128") <= 16 * 1.25


def test_time_is_at_most_linear_in_the_batch(ratio):
    large, small = steps_of(m=1024, depth=3, steps=20), steps_of(m=128, depth=3, steps=20)
    assert ratio(large, small, "batch 1024 to 128") <= 8 * 1.25


def test_a_trace_of_every_hundredth_step(ratio):
    data = datasets.spiral(points_per_class=300, seed=0)

    def run(every):
        layers = [Dense(32, activation="relu"), Dense(3, activation="softmax")]
        network = Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=0)
        for _ in train(network, data, TrainingConfig(epochs=200, trace_every=every)):
            pass

    assert ratio(lambda: run(100), lambda: run(0), "trace of every hundredth step") <= 1.05


def test_importing_costs_no_more_than_numpy_and_10_ms():
    program = (
        "from time import perf_counter; import numpy; start = perf_counter(); import engine; "
        "engine.Network, engine.Conv2D; print(perf_counter() - start)"
    )
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(7):
        command = [sys.executable, "-c", program]
        run = subprocess.run(command, env=environment, capture_output=True, check=True)
        times.append(float(run.stdout))
    assert sorted(times)[3] < 0.010
