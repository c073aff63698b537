"""A regression with one input, to be drawn as a curve through its points."""

from __future__ import annotations

import numpy as np

from engine.datasets.dataset import Dataset, check_noise


def noisy_curve(points: int = 200, noise: float = 0.1, seed: int | None = 0) -> Dataset:
    """y = sin(pi x) + x/2 plus normal noise, at x evenly spread over -1 to 1."""
    if points < 1:
        raise ValueError(f"noisy_curve needs at least one point, not {points}")
    check_noise("noisy_curve", noise)
    rng = np.random.default_rng(seed)
    x = np.linspace(-1, 1, points)
    y = np.sin(np.pi * x) + x / 2 + rng.normal(0, noise, points)
    return Dataset("noisy_curve", x[None], y[None], ("x",))
