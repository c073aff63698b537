"""Activations: worked values, slopes against nudges, and no overflow anywhere."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from engine.activations import ACTIVATIONS, activation

Z = np.array([[-2.0, -1.0, 0.0, 1.0, 2.0]])
finite = st.floats(-30, 30, allow_subnormal=False)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("linear", [-2, -1, 0, 1, 2]),
        ("sigmoid", [0.1192, 0.2689, 0.5, 0.7311, 0.8808]),
        ("tanh", [-0.9640, -0.7616, 0, 0.7616, 0.9640]),
        ("relu", [0, 0, 0, 1, 2]),
        ("leaky_relu", [-0.02, -0.01, 0, 1, 2]),
        ("step", [0, 0, 1, 1, 1]),
    ],
)
def test_worked_values(name, values):
    assert activation(name)(Z)[0] == pytest.approx(values, abs=5e-5)


def test_whole_numbers_are_taken_as_floats():
    assert activation("sigmoid")(np.array([0])).tolist() == [0.5]


def test_softmax_adds_up_to_one_over_the_units():
    A = activation("softmax")(np.array([[1.0, 1000.0], [2.0, 1000.0], [3.0, -1000.0]]))
    assert A.sum(axis=0) == pytest.approx([1, 1])
    assert A[:, 0] == pytest.approx([0.0900, 0.2447, 0.6652], abs=5e-5)
    assert A[:, 1].tolist() == [0.5, 0.5, 0.0]


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_nothing_overflows_and_the_dtype_stays(name, dtype):
    huge = np.array([[-1e30, -1000.0, -89.0, 0.0, 94.0, 1000.0, 1e30]] * 2, dtype)
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        A = activation(name)(huge)
    assert A.dtype == dtype
    assert np.isfinite(A).all()


def test_sigmoid_keeps_its_digits_far_from_zero():
    A = activation("sigmoid")(np.array([[-1000.0, -94.0, -40.0, 40.0, 94.0]]))[0]
    assert A[0] == 0.0
    assert A[1:3] == pytest.approx(np.exp([-94.0, -40.0]), rel=1e-14)
    assert A[4] == 1.0


@pytest.mark.parametrize(
    ("name", "slope"), [("relu", 0.0), ("leaky_relu", 0.01), ("tanh", 1.0), ("sigmoid", 0.25)]
)
def test_slope_at_zero(name, slope):
    g, z = activation(name), np.zeros((1, 1))
    dZ = np.empty_like(z)
    g.backward(np.ones_like(z), z, g(z), dZ)
    assert dZ.item() == slope


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from([name for name in ACTIVATIONS if name != "step"]),
    z=arrays(np.float64, array_shapes(min_dims=2, max_dims=3, max_side=4), elements=finite),
    seed=st.integers(0, 99),
)
def test_backward_is_the_slope_of_forward(name, z, seed):
    z = np.where(np.abs(z) < 1e-3, 1e-3, z)  # away from the corner of ReLU
    g, h = activation(name), 1e-6
    dA = np.random.default_rng(seed).normal(size=z.shape)
    dZ = np.empty_like(z)
    g.backward(dA, z, g(z), dZ)
    for index in np.ndindex(z.shape):
        nudge = np.zeros_like(z)
        nudge[index] = h
        slope = ((g(z + nudge) - g(z - nudge)) * dA).sum() / (2 * h)
        assert dZ[index] == pytest.approx(slope, rel=1e-5, abs=1e-7)


def test_softmax_backward_is_the_product_with_the_whole_jacobian():
    rng = np.random.default_rng(0)
    z, dA = rng.normal(size=(4, 3)), rng.normal(size=(4, 3))
    g = activation("softmax")
    A, dZ = g(z), np.empty_like(z)
    g.backward(dA, z, A, dZ)
    for i in range(3):
        a = A[:, i]
        assert dZ[:, i] == pytest.approx((np.diag(a) - np.outer(a, a)) @ dA[:, i])


def test_the_step_lets_no_gradient_pass():
    dZ = np.empty_like(Z)
    activation("step").backward(np.ones_like(Z), Z, activation("step")(Z), dZ)
    assert not dZ.any()


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(ValueError, match=r"unknown activation 'rellu'; did you mean 'relu'\?"):
        activation("rellu")
    with pytest.raises(ValueError, match=r"known: linear, sigmoid"):
        activation("zzz")
