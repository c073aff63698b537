"""Every setting of the playground: its name, its kind, and when it has a say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from engine.activations import ACTIVATIONS
from engine.datasets import DATASETS, options_of
from engine.datasets.preparation import FEATURES
from engine.initializers import DEVIATIONS
from engine.losses import LOSSES
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from tutor.playground.kinds import Choice, Kind, Number, Several, Switch, Words

Settings = Mapping[str, Any]

RATES = (*(m * 10.0**e for e in range(-5, 2) for m in (1, 2, 3, 5)), 100.0)
PENALTIES = (0.0, *(m * 10.0**e for e in range(-5, 0) for m in (1, 3)), 1.0)
SHARES = tuple(step / 20 for step in range(20))
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
IMAGES = ("digits", "odd_digits")
PLANES = ("blobs", "line_blobs", "moons", "circles", "spiral", "checkerboard", "and", "or", "xor")
COMBINATIONS = (
    (),
    ("x1", "x2", "x1^2", "x2^2"),
    ("x1", "x2", "x1^2", "x2^2", "x1*x2"),
    ("x1", "x2", "sin(x1)", "sin(x2)"),
    tuple(FEATURES),
)


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


def _number(
    ladder: tuple[float, ...], low: float, high: float, why: str = "", **more: bool
) -> Number:
    return Number(ladder, low, high, why, **more)


def _count(ladder: tuple[int, ...], high: int, why: str = "", **more: bool) -> Number:
    return Number(ladder, 1, high, why, whole=True, **more)


SEED = Number(range(100), 0, 2**32 - 1, whole=True)
SLOW = "more would take very long"

SECTIONS: dict[str, tuple[Field, ...]] = {
    "Data": (
        Field(
            "dataset",
            "data set",
            Choice(tuple(DATASETS), "data set"),
            "what to learn from",
            lambda s: not s.get("csv"),
        ),
        Field("csv", "own table", Words(), "a CSV file of yours, in place of a data set"),
        Field("label", "label column", Words("the last"), "the column to predict", has_table),
        Field(
            "target",
            "label holds",
            Choice(("auto", "classes", "numbers"), "target"),
            "classes to tell apart, or numbers",
            has_table,
        ),
        Field(
            "points",
            "points",
            _count((10, 20, 50, 100, 200, 300, 500, 1000, 2000), 20_000, SLOW),
            "in each class, or of the whole curve",
            takes_points,
        ),
        Field(
            "noise",
            "noise",
            _number(
                (0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2),
                0,
                100,
                "no shape would be left",
            ),
            "standard deviation of the scatter",
            if_data_takes("noise"),
        ),
        Field(
            "classes",
            "classes",
            Number(range(2, 11), 2, 20, whole=True),
            "how many blobs",
            if_data_takes("classes"),
        ),
        Field(
            "cells",
            "cells",
            _count((2, 3, 4, 5, 6, 8), 50),
            "squares along a side",
            if_data_takes("cells"),
        ),
        Field(
            "bits",
            "bits",
            _count(tuple(range(1, 11)), 12, "2^bits examples"),
            "bits of parity",
            if_data_takes("bits"),
        ),
        Field(
            "data_seed", "data seed", SEED, "another one draws other points", if_data_takes("seed")
        ),
        Field(
            "features",
            "features",
            Several(tuple(FEATURES), COMBINATIONS, "as they are"),
            "made of the two inputs: x1^2, x1*x2, sin(x1), ..",
            in_plane,
        ),
        Field("standardise", "standardise", Switch(), "mean 0 and variance 1 for each feature"),
        Field(
            "validation_split",
            "validation",
            _number(SHARES, 0, 0.9, "some must be left to learn"),
            "share of the examples held out",
        ),
    ),
    "Network": (
        Field(
            "conv", "filters", Words("no convolution"), "of convolutions, as 8 or 8,16", has_images
        ),
        Field(
            "kernel_size",
            "kernel size",
            _count((1, 2, 3, 5), 8, "the images have 8 x 8 pixels"),
            "rows and columns of a filter",
            has_convolution,
        ),
        Field(
            "pool",
            "pooling",
            _count((1, 2, 4), 8),
            "size of the max-pooling; 1 for none",
            has_convolution,
        ),
        Field(
            "activation",
            "activation",
            Choice(tuple(ACTIVATIONS), "activation"),
            "of hidden layers that name no other",
        ),
        Field(
            "output",
            "output",
            Choice(("auto", *ACTIVATIONS), "activation"),
            "activation of the output; auto: by the data",
        ),
        Field("loss", "loss", Choice(("auto", *LOSSES), "loss"), "auto: what suits the output"),
        Field(
            "initializer",
            "first weights",
            Choice(("zeros", *DEVIATIONS), "initializer"),
            "how they are drawn",
        ),
        Field("bias", "biases", Switch(), "b in Z = W A + b"),
        Field("batch_norm", "batch norm", Switch(), "in every hidden layer"),
    ),
    "Regularisation": (
        Field(
            "dropout",
            "dropout",
            _number(SHARES, 0, 0.95, "nothing would get through"),
            "share of hidden units switched off in training",
        ),
        Field(
            "l1",
            "L1",
            _number(PENALTIES, 0, 100, "the weights would vanish"),
            "weight of sum |w|; changes while it runs",
        ),
        Field(
            "l2",
            "L2",
            _number(PENALTIES, 0, 100, "the weights would vanish"),
            "weight of half sum w^2; changes while it runs",
        ),
        Field(
            "early_stopping",
            "early stopping",
            _count((5, 10, 20, 50, 100), 10_000, optional=True),
            "epochs to wait for a lower loss",
        ),
    ),
    "Optimizer": (
        Field("optimizer", "optimizer", Choice(tuple(OPTIMIZERS), "optimizer"), "how to step"),
        Field(
            "learning_rate",
            "learning rate",
            _number(RATES, 0, 1000, "no step that long comes down anywhere", open_low=True),
            "length of a step; changes while it runs",
        ),
        Field(
            "momentum",
            "momentum",
            _number((0, 0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999, "at 1 old steps would never fade"),
            "how much of the last step is kept",
            if_set("optimizer", "momentum"),
        ),
        Field(
            "nesterov",
            "Nesterov",
            Switch(),
            "look ahead before stepping",
            if_set("optimizer", "momentum"),
        ),
        Field(
            "rho",
            "rho",
            _number((0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999),
            "memory of squared slopes",
            if_set("optimizer", "rmsprop"),
        ),
        Field(
            "beta1",
            "beta 1",
            _number((0, 0.5, 0.8, 0.9, 0.95, 0.99), 0, 0.9999),
            "memory of slopes",
            if_set("optimizer", "adam"),
        ),
        Field(
            "beta2",
            "beta 2",
            _number((0.9, 0.99, 0.995, 0.999, 0.9999), 0, 0.99999),
            "memory of squared slopes",
            if_set("optimizer", "adam"),
        ),
        Field(
            "weight_decay",
            "weight decay",
            _number(PENALTIES, 0, 100),
            "shrink weights by this times the learning rate",
        ),
        Field(
            "clip_norm",
            "clip gradient",
            _number((0.1, 0.5, 1, 2, 5, 10), 0, 1e6, open_low=True, optional=True),
            "greatest length of the gradient",
        ),
        Field(
            "schedule",
            "schedule",
            Choice(tuple(SCHEDULES), "schedule"),
            "how the learning rate falls",
        ),
        Field(
            "decay_every",
            "drop every",
            _count((10, 20, 50, 100), 10_000),
            "epochs",
            if_set("schedule", "step"),
        ),
        Field(
            "decay_drop",
            "drop to",
            _number((0.1, 0.2, 0.5, 0.8), 0, 1, open_low=True),
            "of the learning rate, at each drop",
            if_set("schedule", "step"),
        ),
        Field(
            "decay_rate",
            "decay rate",
            _number((0.9, 0.95, 0.98, 0.99, 0.995), 0, 1, open_low=True),
            "factor of each epoch",
            if_set("schedule", "exponential"),
        ),
        Field(
            "decay_end",
            "ends at",
            _number((0, 0.01, 0.1, 0.5), 0, 1),
            "of the learning rate",
            if_set("schedule", "cosine"),
        ),
        Field(
            "warmup",
            "warm-up",
            Number((0, 1, 2, 5, 10, 20), 0, 10_000, whole=True),
            "epochs in which the rate rises at first",
        ),
    ),
    "Run": (
        Field(
            "epochs",
            "epochs",
            _count((10, 20, 50, 100, 200, 300, 500, 1000, 2000, 5000), 100_000, SLOW),
            "how often all examples are seen",
        ),
        Field(
            "batch_size",
            "batch size",
            _count(SIZES, 10_000, "there are no more examples than that"),
            "examples in a step",
        ),
        Field("seed", "seed", SEED, "of first weights, split and order"),
    ),
}
"""The fields by their headings; hidden layers come in where the network is."""
