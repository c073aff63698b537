"""A data set from a table of the user's: a row is an example, turned once into columns."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.datasets.dataset import Dataset, with_classes
from engine.tables.choices import Choices
from engine.tables.columns import Decimal
from engine.tables.fault import CSVError
from engine.tables.file import read_text
from engine.tables.header import Header
from engine.tables.label import Target
from engine.tables.rows import read_rows
from engine.tables.use import use

__all__ = ["CSVError", "Choices", "load_csv", "read_csv"]


def load_csv(
    path: str | Path,
    label: str | int | None = None,
    target: Target = "auto",
    *,
    missing: str = "refuse",
    drop: tuple[str, ...] = (),
    inputs: tuple[str, ...] = (),
    header: Header = "auto",
    words: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
    unscaled: tuple[str, ...] = (),
    decimal: Decimal = "auto",
) -> Dataset:
    """The table in a file, or on standard input for "-"; see `read_csv`.

    Plain or gzip, in UTF-8, UTF-16 or Latin-1. Raises CSVError if it cannot be read.
    """
    text = read_text(path)
    choices = Choices(
        label, target, missing, drop, inputs, header, words, unknown, unscaled, decimal
    )
    return _dataset(text.lines, choices, text.name, text.encoding)


def read_csv(
    lines: Iterable[str],
    label: str | int | None = None,
    target: Target = "auto",
    name: str = "csv",
    *,
    missing: str = "refuse",
    drop: tuple[str, ...] = (),
    inputs: tuple[str, ...] = (),
    header: Header = "auto",
    words: tuple[str, ...] = (),
    unknown: tuple[str, ...] = (),
    unscaled: tuple[str, ...] = (),
    decimal: Decimal = "auto",
) -> Dataset:
    """A data set from the lines of a table; `reading` tells what was made of it.

    `label` is the target column's name or its index (from 0; negative from the end); the last
    column if None. With the target "auto", labels are classes if they are words, or few different
    whole numbers of which some repeat; otherwise they are the numbers of a regression.
    What is to be filled in is nan until a `Filling` knows the training part's figures.
    Raises CSVError with the line at fault.
    """
    choices = Choices(
        label, target, missing, drop, inputs, header, words, unknown, unscaled, decimal
    )
    return _dataset(lines, choices, name, "")


def _dataset(lines: Iterable[str], choices: Choices, name: str, encoding: str) -> Dataset:
    choices.check()
    used = use(read_rows(lines, name, choices.header), choices, encoding)
    if used.classes:
        data = with_classes(name, used.X, used.labels, used.classes, used.names)
        return data.with_reading(used.reading)
    return Dataset(name, used.X, used.labels, used.names, reading=used.reading)
