"""Learning-rate schedules, by their formulas."""

import math

import pytest

from engine.schedules import SCHEDULES, Cosine, ExponentialDecay, StepDecay, WarmUp, schedule


def factors(plan, epochs):
    return [plan.factor(epoch, epochs) for epoch in range(epochs)]


def test_constant_stays():
    assert factors(schedule("constant"), 5) == [1.0] * 5


def test_step_drops_every_so_many_epochs():
    assert factors(StepDecay(every=2, drop=0.1), 5) == pytest.approx([1, 1, 0.1, 0.1, 0.01])


def test_exponential_shrinks_by_the_same_share():
    assert factors(ExponentialDecay(rate=0.5), 4) == [1, 0.5, 0.25, 0.125]


def test_cosine_comes_down_half_a_wave():
    plan = Cosine(end=0.1)
    assert plan.factor(0, 10) == 1.0
    assert plan.factor(5, 10) == pytest.approx(0.55)
    assert plan.factor(10, 10) == pytest.approx(0.1)
    assert plan.factor(3, 10) == pytest.approx(0.1 + 0.9 * (1 + math.cos(0.3 * math.pi)) / 2)


def test_warm_up_rises_and_hands_over():
    plan = WarmUp(length=4, then=Cosine())
    assert factors(plan, 8)[:5] == [0.25, 0.5, 0.75, 1.0, 1.0]
    assert plan.factor(6, 8) == pytest.approx(Cosine().factor(2, 4))


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_schedule_is_between_nothing_and_the_full_rate(name):
    assert all(0 < factor <= 1 for factor in factors(schedule(name), 100))


def test_bad_input_is_named():
    with pytest.raises(ValueError, match="did you mean 'cosine'"):
        schedule("cosinus")
    with pytest.raises(ValueError, match="at least one epoch"):
        StepDecay(every=0)
