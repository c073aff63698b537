"""Mini-batches: every example once an epoch, inputs with their own targets."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.batches import LARGE, Batches, laid_out


@settings(max_examples=60, deadline=None)
@given(
    m=st.integers(1, 70),
    size=st.integers(1, 80),
    shape=st.sampled_from([(1,), (3,), (2, 3, 2)]),
)
def test_every_example_comes_once_with_its_target(m, size, shape):
    X = np.arange(np.prod(shape) * m, dtype=float).reshape(*shape, m)
    Y = np.arange(m, dtype=float)[None, :]
    epoch = list(Batches(X, Y, size).epoch(np.random.default_rng(0)))
    sizes = [y.shape[-1] for _, y in epoch]
    assert sizes == [size] * (m // size) + [m % size] * (m % size > 0)
    for x, y in epoch:
        assert np.array_equal(x, X[..., y[0].astype(int)])
        assert x.flags.c_contiguous
        assert y.flags.c_contiguous
    assert sorted(np.concatenate([y[0] for _, y in epoch])) == list(range(m))


def test_another_size_cuts_the_rest_of_the_epoch():
    X = np.arange(20.0)[None, :]
    made = Batches(X, X, 6)
    epoch = made.epoch(np.random.default_rng(0))
    seen = [next(epoch)[1]]
    assert made.left == 14
    made.size = 9
    seen += [y for _, y in epoch]
    assert [y.shape[-1] for y in seen] == [6, 9, 5]
    assert sorted(np.concatenate(seen, axis=1)[0]) == list(range(20))
    assert made.left == 0


def test_the_order_is_new_each_epoch_and_the_same_for_the_same_seed():
    X = np.arange(20.0)[None, :]
    first, again = np.random.default_rng(3), np.random.default_rng(3)
    made = Batches(X, X, 20)
    orders = [[next(made.epoch(rng))[1] for _ in range(2)] for rng in (first, again)]
    assert np.array_equal(orders[0], orders[1])
    assert not np.array_equal(orders[0][0], orders[0][1])


@pytest.mark.parametrize("shape", [(LARGE - 1, 9), (LARGE, 9), (LARGE, 1), (8, 8, 2, 9)])
def test_the_layout_of_the_examples_changes_no_batch(shape):
    X = np.random.default_rng(0).normal(size=shape)
    Y = np.arange(shape[-1], dtype=float)[None, :]
    for x, y in Batches(laid_out(X), Y, 4).epoch(np.random.default_rng(0)):
        assert np.array_equal(x, X[..., y[0].astype(int)])
        assert x.flags.forc


@pytest.mark.parametrize("order", ["C", "F"])
def test_large_examples_stand_one_after_another_in_memory(order):
    X = np.ones((LARGE, 5), order=order)
    assert laid_out(X)[:, 2].flags.c_contiguous
    assert laid_out(X[:-1])[2].flags.c_contiguous
