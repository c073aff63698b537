"""Optimizers: first steps by hand, and what clipping and weight decay do."""

import numpy as np
import pytest

from engine import Dense, Network
from engine.optimizers import OPTIMIZERS, SGD, Adam, Momentum, RMSProp, optimizer
from engine.regularization import clip_by_norm


def descend(opt, steps, start=1.0, slope=lambda p: 2 * p):
    """The parameters of a one-weight network after each step down p^2 (or another slope)."""
    network = Network([Dense(1, use_bias=False)], n_inputs=1)
    network.parameters[0] = start
    path = []
    for _ in range(steps):
        network.gradient[0] = slope(network.parameters[0])
        opt.step(network)
        path.append(network.parameters.item())
    return path


def constant(p):
    return 1.0


def test_gradient_descent():
    assert descend(SGD(0.1), 2) == pytest.approx([0.8, 0.64])


def test_momentum_rolls_on():
    """v = 1, 1.9, 2.71 under a constant slope of 1."""
    assert descend(Momentum(0.1), 3, 0.0, constant) == pytest.approx([-0.1, -0.29, -0.561])


def test_nesterov_looks_ahead():
    """g + mu v = 1.9, 2.71 under a constant slope of 1."""
    path = descend(Momentum(0.1, nesterov=True), 2, 0.0, constant)
    assert path == pytest.approx([-0.19, -0.461])


def test_averaged_momentum_is_the_running_mean_of_the_gradients():
    """v = .1, .19, .271: the classical form with a tenth of its rate."""
    path = descend(Momentum(1.0, averaged=True), 3, 0.0, constant)
    assert path == pytest.approx([-0.1, -0.29, -0.561])


def test_rmsprop_divides_by_the_root_of_the_mean_square():
    path = descend(RMSProp(0.1), 2, 0.0, constant)
    assert path == pytest.approx([-0.1 / np.sqrt(0.1), -0.1 / np.sqrt(0.1) - 0.1 / np.sqrt(0.19)])


@pytest.mark.parametrize("slope", [1e-3, 1.0, 1e3])
def test_the_first_step_of_adam_is_the_rate_whatever_the_slope(slope):
    assert descend(Adam(0.1), 1, 0.0, lambda p: slope) == pytest.approx([-0.1], rel=1e-4)


@pytest.mark.parametrize("epsilon", [1e-8, 0.1])
def test_adam_takes_the_steps_of_the_textbook(epsilon):
    """m^ / (sqrt(v^) + epsilon), each moment corrected by itself."""
    p, m, v = 1.0, 0.0, 0.0
    path = []
    for t in range(1, 21):
        g = 2 * p
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        p -= 0.1 * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + epsilon)
        path.append(p)
    assert descend(Adam(0.1, epsilon=epsilon), 20) == pytest.approx(path, rel=1e-12)


def test_adam_tells_the_means_of_the_textbook():
    """m = 0.1, 0.19 and v = 0.001, 0.001999 under a constant slope of 1."""
    opt = Adam(0.1)
    descend(opt, 2, 0.0, constant)
    assert {name: mean.item() for name, mean in opt.memory().items()} == pytest.approx(
        {"m": 0.19, "v": 0.001999}
    )


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_finds_the_bottom_of_a_bowl(name):
    assert abs(descend(optimizer(name, OPTIMIZERS[name].usual_rate), 500)[-1]) < 0.05


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_restored_optimizer_goes_on_as_it_would_have(name):
    slopes = np.random.default_rng(0).normal(size=20)
    whole = descend(optimizer(name, 0.1), 20, 0.0, iter_slope(slopes))
    first = optimizer(name, 0.1)
    half = descend(first, 10, 0.0, iter_slope(slopes))
    second = optimizer(name, 0.1)
    second.restore(first.state())
    assert descend(second, 10, half[-1], iter_slope(slopes[10:]))[-1] == whole[-1]


def iter_slope(slopes):
    following = iter(slopes)
    return lambda p: next(following)


def test_clipping_keeps_the_direction():
    gradient = np.array([3.0, 4.0])
    assert clip_by_norm(gradient, 1.0) == 5.0
    assert gradient == pytest.approx([0.6, 0.8])
    assert clip_by_norm(gradient, 2.0) == pytest.approx(1.0)
    assert gradient == pytest.approx([0.6, 0.8])


def test_a_clipped_step_is_no_longer_than_the_limit_allows():
    assert descend(SGD(0.1, clip_norm=2.0), 1, 0.0, lambda p: 1e6) == pytest.approx([-0.2])


def test_weight_decay_equals_an_l2_penalty_under_plain_gradient_descent():
    X, Y = np.random.default_rng(0).normal(size=(2, 3, 20))
    results = []
    for l2, decay in [(0.3, 0.0), (0.0, 0.3)]:
        network = Network([Dense(3, "tanh", l2=l2), Dense(3, l2=l2)], n_inputs=3, seed=1)
        opt = SGD(0.1, weight_decay=decay)
        for _ in range(10):
            network.forward(X)
            network.backward(Y)
            opt.step(network)
        results.append(network.parameters.copy())
    assert results[0] == pytest.approx(results[1], abs=1e-14)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: SGD(0.1, clip_norm=-1.0), "clip_norm is greater than 0, or None, got -1"),
        (lambda: SGD(0.1, weight_decay=-1.0), "weight_decay is at least 0, got -1"),
        (lambda: Momentum(0.1, momentum=1.0), "momentum is at least 0 and less than 1, got 1"),
        (lambda: RMSProp(0.1, rho=1.5), "rho is at least 0"),
        (lambda: Adam(0.1, beta1=1.0), "beta1 is at least 0"),
        (lambda: Adam(0.1, beta2=float("nan")), "beta2 is at least 0"),
    ],
)
def test_constants_out_of_range_are_named(make, message):
    with pytest.raises(ValueError, match=message):
        make()


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'rmsprop'"):
        optimizer("rmspop", 0.1)
