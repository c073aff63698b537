"""Losses: values, slopes against nudges, and the two routes from the loss to dZ."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import activation
from engine.losses import LOSSES, loss


def column(*values):
    return np.array(values, dtype=float)[:, None]


def test_worked_values():
    A, Y = column(0.7311, 0.2689), column(1, 0)
    assert loss("mse").terms(A, Y).sum() == pytest.approx(2 * 0.2689**2)
    assert loss("binary_crossentropy").terms(A, Y).sum() == pytest.approx(2 * 0.3133, abs=2e-4)
    assert loss("categorical_crossentropy").terms(A, Y).sum() == pytest.approx(0.3133, abs=1e-4)


def test_the_gradient_of_the_worked_example():
    """z = 1, a = .7311, y = 1: da = -1.3679 and dz = -.2689."""
    cross_entropy, sigmoid = loss("binary_crossentropy"), activation("sigmoid")
    z, y = column(1), column(1)
    a, da, dz = sigmoid(z), column(0), column(0)
    cross_entropy.gradient(a, y, da)
    assert da.item() == pytest.approx(-1.3679, abs=5e-5)
    sigmoid.backward(da, z, a, dz)
    assert dz.item() == pytest.approx(-0.2689, abs=5e-5)


@pytest.mark.parametrize(("z", "y", "expected"), [(94, 0, 94), (94, 1, 0), (-1000, 1, 1000)])
def test_cross_entropy_from_logits_is_finite_where_the_output_has_saturated(z, y, expected):
    with np.errstate(all="raise", under="ignore"):
        terms = loss("binary_crossentropy").terms_from_logits(column(z), column(y))
    assert terms.item() == pytest.approx(expected)


def test_softmax_cross_entropy_from_logits_is_finite():
    terms = loss("categorical_crossentropy").terms_from_logits(column(1000, -1000), column(0, 1))
    assert terms.ravel().tolist() == [0.0, 2000.0]


def test_without_logits_a_sure_mistake_costs_infinitely_much():
    with np.errstate(divide="ignore"):
        for name in ("binary_crossentropy", "categorical_crossentropy"):
            assert loss(name).terms(column(0, 1), column(1, 0)).sum() == np.inf


def test_a_sure_and_right_answer_costs_nothing():
    """0 log 0 is 0, not nan; and so is its slope."""
    A = Y = column(0, 1)
    for name in LOSSES:
        slope = np.empty_like(A)
        loss(name).gradient(A, Y, slope)
        assert loss(name).terms(A, Y).sum() == 0
        assert np.isfinite(slope).all()


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(list(LOSSES)), seed=st.integers(0, 999), n=st.integers(1, 4))
def test_gradient_is_the_slope_of_the_terms(name, seed, n):
    rng = np.random.default_rng(seed)
    A, Y, h = rng.uniform(0.1, 0.9, (n, 3)), rng.uniform(0, 1, (n, 3)), 1e-6
    dA = np.empty_like(A)
    loss(name).gradient(A, Y, dA)
    slope = (loss(name).terms(A + h, Y) - loss(name).terms(A - h, Y)) / (2 * h)
    assert dA == pytest.approx(slope, rel=1e-6, abs=1e-8)


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["binary_crossentropy", "categorical_crossentropy"]),
    seed=st.integers(0, 999),
    n=st.integers(1, 5),
)
def test_the_fused_route_and_the_long_one_give_the_same(name, seed, n):
    entropy = loss(name)
    g = activation(entropy.partner)
    rng = np.random.default_rng(seed)
    Z = rng.normal(0, 3, (n, 4))
    Y = np.eye(n)[rng.integers(0, n, 4)].T
    A = g(Z)
    assert entropy.terms_from_logits(Z, Y) == pytest.approx(entropy.terms(A, Y), abs=1e-9)
    dA, dZ, fused = np.empty_like(Z), np.empty_like(Z), np.empty_like(Z)
    entropy.gradient(A, Y, dA)
    g.backward(dA, Z, A, dZ)
    entropy.fused_gradient(A, Y, fused)
    assert dZ == pytest.approx(fused, abs=1e-9)


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(ValueError, match="did you mean 'binary_crossentropy'"):
        loss("binary_cross_entropy")
