"""Classes of points in the plane, drawn at random by a seed; the examples are sorted by class."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.arrays import Array
from engine.datasets.dataset import Dataset, check_noise, with_classes


def blobs(
    classes: int = 3, points_per_class: int = 100, noise: float = 0.5, seed: int | None = 0
) -> Dataset:
    """Gaussian blobs with standard deviation `noise`, centred evenly on a circle of radius 2."""
    if classes < 2:
        raise ValueError(f"blobs need at least 2 classes, not {classes}")

    def blob(j: int, rng: np.random.Generator) -> Array:
        angle = 2 * np.pi * j / classes + np.pi / 2
        return _spread(2 * np.cos(angle), 2 * np.sin(angle), points_per_class, noise, rng)

    return _planar("blobs", classes, points_per_class, noise, seed, blob)


def line_blobs(points_per_class: int = 300, noise: float = 0.25, seed: int | None = 0) -> Dataset:
    """Three Gaussian blobs in a line, centred at -1, 0 and 1: 4 sigma apart at the given noise.

    The best possible accuracy is then (2 Phi(2) + 2 Phi(2) - 1) / 3 = 0.970.
    """

    def blob(j: int, rng: np.random.Generator) -> Array:
        return _spread(j - 1.0, 0.0, points_per_class, noise, rng)

    return _planar("line_blobs", 3, points_per_class, noise, seed, blob)


def moons(points_per_class: int = 100, noise: float = 0.1, seed: int | None = 0) -> Dataset:
    """Two half circles that reach into each other."""
    t = np.linspace(0, np.pi, points_per_class)
    curves = [(np.cos(t), np.sin(t)), (1 - np.cos(t), 0.5 - np.sin(t))]

    def moon(j: int, rng: np.random.Generator) -> Array:
        return _spread(*curves[j], points_per_class, noise, rng)

    return _planar("moons", 2, points_per_class, noise, seed, moon)


def circles(points_per_class: int = 100, noise: float = 0.08, seed: int | None = 0) -> Dataset:
    """A circle of radius 0.5 inside one of radius 1."""
    t = np.linspace(0, 2 * np.pi, points_per_class, endpoint=False)

    def circle(j: int, rng: np.random.Generator) -> Array:
        r = (j + 1) / 2
        return _spread(r * np.cos(t), r * np.sin(t), points_per_class, noise, rng)

    return _planar("circles", 2, points_per_class, noise, seed, circle)


def spiral(points_per_class: int = 300, noise: float = 0.2, seed: int | None = 0) -> Dataset:
    """Three arms: r from 0 to 1, t from 4j to 4j + 4 plus noise, x = (r sin t, r cos t)."""

    def arm(j: int, rng: np.random.Generator) -> Array:
        r = np.linspace(0, 1, points_per_class)
        t = np.linspace(4 * j, 4 * j + 4, points_per_class)
        t += rng.normal(0, noise, points_per_class)
        return np.stack([r * np.sin(t), r * np.cos(t)])

    return _planar("spiral", 3, points_per_class, noise, seed, arm)


def checkerboard(
    cells: int = 4, points_per_class: int = 200, noise: float = 0.0, seed: int | None = 0
) -> Dataset:
    """The two colours of a board of cells x cells squares over -1 to 1, each filled evenly."""
    if cells < 2:
        raise ValueError(f"a checkerboard needs at least 2 cells a side, not {cells}")
    squares = np.array([(i, j) for i in range(cells) for j in range(cells)]).T

    def colour(j: int, rng: np.random.Generator) -> Array:
        own = squares[:, squares.sum(axis=0) % 2 == j]
        corners = own[:, rng.integers(own.shape[1], size=points_per_class)]
        places = (corners + rng.random(corners.shape)) * 2 / cells - 1
        return places + rng.normal(0, noise, places.shape)

    return _planar("checkerboard", 2, points_per_class, noise, seed, colour)


def _planar(
    name: str,
    classes: int,
    points_per_class: int,
    noise: float,
    seed: int | None,
    points: Callable[[int, np.random.Generator], Array],
) -> Dataset:
    """The points of each class in turn, all from one stream of random numbers."""
    if points_per_class < 1:
        raise ValueError(f"{name} needs at least one point in each class, not {points_per_class}")
    check_noise(name, noise)
    rng = np.random.default_rng(seed)
    X = np.concatenate([points(j, rng) for j in range(classes)], axis=1)
    labels = np.repeat(np.arange(classes), points_per_class)
    return with_classes(name, X, labels, [str(j) for j in range(classes)])


def _spread(
    x: Array | float, y: Array | float, n: int, noise: float, rng: np.random.Generator
) -> Array:
    """n points around (x, y) with the standard deviation `noise`."""
    centre = np.stack([np.broadcast_to(x, n), np.broadcast_to(y, n)])
    return centre + rng.normal(0, noise, (2, n))
