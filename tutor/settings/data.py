"""What can be said about the data."""

from __future__ import annotations

from tutor.settings.kinds import Names, NumberKind, OneOf, Several, Switch, Ways, Words
from tutor.settings.setting import (
    SEED,
    SHARES,
    SLOW,
    Setting,
    Taken,
    count,
    has_no_table,
    has_table,
    in_plane,
    number,
)

DATASETS = (
    *("and", "or", "xor", "parity", "blobs", "line_blobs", "moons", "circles", "spiral"),
    *("checkerboard", "noisy_curve", "digits", "odd_digits", "drawn_digits"),
)
FEATURES = ("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin(x1)", "sin(x2)")
COMBINATIONS = (
    (),
    ("x1", "x2", "x1^2", "x2^2"),
    ("x1", "x2", "x1^2", "x2^2", "x1*x2"),
    ("x1", "x2", "sin(x1)", "sin(x2)"),
    FEATURES,
)
_SCATTER = (0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2)

DATA: tuple[Setting, ...] = (
    Setting("dataset", OneOf(DATASETS, "data set"), "what to learn from", "data set", has_no_table,
            usual="spiral"),
    Setting("csv", Words(metavar="FILE"), "a CSV file of yours, in place of a data set",
            "own table", in_lessons=False),
    Setting("label", Words("the last", "COLUMN"), "the column to predict", "label column",
            has_table, usual="the last", in_lessons=False),
    Setting("target", OneOf(("auto", "classes", "numbers"), "target"),
            "classes to tell apart, or numbers", "label holds", has_table, usual="auto",
            in_lessons=False),
    Setting("missing", Ways(("refuse", "drop", "mean", "median"), "way with missing cells"),
            "missing cells: drop such rows, or fill in a figure of the training part; "
            "median,Age=drop for one column in its own way",
            "missing cells", has_table, usual="refuse", in_lessons=False),
    Setting("unknown", Names("none", "TEXT"),
            "what else stands in a table for nothing, such as -999", "unknown", has_table,
            in_lessons=False),
    Setting("drop", Names("none", "COLUMN"), "columns of a table to leave out, with commas",
            "left out", has_table, in_lessons=False),
    Setting("inputs", Names("all", "A,B,C"), "the only columns of a table to learn from", "inputs",
            has_table, in_lessons=False),
    Setting("words", Names("none", "COLUMN"),
            "columns of numbers that are words, such as kinds: one input a word", "words",
            has_table, in_lessons=False),
    Setting("header", OneOf(("auto", "yes", "no"), "header"),
            "whether the first line of a table holds names", "header", has_table, usual="auto",
            in_lessons=False),
    Setting("decimal", OneOf(("auto", "point", "comma"), "decimal"),
            "what stands before the decimals of a table: 1,234 is 1.234 or 1234", "decimals",
            has_table, usual="auto", in_lessons=False),
    Setting("points", count((10, 20, 50, 100, 200, 300, 500, 1000, 2000), 20_000, SLOW),
            "in each class, or of the whole curve", "points",
            Taken(("points", "points_per_class")), lesson_most=5_000, question_most=2_000),
    Setting("noise", number(_SCATTER, 0, 100, "no shape would be left"),
            "standard deviation of the scatter", "noise", Taken(("noise",))),
    Setting("classes",
            NumberKind(range(2, 11), 2, 20, "their colours would look alike", whole=True),
            "how many blobs", "classes", Taken(("classes",))),
    Setting("cells", count((2, 3, 4, 5, 6, 8), 50, "smaller ones cannot be seen here"),
            "squares along a side", "cells", Taken(("cells",))),
    Setting("bits", count(tuple(range(1, 11)), 12, "2^bits examples"), "bits of parity", "bits",
            Taken(("bits",)), lesson_most=10),
    Setting("data_seed", SEED, "another one draws other points", "data seed", Taken(("seed",)),
            usual="0"),
    Setting("features", Several(FEATURES, COMBINATIONS, "as they are"),
            "what is made of the two inputs of a plane", "features", in_plane),
    Setting("standardise", Switch(),
            "mean 0 and variance 1 for each feature, and for a label of numbers", "standardise"),
    Setting("unscaled", Names("none", "COLUMN"),
            "columns of a table that --standardise leaves as they are", "unscaled", has_table,
            in_lessons=False),
    Setting("validation_split", number(SHARES, 0, 0.9, "some must be left to learn"),
            "share of the examples held out", "validation", usual="0"),
)  # fmt: skip
