"""Data sets to learn on, by function or by name; examples are on the last axis.

data = spiral(points_per_class=300, seed=0)        data.X (2, 900), data.Y (3, 900)
data = load("moons", noise=0.2)
data = load_csv("flowers.csv", label="species")
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from engine.datasets.csv_data import CSVError, load_csv, read_csv
from engine.datasets.curves import noisy_curve
from engine.datasets.dataset import Dataset
from engine.datasets.digits import digits, odd_digits
from engine.datasets.drawn import drawn_digits
from engine.datasets.logic import and_, or_, parity, xor
from engine.datasets.planar import blobs, checkerboard, circles, line_blobs, moons, spiral
from engine.names import look_up

DATASETS: dict[str, Callable[..., Dataset]] = {
    "and": and_,
    "or": or_,
    "xor": xor,
    "parity": parity,
    "blobs": blobs,
    "line_blobs": line_blobs,
    "moons": moons,
    "circles": circles,
    "spiral": spiral,
    "checkerboard": checkerboard,
    "noisy_curve": noisy_curve,
    "digits": digits,
    "odd_digits": odd_digits,
    "drawn_digits": drawn_digits,
}

__all__ = [
    "DATASETS",
    "CSVError",
    "Dataset",
    "and_",
    "blobs",
    "checkerboard",
    "circles",
    "digits",
    "drawn_digits",
    "line_blobs",
    "load",
    "load_csv",
    "moons",
    "noisy_curve",
    "odd_digits",
    "options_of",
    "or_",
    "parity",
    "read_csv",
    "spiral",
    "xor",
]


def load(name: str, **options: Any) -> Dataset:
    """The data set called `name` ("line-blobs" is "line_blobs"), made with these options.

    Raises ValueError that suggests the nearest name, or names the options there are.
    """
    make = look_up("data set", name.replace("-", "_"), DATASETS)
    known = options_of(name)
    for option in options:
        if option not in known:
            takes = f"it takes {', '.join(known)}" if known else "it takes no options"
            raise ValueError(f"the data set {name} has no option {option!r}; {takes}")
    return make(**options)


def options_of(name: str) -> tuple[str, ...]:
    """The names of the options a data set takes."""
    make = look_up("data set", name.replace("-", "_"), DATASETS)
    return tuple(inspect.signature(make).parameters)
