"""What lesson 6-1 says of filters on a digit, of sizes, and of moved digits."""

import numpy as np
import pytest
from lesson_runs import copies, ended, parts_of

from engine import Conv2D, Network
from engine.graph import Graph
from tutor.live.image.sliding import SlideScene

LESSON = "6-1-convolution"


def share_when_moved(hidden: tuple[int, ...], seed: int, copy: int) -> tuple[float, float]:
    """The share of new digits told rightly, as they are and moved by a dot to the right."""
    settings = {
        "dataset": "odd_digits", "hidden": hidden, "epochs": 100, "validation_split": 0.25,
        "seed": seed,
    }  # fmt: skip
    run, last = ended(settings, copy)
    new = run.validation_set
    images = new.X.reshape(8, 8, -1)
    moved = np.zeros_like(images)
    moved[:, 1:] = images[:, :-1]
    right = (run.network.forward(moved.reshape(64, -1)) > 0.5) == new.Y
    return last.val_accuracy, float(right.mean())


@pytest.mark.sampled
@copies
def test_moved_digits_are_strangers(copy):
    dense = [share_when_moved((64,), seed, copy) for seed in range(3)]
    assert np.mean(dense, axis=0) == pytest.approx([0.98, 0.75], abs=0.03)
    neuron = [share_when_moved((), seed, copy) for seed in range(3)]
    assert np.mean(neuron, axis=0) == pytest.approx([0.915, 0.59], abs=0.03)


def test_what_the_vertical_edges_of_the_five_are():
    (options,) = parts_of(LESSON, "image")
    scene = SlideScene(options)
    sliding = scene.sliding(scene.started())
    assert sliding.window(0, 1).tolist() == [[0, 12, 10], [0, 14, 16], [0, 13, 16]]
    assert sliding.map[0, 1] == -42
    assert sliding.map.shape == (6, 6)
    assert (sliding.map[1, 1], sliding.map[4, 5]) == (sliding.map.min(), sliding.map.max())
    assert (sliding.map.min(), sliding.map.max()) == (-48, 48)


@pytest.mark.parametrize(("padding", "stride", "side"), [(0, 1, 6), (1, 1, 8), (1, 2, 4)])
def test_the_sizes_of_maps(padding, stride, side):
    net = Network([Conv2D(1, 3, stride, padding)], input_shape=(1, 8, 8), loss="mse")
    assert net.layers[0].output_shape == (1, side, side)


def test_the_small_filter_forward_back_and_a_step_on():
    options, _ = parts_of(LESSON, "stepper")
    graph = Graph.parse(options.graph)
    graph.steps(options.inputs)
    assert [graph.values[name] for name in ("z1", "z2", "z3", "J")] == [-3, 2, 3, 4]
    assert [graph.gradients[name] for name in ("w1", "w2", "x3", "x2")] == [2, 3, -4, 1]
    graph.forward({**options.inputs, "w1": -1 - 0.1 * 2, "w2": 2 - 0.1 * 3})
    assert graph.values["J"] == pytest.approx(2.7)


def test_the_filter_on_the_digit_has_9_weights_and_36_places():
    _, options = parts_of(LESSON, "stepper")
    steps = options.trace().steps.of_batch(0)
    shapes = {step.name: np.shape(step.value) for step in steps}
    assert shapes["dW[1]"] == (1, 1, 3, 3)
    assert shapes["dZ[1]"] == (1, 6, 6, 1)
