"""Descent on a function: the steps of 2-4 by hand, and the same steps as a network's weights."""

from itertools import islice

import numpy as np
import pytest

from engine import Dense, Network
from engine.descent import descend, height_and_slopes
from engine.optimizers import OPTIMIZERS, SGD, optimizer


def valley(p):
    """J = (w - 2)^2"""
    return (p[0] - 2.0) ** 2


def bowl(p):
    """J = w^2 + 5 b^2"""
    return p[0] ** 2 + 5.0 * p[1] ** 2


def test_the_first_steps_down_a_valley():
    places = list(islice(descend(valley, np.array([5.0]), SGD(0.1)), 4))
    assert [place.step for place in places] == [0, 1, 2, 3]
    assert [float(place.parameters[0]) for place in places] == pytest.approx([5, 4.4, 3.92, 3.536])
    assert [place.cost for place in places] == pytest.approx([9, 5.76, 3.6864, 2.359296])
    assert [float(place.gradient[0]) for place in places] == pytest.approx([6, 4.8, 3.84, 3.072])


@pytest.mark.parametrize("alpha", [0.05, 0.4, 0.9, 1.0, 1.15])
def test_each_step_multiplies_the_distance(alpha):
    first, second = islice(descend(valley, np.array([5.0]), SGD(alpha)), 2)
    factor = (second.parameters - 2.0) / (first.parameters - 2.0)
    assert factor == pytest.approx(1 - 2 * alpha)


def test_height_and_slopes_of_several_parameters():
    height, slopes = height_and_slopes(bowl, np.array([3.0, -2.0]))
    assert height == 29.0
    assert slopes == pytest.approx([6.0, -20.0])
    _, slopes = height_and_slopes(lambda p: np.exp(p[0]) * p[1], np.array([1.0, 4.0]))
    assert slopes == pytest.approx([4 * np.e, np.e], rel=1e-8)


def test_a_run_that_diverges_ends_where_numbers_end():
    places = list(descend(valley, np.array([5.0]), SGD(40.0)))
    assert places[-2].finite and not places[-1].finite


@pytest.mark.parametrize("name", sorted(OPTIMIZERS))
def test_the_ball_moves_as_a_network_does(name):
    network = Network([Dense(1, use_bias=False)], n_inputs=2)
    network.parameters[...] = [4.0, -3.0]
    trainer, path = optimizer(name, 0.05), []
    for _ in range(20):
        network.gradient[...] = [2, 10] * network.parameters
        trainer.step(network)
        path.append(network.parameters.copy())
    places = list(islice(descend(bowl, np.array([4.0, -3.0]), optimizer(name, 0.05)), 21))
    rolled = [place.parameters for place in places[1:]]
    np.testing.assert_allclose(rolled, path, rtol=1e-6, atol=1e-8)
