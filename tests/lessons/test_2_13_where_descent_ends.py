"""What lesson 2-13 says of the odd digits' neuron, of its costs and of its descent."""

from __future__ import annotations

import numpy as np
import pytest
from lesson_runs import change, copies, last_of, parts_of, text_of

from engine import datasets
from engine.experiment import Experiment

LESSON = "2-13-where-descent-ends"


def counts() -> list[int]:
    """Bright and odd, bright and even, dark and odd, dark and even: the dot of row 6, column 3."""
    digits = datasets.odd_digits()
    bright, odd = digits.X[5 * 8 + 2] >= 0.5, digits.Y[0] == 1
    groups = (bright & odd, bright & ~odd, ~bright & odd, ~bright & ~odd)
    return [int(group.sum()) for group in groups]


def test_the_table_of_one_dot_and_the_cost_made_of_it() -> None:
    a, b, c, d = counts()
    text = text_of(LESSON)
    assert f"$x = 1$ | {a} | {b} |" in text
    assert f"$x = 0$ | {c} | {d} |" in text
    assert (b + c) / (a + b + c + d) == pytest.approx(0.80, abs=0.005)
    surface, _ = parts_of(LESSON, "surface")
    for count in (a, b, c, d):
        assert f"{count}*log" in surface.cost[0].formula
    assert (np.log(a / b) - np.log(c / d), np.log(c / d)) == pytest.approx((-2.78, 1.27), abs=0.005)


def test_the_tasks_on_the_map_can_be_done_and_not_with_every_alpha() -> None:
    assert steps_down(6) <= 20
    assert steps_down(1) > 20


def steps_down(alpha: float) -> int:
    """How many steps lead below 0.502 on the map of one dot."""
    a, b, c, d = counts()
    m = a + b + c + d
    w, offset = 3.0, 3.5
    for step in range(200):
        bright, dark = w + offset, offset
        losses = (
            a * np.log1p(np.exp(-bright)) + b * np.log1p(np.exp(bright)),
            c * np.log1p(np.exp(-dark)) + d * np.log1p(np.exp(dark)),
        )
        if sum(losses) / m < 0.502:
            return step
        of_bright = ((a + b) / (1 + np.exp(-bright)) - a) / m
        of_dark = ((c + d) / (1 + np.exp(-dark)) - c) / m
        w, offset = w - alpha * of_bright, offset - alpha * (of_bright + of_dark)
    return 200


@copies
def test_more_steps_lower_the_cost_and_hardly_change_an_answer(copy: int) -> None:
    short, long = (last_of(LESSON, "compare", copy=copy, **kept(epochs)) for epochs in (300, 1000))
    assert (short.loss, long.loss) == pytest.approx((0.209, 0.187), abs=0.0005)
    assert short.accuracy == pytest.approx(0.92, abs=0.005)
    assert short.val_accuracy == pytest.approx(0.931, abs=0.005)
    assert long.val_accuracy == pytest.approx(0.933, abs=0.005)


def kept(epochs: int) -> dict[str, float]:
    return {"learning_rate": 1.0, "validation_split": 0.25, "epochs": epochs}


def test_one_neuron_stands_at_92_per_cent_whichever_digits_are_kept_apart() -> None:
    assert last_of(LESSON, "compare", learning_rate=1.0).accuracy == pytest.approx(0.92, abs=0.005)
    runs = [last_of(LESSON, "compare", **kept(300), seed=seed) for seed in range(4)]
    assert np.mean([run.accuracy for run in runs]) == pytest.approx(0.92, abs=0.005)
    assert all(0.9 < run.val_accuracy < 0.94 for run in runs)


@copies
def test_the_three_curves_look_as_the_question_says(copy: int) -> None:
    (compare,) = parts_of(LESSON, "compare")
    costs = []
    for rate in compare.values:
        run = Experiment.of(**compare.changed_settings(), learning_rate=float(rate)).start()
        change(run.network, copy)
        costs.append(np.array([snapshot.loss for snapshot in run]))
    good, jumpy, slow = costs
    assert good[-1] == pytest.approx(0.2, abs=0.02)
    assert good[150] - good[-1] < 0.02
    assert (np.diff(jumpy) > 0.01).mean() > 0.1
    assert slow[-1] == pytest.approx(0.54, abs=0.01)
    assert (np.diff(slow) < 0).all()
