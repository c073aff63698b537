"""What lesson 5-2 says of its surfaces, its steps by hand and its runs."""

from itertools import islice

import numpy as np
import pytest
from lesson_runs import mean_of, parts_of, sweeps, swept

from engine.descent import descend
from engine.optimizers import Adam, Momentum, RMSProp

LESSON = "5-2-optimizers"


def races(surface: int, alpha: float = 0.1, steps: int = 300):
    """The costs and places of each ball on one of the lesson's surfaces, by its name."""
    options = parts_of(LESSON, "surface")[surface]
    (curve,) = options.compiled()
    names = list(options.ranges)
    start = np.array([options.starts[name] for name in names])

    def cost(places):
        return curve(places[0], dict(zip(names[1:], places[1:], strict=True)))

    return {
        racer.title: list(islice(descend(cost, start, racer.made(alpha)), steps + 1))
        for racer in options.optimizers
    }


def settled(places, below=0.01):
    """The step from which on the cost stays below; None if it never does."""
    high = [place.step for place in places if not place.cost < below]
    return high[-1] + 1 if high[-1] + 1 < len(places) else None


def test_the_race_in_the_valley():
    steps = {name: settled(places) for name, places in races(0).items()}
    assert steps["sgd"] == 137
    assert steps["momentum"] < 70
    assert steps["adam"] < 70
    assert settled(races(0, alpha=0.2)["rmsprop"]) is None
    calm = {name: settled(places) for name, places in races(0, alpha=0.4).items()}
    assert calm["sgd"] == 34 < min(calm["momentum"], calm["adam"])
    wild = {name: settled(places) for name, places in races(0, alpha=0.6).items()}
    assert wild["sgd"] is None and wild["momentum"] and wild["adam"]


def test_rmsprop_ends_up_jumping_by_the_learning_rate():
    last = races(0, alpha=0.2)["rmsprop"][-2:]
    assert sorted(place.parameters[1] for place in last) == pytest.approx([-0.1, 0.1], abs=1e-4)


def test_memory_overshoots_in_the_bowl_and_momentum_crosses_the_ridge():
    steps = {name: settled(places) for name, places in races(1).items()}
    assert steps == {"sgd": 17, "adam": 67, "momentum": 69, "rmsprop": 139}
    ends = {name: places[150].parameters[0] for name, places in races(2).items()}
    assert ends.pop("momentum") < -2
    assert min(ends.values()) > 1.8


class Dial:
    """One parameter that an optimizer moves."""

    def __init__(self, value):
        self.parameters, self.gradient = np.array([float(value)]), np.zeros(1)
        self.change = np.zeros(1)

    def shrink_weights(self, factor):
        self.parameters *= factor


def test_momentum_by_hand():
    dial, ball = Dial(-3), Momentum(0.3, momentum=0.5)
    for slope, v, after in ((-6, -6, -1.2), (-2.4, -5.4, 0.42), (0.84, -1.86, 0.978)):
        dial.gradient[:] = 2 * dial.parameters
        assert dial.gradient[0] == pytest.approx(slope)
        ball.step(dial)
        assert (ball.v[0], dial.parameters[0]) == pytest.approx((v, after))


@pytest.mark.parametrize(
    ("slopes", "fades"),
    [((1, -1, 1, -1), (1, -0.1, 0.91, -0.181)), ((1, 1, 1, 1), (1, 1.9, 2.71, 3.439))],
)
def test_what_momentum_remembers(slopes, fades):
    dial, ball, seen = Dial(0), Momentum(0.1), []
    for dial.gradient[:] in slopes:
        ball.step(dial)
        seen.append(ball.v[0])
    assert seen == pytest.approx(list(fades), abs=0.0015)


def test_the_first_step_of_rmsprop_does_not_see_the_size_of_the_slope():
    for slope in (-40.0, 0.2, 0.0):
        dial = Dial(0)
        dial.gradient[:] = slope
        RMSProp(0.1).step(dial)
        assert dial.parameters[0] == pytest.approx(-np.sign(slope) * 0.1 / np.sqrt(0.1), rel=1e-6)


def test_adam_by_hand():
    dial, adam = Dial(1), Adam(0.1)
    for slope, m, after in ((4, 0.4, 0.9), (-2, 0.16, 0.8734)):
        dial.gradient[:] = slope
        adam.step(dial)
        mean = adam.memory()["m"][0]
        assert (mean, dial.parameters[0]) == pytest.approx((m, after), abs=5e-5)
    square = adam.memory()["v"][0]
    assert square == pytest.approx(0.019984)
    assert square / (1 - 0.999**2) == pytest.approx(10.0, abs=0.01)


def test_the_correction_keeps_steps_short_for_hundreds_of_steps():
    t = np.arange(1, 101)
    too_long = (1 - 0.9**t) / np.sqrt(1 - 0.999**t)
    assert 3.1 < too_long.min() <= too_long.max() < 7


@sweeps
def test_each_optimizer_has_a_rate_of_its_own(seeds, copy):
    ends = swept(LESSON, 0, copy, seeds)
    reached = {choice: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    assert reached["sgd", 0.001] < 0.55
    assert reached["adam", 0.001] == pytest.approx(0.92, abs=0.03 if seeds else 0.01)
    assert reached["sgd", 1.0] > reached["adam", 1.0] + 0.05
    best = {name: max(v for (n, _), v in reached.items() if n == name) for name, _ in reached}
    assert best["momentum"] == pytest.approx(0.975, abs=0.005)
    if seeds is None:
        assert reached["adam", 1.0] < 0.8
        assert reached["sgd", 1.0] == pytest.approx(0.93, abs=0.015) == best["sgd"]
        assert best["momentum"] > best["adam"]


@sweeps
def test_after_200_epochs_they_are_close(seeds, copy):
    ends = swept(LESSON, 1, copy, seeds)
    reached = {choice: mean_of(runs, "val_accuracy") for choice, runs in ends.items()}
    late = [reached[200, name] for name in ("sgd", "momentum", "adam")]
    assert max(late) - min(late) < 0.015
    assert ends[20, "sgd"][0].val_accuracy == pytest.approx(0.92, abs=0.005)
    if seeds is None:
        assert reached[20, "sgd"] == pytest.approx(0.90, abs=0.01)
        assert reached[20, "momentum"] == pytest.approx(0.96, abs=0.01)
        assert reached[20, "adam"] == pytest.approx(0.96, abs=0.01)
