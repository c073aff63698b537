"""What lesson 4-8 counts, and what its sweep finds."""

from __future__ import annotations

import re
from collections import defaultdict
from fractions import Fraction

import numpy as np
import pytest
from lesson_runs import change, copies, ended, parts_of, text_of

from engine import Dense, Network
from engine.experiment import Experiment

MOONS = {"dataset": "moons", "epochs": 30}


def test_the_network_of_the_first_page_holds_105_numbers():
    layers = [Dense(8), Dense(8), Dense(1)]
    network = Network(layers, n_inputs=2)
    assert network.parameters.size == 105
    assert [layer.W.size + layer.b.size for layer in layers] == [24, 72, 9]


def found(copy: int) -> dict[tuple[tuple[int, ...], float], list[float]]:
    """The accuracies of the lesson's first sweep, by size and rate."""
    accuracies = defaultdict(list)
    for trial in parts_of("4-8-hyperparameters", "sweep")[0].plan().trials():
        run = Experiment.of(**trial.settings).start()
        change(run.network, copy)
        *_, last = run
        accuracies[trial.choice["hidden"], trial.choice["learning_rate"]].append(last.accuracy)
    return accuracies


@copies
def test_32_units_and_rate_1_do_best(copy):
    means = {recipe: np.mean(runs) for recipe, runs in found(copy).items()}
    assert len(means) == 12
    assert max(means, key=lambda recipe: means[recipe]) == ((32,), 1)
    assert means[(32,), 1] == pytest.approx(0.96, abs=0.01)
    for rate in (0.01, 0.1, 10):
        assert means[(32,), rate] < 0.9


def test_eight_starts_of_one_recipe_lie_far_apart():
    settings = {**MOONS, "hidden": (8,), "learning_rate": 0.01}
    accuracies = [ended({**settings, "seed": seed})[1].accuracy for seed in range(8)]
    assert min(accuracies) == pytest.approx(0.27, abs=0.006)
    assert max(accuracies) == pytest.approx(0.87, abs=0.006)


def test_30_epochs_are_120_steps_and_ten_times_as_many_are_enough_for_a_smaller_rate():
    assert ended({**MOONS, "hidden": (32,)})[1].step == 120
    longer = {**MOONS, "hidden": (32,), "learning_rate": 0.1, "epochs": 300}
    assert np.mean([ended({**longer, "seed": s})[1].accuracy for s in range(3)]) > 0.95


def test_rates_by_factors():
    rows = re.findall(r"^\| \$.*?\$ (\|.*)\|$", text_of("4-8-hyperparameters"), re.MULTILINE)
    (parts, factors, rates) = (row.strip("| ").split(" | ") for row in rows)
    exponents = [float(Fraction(re.sub(r"\$\\frac\{(\d)\}\{(\d)\}\$", r"\1/\2", u))) for u in parts]
    for u, factor, rate in zip(exponents, factors, rates, strict=True):
        assert 1000**u == pytest.approx(float(factor))
        assert 0.001 * 1000**u == pytest.approx(float(rate))
