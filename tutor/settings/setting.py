"""A row of the table: a training setting, its limits, and where it has a say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tutor.settings.kinds import NumberKind, OneOf, Several, Sides, Switch, Words
from tutor.settings.layers import LayerKind

Settings = Mapping[str, Any]
HasSay = Callable[[Settings], bool]
Kind = OneOf | NumberKind | Switch | Words | Several | LayerKind

IMAGES = ("digits", "odd_digits", "drawn_digits")
PLANES = ("blobs", "line_blobs", "moons", "circles", "spiral", "checkerboard", "and", "or", "xor")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Whether an optimizer, or another setting, is one of these."""

    setting: str
    values: tuple[str, ...]

    def __call__(self, settings: Settings) -> bool:
        return settings.get(self.setting) in self.values


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether the data set chosen has an option of one of these names."""

    names: tuple[str, ...]

    def __call__(self, settings: Settings) -> bool:
        known = known_options(settings.get("dataset", "spiral"))
        return not settings.get("csv") and any(name in known for name in self.names)


def always(settings: Settings) -> bool:
    return True


def has_table(settings: Settings) -> bool:
    return bool(settings.get("csv"))


def has_no_table(settings: Settings) -> bool:
    return not has_table(settings)


def has_weights(settings: Settings) -> bool:
    return bool(settings.get("weights"))


def has_images(settings: Settings) -> bool:
    return not has_table(settings) and settings.get("dataset") in IMAGES


def has_convolution(settings: Settings) -> bool:
    return has_images(settings) and bool(settings.get("conv"))


def has_biases(settings: Settings) -> bool:
    return bool(settings.get("bias", True))


def in_plane(settings: Settings) -> bool:
    return has_table(settings) or settings.get("dataset", "spiral") in PLANES


@lru_cache
def known_options(dataset: str) -> tuple[str, ...]:
    """Return the options of a data set; looked up once, a key press asks for many."""
    from engine.datasets import options_of

    return options_of(dataset)


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of a training run, as its users see it."""

    name: str
    kind: Kind
    about: str
    """What it is, in a line."""
    label: str = ""
    """What the playground calls it; empty where it is set from elsewhere only."""
    has_say: HasSay = always
    """Whether it matters beside the settings that are chosen."""
    usual: str = ""
    """What it is where nothing is said, for the help of the command line."""
    short: str = ""
    """What it may also be called."""
    in_lessons: bool = True
    """Whether lessons and their questions may set it."""
    lesson_most: float | None = None
    """The limit in lessons, where it is less than anywhere else."""
    question_most: float | None = None
    """The limit in questions, where it is less than in lessons: a learner waits for the run."""


def number(
    ladder: tuple[float, ...], low: float, high: float, why: str = "", **more: bool
) -> NumberKind:
    return NumberKind(ladder, low, high, why, **more)


def count(ladder: tuple[int, ...], high: int, why: str = "", **more: bool) -> NumberKind:
    return NumberKind(ladder, 1, high, why, whole=True, **more)


def whole(ladder: tuple[int, ...], high: int, why: str = "") -> NumberKind:
    return NumberKind(ladder, 0, high, why, whole=True)


def sides(ladder: tuple[int, ...], low: int, **more: Any) -> Sides:
    return Sides(ladder, low, 8, SMALL, whole=True, **more)


AUTO = ("output", "loss")
"""Settings that the word auto leaves to the engine."""
SEED = NumberKind(range(100), 0, 2**32 - 1, "it has 32 bits", whole=True)
SHARES = tuple(step / 20 for step in range(20))
SLOW = "more would take very long"
SMALL = "the images have 8 x 8 pixels"
