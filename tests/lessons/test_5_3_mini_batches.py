"""What lesson 5-3 says of steps by hand, of its runs, and of pairs torn apart."""

import numpy as np
import pytest
from lesson_runs import copies, last_of, mean_of, parts_of, sweeps, swept

from engine.experiment import Experiment

LESSON = "5-3-mini-batches"


def test_the_digits_are_cut_as_the_text_says():
    (options,) = parts_of(LESSON, "fit")
    training, _ = Experiment.of(**options.changed_settings()).split()
    assert training.m == 1348 == 21 * 64 + 4
    last = last_of(LESSON, epochs=1)
    assert last.step == 22
    steps = [last_of(LESSON, "compare", batch_size=size).step for size in (1348, 64, 8)]
    assert steps == [20, 20 * 22, 20 * 169]


def slopes(w, x, y):
    return 2 * (w * x - y) * x


def test_the_pass_by_hand():
    x, y = np.array([1, 2, 0, -1.0]), np.array([3, 1, 5, 1.0])
    first = slopes(1, x, y)
    assert list(first) == [-4, 4, 0, 4]
    pairs = [((0, 1), (2, 3)), ((0, 2), (1, 3)), ((0, 3), (1, 2))]
    for pair in pairs:
        assert np.mean([first[list(half)].mean() for half in pair]) == first.mean() == 1
    w = 1 - 0.1 * first[[0, 2]].mean()
    second = slopes(w, x, y)[[1, 3]]
    assert second == pytest.approx([5.6, 4.4])
    assert (w, w - 0.1 * second.mean()) == pytest.approx((1.2, 0.7))


@copies
def test_many_rough_steps_beat_few_exact_ones(copy):
    sizes = parts_of(LESSON, "compare")[0].values
    ends = [last_of(LESSON, "compare", copy=copy, batch_size=size) for size in sizes]
    new = [end.val_accuracy for end in ends]
    assert new[0] < new[1] - 0.05 < new[1] < new[2] - 0.02
    assert new[1] == pytest.approx(0.92, abs=0.005)


@pytest.mark.slow
def test_equally_many_steps_are_nearly_as_good():
    exact = [last_of(LESSON, batch_size=1348, epochs=400, seed=seed) for seed in range(3)]
    rough = [last_of(LESSON, seed=seed) for seed in range(3)]
    assert mean_of(exact, "val_accuracy") == pytest.approx(0.92, abs=0.005)
    assert mean_of(rough, "val_accuracy") == pytest.approx(0.90, abs=0.005)


@sweeps
def test_small_batches_bear_shorter_steps(seeds, copy):
    ends = swept(LESSON, 0, copy, seeds)
    reached = {choice: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    assert max(reached, key=reached.get) == (8, 0.3)
    assert reached[8, 0.3] == pytest.approx(0.98, abs=0.006)
    if seeds is None:
        assert reached[8, 1.0] < reached[8, 0.3] - 0.05
        assert reached[64, 1.0] > reached[8, 1.0] + 0.03


@pytest.mark.slow
def test_single_examples_bear_still_shorter_ones():
    ends = {rate: last_of(LESSON, batch_size=1, learning_rate=rate) for rate in (0.03, 0.3, 1.0)}
    assert ends[0.03].val_accuracy > ends[0.3].val_accuracy + 0.03
    assert ends[1.0].val_accuracy < 0.6


def test_torn_pairs_teach_nothing():
    (options,) = parts_of(LESSON, "fit")
    experiment = Experiment.of(**options.changed_settings())
    training, aside = experiment.sets()
    rng = np.random.default_rng(0)
    training.Y[:] = training.Y[:, rng.permutation(training.m)]
    *_, last = experiment.start_on(training, aside)
    assert last.loss == pytest.approx(np.log(2), abs=0.03)
