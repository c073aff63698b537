"""What lesson 4-9 says of training examples and new ones."""

from __future__ import annotations

import re
from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from lesson_runs import change, copies, last_of, text_of

from engine import datasets
from engine.experiment import Experiment

LESSON = "4-9-generalisation"
TEXT = text_of(LESSON)
SIZES = {"small": (2,), "middle": (8,), "large": (64, 64)}


def stated(first: str) -> list[float]:
    """The numbers of the table row that begins with this word."""
    (row,) = re.findall(rf"^\| {first} \|(.+)\|$", TEXT, re.MULTILINE)
    return [float(number) for number in re.findall(r"[\d.]+", row)]


def test_no_new_digit_is_a_copy_of_one_that_was_stored():
    X = datasets.odd_digits().X.T
    stored = {x.tobytes() for x in X[:1400]}
    assert not any(x.tobytes() in stored for x in X[1400:])


def moons(size: str, seeds: range, copy: int = 0) -> np.ndarray:
    """Means over splits: loss on training and new points, accuracy in per cent on both."""
    runs = [last_of(LESSON, "compare", copy=copy, hidden=SIZES[size], seed=s) for s in seeds]
    figures = [(r.loss, r.val_loss, 100 * r.accuracy, 100 * r.val_accuracy) for r in runs]
    return np.mean(figures, axis=0)


@copies
def test_the_large_network_is_sure_where_it_is_wrong(copy):
    small, middle, large = (moons(size, range(4), copy) for size in SIZES)
    assert large[0] < 0.01 < middle[0] < small[0]
    assert large[1] > 1
    assert large[2] == 100
    assert large[3] == pytest.approx(middle[3], abs=5)


@copies
def test_the_shown_run_is_no_exception(copy):
    small, middle, large = (
        last_of(LESSON, "compare", copy=copy, hidden=hidden).val_loss for hidden in SIZES.values()
    )
    assert large > 1.5 > 2 * max(small, middle)
    early = last_of(LESSON, "compare", copy=copy, hidden=SIZES["large"], epochs=5)
    assert early.val_loss < 0.5


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
def test_the_table_of_three_sizes(size):
    found = moons(size, range(20))
    assert found[:2] == pytest.approx(stated(size)[:2], abs=0.03)
    assert found[2:] == pytest.approx(stated(size)[2:], abs=1)


def learned(m: int, hidden: tuple[int, ...], seed: int, copy: int = 0) -> list[float]:
    """Accuracies in per cent after 3000 steps on m digits: on these, and on new ones."""
    experiment = Experiment.of(
        dataset="odd_digits",
        validation_split=0.25,
        learning_rate=0.1,
        hidden=hidden,
        seed=seed,
        epochs=3000 // -(-m // 64),
    )
    training, new = experiment.sets()
    run = experiment.start_on(replace(training, X=training.X[:, :m], Y=training.Y[:, :m]), new)
    change(run.network, copy)
    *_, last = run
    return [100 * last.accuracy, 100 * last.val_accuracy]


def test_two_runs_of_the_learning_curve():
    neuron, network = learned(450, (), 0), learned(450, (32,), 0)
    assert neuron == pytest.approx(stated("450")[:2], abs=3)
    assert network == pytest.approx(stated("450")[2:], abs=3)


@pytest.mark.slow
@pytest.mark.parametrize("copy", range(3))
@pytest.mark.parametrize("m", [20, 50, 150, 450, 1348])
def test_the_learning_curve(m, copy):
    figures = stated(str(m)) if m < 1348 else [92, 91, 99, 98]
    runs = [[*learned(m, (), s, copy), *learned(m, (32,), s, copy)] for s in range(8)]
    assert np.mean(runs, axis=0) == pytest.approx(figures, abs=0.9)


def test_how_exact_a_figure_is():
    assert sqrt(0.98 * 0.02 / 449) == pytest.approx(0.0066, abs=5e-5)
    assert len(datasets.odd_digits().split(0.25, 0)[1].X.T) == 449


def test_the_best_of_a_thousand_coins_stands_out_in_any_draw():
    best = [np.random.default_rng(s).binomial(100, 0.5, 1000).max() for s in range(20)]
    assert np.mean(best) == pytest.approx(66, abs=1)
