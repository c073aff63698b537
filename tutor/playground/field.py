"""A setting as the learner sees it: its name, its kind, and when it has a say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.datasets import options_of
from tutor.playground.kinds import Kind, NumberKind

Settings = Mapping[str, Any]

IMAGES = ("digits", "odd_digits", "drawn_digits")
PLANES = ("blobs", "line_blobs", "moons", "circles", "spiral", "checkerboard", "and", "or", "xor")


def always(settings: Settings) -> bool:
    return True


def if_set(name: str, *values: str) -> Callable[[Settings], bool]:
    """Whether a setting has one of these values."""
    return lambda settings: settings.get(name) in values


@lru_cache
def known_options(dataset: str) -> tuple[str, ...]:
    """Return the options of a data set; looked up once, a key press asks for many."""
    return options_of(dataset)


def if_data_takes(option: str) -> Callable[[Settings], bool]:
    """Whether the data set chosen has this option."""
    return lambda s: not s.get("csv") and option in known_options(s.get("dataset", "spiral"))


def takes_points(settings: Settings) -> bool:
    return if_data_takes("points")(settings) or if_data_takes("points_per_class")(settings)


def has_table(settings: Settings) -> bool:
    return bool(settings.get("csv"))


def has_images(settings: Settings) -> bool:
    return not settings.get("csv") and settings.get("dataset") in IMAGES


def has_convolution(settings: Settings) -> bool:
    return has_images(settings) and bool(settings.get("conv"))


def in_plane(settings: Settings) -> bool:
    return has_table(settings) or settings.get("dataset", "spiral") in PLANES


@dataclass(frozen=True, slots=True)
class Field:
    """A setting as the learner sees it."""

    name: str
    label: str
    kind: Kind
    told: str
    """What it is, in a line."""
    has_say: Callable[[Settings], bool] = always


def number(
    ladder: tuple[float, ...], low: float, high: float, why: str = "", **more: bool
) -> NumberKind:
    return NumberKind(ladder, low, high, why, **more)


def count(ladder: tuple[int, ...], high: int, why: str = "", **more: bool) -> NumberKind:
    return NumberKind(ladder, 1, high, why, whole=True, **more)


SEED = NumberKind(range(100), 0, 2**32 - 1, "it has 32 bits", whole=True)
SHARES = tuple(step / 20 for step in range(20))
SLOW = "more would take very long"
