"""Augmentation: shifts move zeros in, flips mirror, noise has its spread, the original stays."""

import numpy as np
import pytest

from engine.augmentation import Augmentation, shifted


def images(m=200, seed=0):
    return np.random.default_rng(seed).uniform(1, 2, (1, 4, 5, m))


def rng():
    return np.random.default_rng(1)


def test_a_shift_moves_down_and_right_and_fills_with_zeros():
    X = np.arange(1.0, 10).reshape(1, 3, 3, 1)
    moved = shifted(X, np.array([[1], [-1]]))[0, :, :, 0]
    assert moved.tolist() == [[0, 0, 0], [2, 3, 0], [5, 6, 0]]


def test_every_image_is_shifted_on_its_own():
    X = images()
    changed = Augmentation(shift=1)(X, rng())
    offsets = set()
    for i in range(X.shape[-1]):
        for down in (-1, 0, 1):
            for right in (-1, 0, 1):
                one = shifted(X[..., i : i + 1], np.array([[down], [right]]))
                if np.array_equal(one, changed[..., i : i + 1]):
                    offsets.add((down, right))
    assert len(offsets) == 9


def test_half_of_the_images_are_mirrored():
    X = images()
    changed = Augmentation(flip=True)(X, rng())
    mirrored = (changed == X[:, :, ::-1]).all(axis=(0, 1, 2))
    same = (changed == X).all(axis=(0, 1, 2))
    assert (mirrored ^ same).all()
    assert 0.4 < mirrored.mean() < 0.6


def test_noise_has_its_spread():
    X = images()
    noise = Augmentation(noise=0.3)(X, rng()) - X
    assert noise.std() == pytest.approx(0.3, rel=0.05)
    assert noise.mean() == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_original_and_the_dtype_stay(dtype):
    X = images().astype(dtype)
    kept = X.copy()
    changed = Augmentation(shift=2, flip=True, noise=0.1)(X, rng())
    assert np.array_equal(X, kept)
    assert changed.dtype == dtype
    assert changed.shape == X.shape


def test_without_settings_nothing_changes():
    X = images()
    assert np.array_equal(Augmentation()(X, rng()), X)


@pytest.mark.parametrize("options", [{"shift": -1}, {"noise": -0.1}])
def test_negative_changes_are_refused(options):
    with pytest.raises(ValueError, match=f"{next(iter(options))} is at least 0"):
        Augmentation(**options)


def test_vectors_are_no_images():
    with pytest.raises(ValueError, match="takes images"):
        Augmentation(flip=True)(np.ones((5, 3)), rng())
