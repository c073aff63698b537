"""Training runs: what they reach, pausing, resuming, stopping early, and diverging."""

import numpy as np
import pytest

from engine import Dense, Network, datasets
from engine.training import TrainingConfig, train


def spiral_network(seed=0, **options):
    layers = [Dense(32, activation="relu"), Dense(3, activation="softmax")]
    return Network(layers, n_inputs=2, loss="categorical_crossentropy", seed=seed, **options)


@pytest.mark.parametrize("seed", range(3))
def test_spiral_reaches_the_reference_figures(seed):
    data = datasets.spiral(points_per_class=300, seed=seed)
    *_, last = train(spiral_network(seed), data, TrainingConfig(learning_rate=0.1, seed=seed))
    assert last.final
    assert last.epoch == 200
    assert last.step == 200 * 15
    assert last.accuracy > 0.94
    assert last.macro_f1 > 0.94
    assert last.top2 > 0.98


def test_a_run_resumed_from_a_checkpoint_is_the_same_bit_for_bit():
    data = datasets.spiral(points_per_class=50, seed=0)
    config = TrainingConfig(epochs=6, optimizer="adam", learning_rate=0.01, seed=4)
    whole = spiral_network()
    *_, expected = train(whole, data, config)

    first = spiral_network()
    run = train(first, data, config)
    for _ in range(3):
        next(run)
    checkpoint = run.checkpoint()
    later = spiral_network(seed=9)
    *_, last = train(later, data, config, resume=checkpoint)

    assert np.array_equal(later.parameters, whole.parameters)
    assert last.loss == expected.loss
    assert last.step == expected.step


def test_single_steps_and_whole_epochs_make_the_same_run():
    data = datasets.spiral(points_per_class=50, seed=0)
    config = TrainingConfig(epochs=3, batch_size=64, optimizer="momentum", seed=4)
    whole, stepped = spiral_network(), spiral_network()
    expected = list(train(whole, data, config))

    run = train(stepped, data, config)
    assert [run.take_step() for _ in range(2)] == [True, True]
    assert (run.epoch, run.step) == (0, 2)
    losses = [next(run).loss]
    while run.take_step():
        pass
    assert (run.epoch, run.step) == (1, 6)
    losses += [snapshot.loss for snapshot in run]

    assert losses == [snapshot.loss for snapshot in expected]
    assert np.array_equal(stepped.parameters, whole.parameters)
    assert not run.take_step()


def test_a_diverged_run_says_where():
    data = datasets.spiral(points_per_class=50, seed=0)
    *_, last = train(spiral_network(), data, TrainingConfig(epochs=50, learning_rate=1e200))
    assert last.final
    assert last.diverged is not None
    assert last.diverged.step == last.step
    assert last.diverged.name in last.diverged.message
    assert last.epoch < 50
