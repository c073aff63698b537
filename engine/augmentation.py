"""Augmentation: small random changes to images that leave their class alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from engine.arguments import check_real, check_whole
from engine.arrays import Array


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Each image is shifted, mirrored and made noisy at random; images are (C, H, W, m)."""

    shift: int = 0
    """The most pixels to move up, down, left or right; the gap is filled with zeros."""
    flip: bool = False
    """Whether to mirror left and right, half of the time."""
    noise: float = 0.0
    """The standard deviation of normal noise on every pixel."""

    def __post_init__(self) -> None:
        check_whole(shift=self.shift)
        check_real(noise=self.noise)
        for name in ("shift", "noise"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} is at least 0, got {getattr(self, name)}")

    def __call__(self, X: Array, rng: np.random.Generator) -> Array:
        """Changed copies of the images X; raises ValueError if X holds no images."""
        if X.ndim != 4:
            raise ValueError(f"augmentation takes images (C, H, W, m), not an array of {X.shape}")
        if self.flip:
            X = np.where(rng.random(X.shape[-1]) < 0.5, X[:, :, ::-1], X)
        if self.shift:
            X = shifted(X, rng.integers(-self.shift, self.shift + 1, (2, X.shape[-1])))
        if self.noise:
            noise = np.asarray(rng.normal(0.0, self.noise, X.shape), X.dtype)
            X = X + noise
        return X


def shifted(X: Array, offsets: Array) -> Array:
    """Images moved down and right by offsets (2, m), in pixels; zeros move in."""
    _, height, width, m = X.shape
    rows = np.arange(height)[:, None, None] - offsets[0]
    columns = np.arange(width)[:, None] - offsets[1]
    inside = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    moved = X[:, rows % height, columns % width, np.arange(m)]
    return np.where(inside, moved, X.dtype.type(0))
