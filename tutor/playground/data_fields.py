"""What can be said about the data."""

from __future__ import annotations

from engine.datasets import DATASETS
from engine.datasets.preparation import FEATURES
from tutor.playground.field import (
    SEED,
    SHARES,
    SLOW,
    Field,
    count,
    has_table,
    if_data_takes,
    in_plane,
    number,
    takes_points,
)
from tutor.playground.kinds import NumberKind, OneOf, Several, Switch, Words

COMBINATIONS = (
    (),
    ("x1", "x2", "x1^2", "x2^2"),
    ("x1", "x2", "x1^2", "x2^2", "x1*x2"),
    ("x1", "x2", "sin(x1)", "sin(x2)"),
    tuple(FEATURES),
)

DATA: tuple[Field, ...] = (
    Field(
        "dataset",
        "data set",
        OneOf(tuple(DATASETS), "data set"),
        "what to learn from",
        lambda s: not s.get("csv"),
    ),
    Field("csv", "own table", Words(), "a CSV file of yours, in place of a data set"),
    Field("label", "label column", Words("the last"), "the column to predict", has_table),
    Field(
        "target",
        "label holds",
        OneOf(("auto", "classes", "numbers"), "target"),
        "classes to tell apart, or numbers",
        has_table,
    ),
    Field(
        "points",
        "points",
        count((10, 20, 50, 100, 200, 300, 500, 1000, 2000), 20_000, SLOW),
        "in each class, or of the whole curve",
        takes_points,
    ),
    Field(
        "noise",
        "noise",
        number(
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
        NumberKind(range(2, 11), 2, 20, "their colours would look alike", whole=True),
        "how many blobs",
        if_data_takes("classes"),
    ),
    Field(
        "cells",
        "cells",
        count((2, 3, 4, 5, 6, 8), 50, "smaller ones cannot be seen here"),
        "squares along a side",
        if_data_takes("cells"),
    ),
    Field(
        "bits",
        "bits",
        count(tuple(range(1, 11)), 12, "2^bits examples"),
        "bits of parity",
        if_data_takes("bits"),
    ),
    Field("data_seed", "data seed", SEED, "another one draws other points", if_data_takes("seed")),
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
        number(SHARES, 0, 0.9, "some must be left to learn"),
        "share of the examples held out",
    ),
)
