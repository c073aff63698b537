"""What lesson 6-2 says of pooling, of its slopes, and of moved digits."""

import numpy as np
import pytest
from lesson_runs import ended, parts_of

from engine import Conv2D, Flatten, MaxPool2D, Network
from engine.graph import Graph

LESSON = "6-2-pooling-and-flatten"
TABLE = {1: (16529, 0.98, 0.82), 2: (4241, 0.98, 0.83), 4: (1169, 0.95, 0.80), 8: (401, 0.90, 0.90)}


def pooled_by(size: int, seed: int) -> tuple[int, float, float]:
    """The parameters, and the share of new digits told rightly, in the middle and moved."""
    (options,) = parts_of(LESSON, "sweep")
    run, last = ended({**options.changed_settings(), "pool": size, "seed": seed})
    images = run.validation_set.X.reshape(1, 8, 8, -1)
    moved = np.zeros_like(images)
    moved[:, :, 1:] = images[:, :, :-1]
    right = (run.network.forward(moved) > 0.5) == run.validation_set.Y
    return run.network.parameters.size, last.val_accuracy, float(right.mean())


@pytest.mark.parametrize("size", [4, 8])
def test_large_squares_forget_much(size):
    parameters, middle, moved = pooled_by(size, 0)
    assert parameters == TABLE[size][0]
    assert middle == pytest.approx(TABLE[size][1], abs=0.03)
    assert size < 8 or moved == pytest.approx(middle, abs=0.03)


@pytest.mark.slow
@pytest.mark.parametrize("size", TABLE)
def test_the_table(size):
    runs = np.array([pooled_by(size, seed) for seed in range(4)])
    parameters, middle, moved = TABLE[size]
    assert runs[0, 0] == parameters
    assert runs[:, 1].mean() == pytest.approx(middle, abs=0.012)
    assert runs[:, 2].mean() == pytest.approx(moved, abs=0.04)


def test_the_largest_gets_the_whole_slope_and_of_equals_the_first():
    (options,) = parts_of(LESSON, "stepper")
    graph = Graph.parse(options.graph)
    graph.steps(options.inputs)
    slopes = {name: graph.gradients[name] for name in options.inputs}
    assert slopes == {"a": 0, "b": 3, "c": 0, "d": 0, "f": -2, "g": 0, "h": 0}
    assert graph.values["p"] == 8


def test_sizes_after_pooling():
    for before, after in ((26, 13), (11, 5)):
        net = Network([MaxPool2D(2)], input_shape=(1, before, before), loss="mse")
        assert net.layers[0].output_shape == (1, after, after)


def test_flattening_is_channel_by_channel_and_row_by_row():
    H, c, r, k = 4, 2, 3, 1
    net = Network([Conv2D(3, 1), Flatten()], input_shape=(1, H, H), loss="mse")
    net.forward(np.random.default_rng(0).normal(size=(1, H, H, 2)))
    maps, column = net.layers[0].A, net.layers[1].A
    assert (column[c * H * H + r * H + k] == maps[c, r, k]).all()


def test_a_dot_stays_in_its_square_half_of_the_time():
    net = Network([MaxPool2D(2)], input_shape=(1, 4, 4), loss="mse")
    image = np.zeros((1, 4, 4, 1))
    same = 0
    for column in (0, 1):
        before, after = image.copy(), image.copy()
        before[0, 0, column], after[0, 0, column + 1] = 1, 1
        pooled = net.forward(before).copy()
        same += int((net.forward(after) == pooled).all())
    assert same / 2 == 0.5
