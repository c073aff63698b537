"""What lesson 4-5 counts, and what it says that its networks reach."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from lesson_runs import copies, last_of, parts_of, text_of

from engine import Dense, Network

LESSON = "4-5-why-deep"
ROW = re.compile(r"^\| (none|[\d, ]+) \| (\d+) \| ([\d.]+) % \| ([\d.]+) % \|$", re.MULTILINE)
TABLE = {
    () if hidden == "none" else tuple(map(int, hidden.split(", "))): (int(count), *map(float, rest))
    for hidden, count, *rest in ROW.findall(text_of(LESSON))
}


def digits(hidden: tuple[int, ...], seed: int, **changed: Any) -> list[float]:
    """Accuracies in per cent on training digits and on new ones."""
    last = last_of(LESSON, "compare", 1, hidden=hidden, seed=seed, **changed)
    return [100 * last.accuracy, 100 * last.val_accuracy]


def parity(hidden: tuple[int, ...], seeds: range, **changed: Any) -> np.ndarray:
    runs = [last_of(LESSON, "compare", hidden=hidden, seed=seed, **changed) for seed in seeds]
    return np.array([[run.accuracy, run.val_accuracy or 0] for run in runs])


def test_the_sizes_of_circuits():
    rows = re.findall(r"^\| (\d+) \| ([\d ]+) \| (\d+) \| (\d) \|$", text_of(LESSON), re.MULTILINE)
    assert len(rows) == 4
    for n, ands, xors, floors in rows:
        assert int(ands.replace(" ", "")) == 2 ** (int(n) - 1)
        assert (int(xors), 2 ** int(floors)) == (int(n) - 1, int(n))


def test_both_parity_networks_have_271_parameters():
    for hidden in parts_of(LESSON, "compare")[0].values:
        layers = [Dense(units) for units in (*hidden, 1)]
        assert Network(layers, n_inputs=8).parameters.size == 271


def test_the_plot_shows_what_layers_of_two_units_compute():
    (plot,) = parts_of(LESSON, "plot")
    x = np.linspace(0, 1, 1025)
    y = x
    for curve in plot.curves:
        y = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
        drawn = eval(curve.formula, {"abs": np.abs, "x": x})
        assert drawn == pytest.approx(y)
    pieces = 1 + np.count_nonzero(np.diff(np.sign(np.diff(y))))
    assert pieces == 8


@copies
def test_the_shown_run_of_parity(copy):
    shallow = last_of(LESSON, "compare", copy=copy, hidden=(27,))
    deep = last_of(LESSON, "compare", copy=copy, hidden=(9, 9, 9))
    assert shallow.accuracy == pytest.approx(0.9, abs=0.02)
    assert shallow.accuracy + 0.05 < deep.accuracy < 1


@pytest.mark.slow
def test_parity_over_twenty_starts():
    shallow, deep = (parity(hidden, range(20))[:, 0] for hidden in ((27,), (9, 9, 9)))
    assert shallow.mean() == pytest.approx(0.89, abs=0.01)
    assert deep.mean() == pytest.approx(0.97, abs=0.01)
    assert (deep == 1).sum() <= 3


@pytest.mark.slow
def test_unseen_settings_of_the_switches():
    changed = {"validation_split": 0.25, "epochs": 300}
    for hidden, figure in (((27,), 0.52), ((9, 9, 9), 0.63)):
        known, unseen = parity(hidden, range(10), **changed).mean(axis=0)
        assert known > 0.95
        assert unseen == pytest.approx(figure, abs=0.02)


@pytest.mark.parametrize("hidden", TABLE)
def test_a_shorter_run_of_each_row(hidden):
    count, *figures = TABLE[hidden]
    layers = [Dense(units) for units in (*hidden, 1)]
    assert Network(layers, n_inputs=64).parameters.size == count
    assert digits(hidden, 0, epochs=100) == pytest.approx(figures, abs=3)


@pytest.mark.slow
@pytest.mark.parametrize("hidden", TABLE)
def test_the_table_over_twenty_runs(hidden):
    _, *figures = TABLE[hidden]
    runs = np.array([digits(hidden, seed) for seed in range(20)])
    assert runs.mean(axis=0) == pytest.approx(figures, abs=0.3)


def test_depth_brings_nothing_on_the_digits():
    assert TABLE[64,][2] == pytest.approx(TABLE[32, 32, 32][2], abs=0.2)
