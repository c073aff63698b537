"""Digits of 28 x 28 pixels, drawn by a pen that slips: no two alike, and none of them downloaded.

Each digit is a chain of points on a sheet from 0 to 1, x to the right and y downwards. The chain
is slanted, turned, stretched, moved and bent a little, and drawn with a pen of some thickness: a
pixel is as dark as the pen is near, 1 within its reach and 0 from one pixel beyond it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from engine.arrays import Array
from engine.datasets.dataset import Dataset, with_classes

SIDE = 28
_MARGIN = 4.5  # pixels around a digit that nothing has moved
_ROUND = [(0.5 + 0.3 * np.sin(t), 0.5 - 0.5 * np.cos(t)) for t in np.linspace(0, 2 * np.pi, 13)]
STROKES: tuple[list[list[tuple[float, float]]], ...] = (
    [_ROUND],
    [[(0.3, 0.2), (0.55, 0.0), (0.55, 1.0)]],
    [[(0.2, 0.2), (0.4, 0.02), (0.7, 0.08), (0.78, 0.3), (0.2, 1.0), (0.85, 1.0)]],
    [
        [(0.2, 0.08), (0.55, 0.0), (0.78, 0.2), (0.65, 0.42), (0.4, 0.48)],
        [(0.4, 0.48), (0.75, 0.58), (0.78, 0.85), (0.5, 1.0), (0.18, 0.92)],
    ],
    [[(0.6, 0.0), (0.15, 0.65), (0.88, 0.65)], [(0.65, 0.4), (0.65, 1.0)]],
    [[(0.8, 0.0), (0.25, 0.0), (0.22, 0.42), (0.6, 0.4), (0.8, 0.65), (0.62, 0.97), (0.18, 0.95)]],
    [[(0.7, 0.02), (0.3, 0.4), (0.2, 0.8), (0.5, 1.0), (0.78, 0.78), (0.6, 0.52), (0.25, 0.66)]],
    [[(0.15, 0.0), (0.85, 0.0), (0.45, 1.0)]],
    [
        [(0.5, 0.48), (0.24, 0.25), (0.5, 0.0), (0.76, 0.25), (0.5, 0.48)],
        [(0.5, 0.48), (0.2, 0.75), (0.5, 1.0), (0.8, 0.75), (0.5, 0.48)],
    ],
    [[(0.75, 0.35), (0.5, 0.5), (0.25, 0.3), (0.5, 0.02), (0.75, 0.25), (0.7, 0.7), (0.55, 1.0)]],
)
"""The chains that each digit is drawn in."""


def drawn_digits(points_per_class: int = 100, noise: float = 0.05, seed: int = 0) -> Dataset:
    """X (784, 10 n) from 0 to 1, row by row of each image (1, 28, 28); Y one-hot (10, 10 n).

    `noise` is the standard deviation of what is added to each pixel, cut to 0..1.
    """
    rng = np.random.default_rng(seed)
    images = np.concatenate([_drawn(chains, points_per_class, rng) for chains in STROKES])
    images = np.clip(images + rng.normal(0.0, noise, images.shape), 0.0, 1.0)
    names = [f"pixel {row},{column}" for row in range(SIDE) for column in range(SIDE)]
    labels = np.repeat(np.arange(10), points_per_class)
    X = images.reshape(len(images), SIDE * SIDE).T
    data = with_classes("drawn_digits", X, labels, [str(digit) for digit in range(10)], names)
    return replace(data, image_shape=(1, SIDE, SIDE))


def _drawn(chains: list[list[tuple[float, float]]], n: int, rng: np.random.Generator) -> Array:
    """Return n pictures (n, 28, 28) of a digit, drawn by a hand that is never the same."""
    slant, turn = rng.normal(0.0, 0.15, (n, 1)), rng.normal(0.0, 0.12, n)
    stretch, shift = rng.uniform(0.75, 1.1, (n, 1, 2)), rng.normal(0.0, 1.2, (n, 1, 2))
    reach = rng.uniform(0.6, 1.5, (n, 1, 1))
    twist = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    away = np.full((n, SIDE, SIDE), np.inf)
    for chain in chains:
        points = np.array(chain) - 0.5 + rng.normal(0.0, 0.02, (n, len(chain), 2))
        points[..., 0] -= slant * points[..., 1]
        points = (points * stretch) @ twist.transpose(2, 0, 1) * (SIDE - 2 * _MARGIN)
        points += (SIDE - 1) / 2 + shift
        for stroke in range(len(chain) - 1):
            away = np.minimum(away, _distance(points[:, stroke], points[:, stroke + 1]))
    dark: Array = np.clip(1.0 + reach - away, 0.0, 1.0)
    return dark


def _distance(start: Array, end: Array) -> Array:
    """Return how far each pixel is from straight strokes, in pixels: (n, 28, 28)."""
    y, x = np.mgrid[:SIDE, :SIDE]
    (x0, y0), (x1, y1) = start.T[..., None, None], end.T[..., None, None]
    dx, dy = x1 - x0, y1 - y0
    length = np.maximum(dx * dx + dy * dy, 1e-12)
    along = np.clip(((x - x0) * dx + (y - y0) * dy) / length, 0.0, 1.0)
    nearest: Array = np.hypot(x - x0 - along * dx, y - y0 - along * dy)
    return nearest
