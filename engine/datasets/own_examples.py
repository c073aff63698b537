"""A few examples of one's own, to be followed by hand: each row its inputs, then its targets."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from engine.arrays import Array
from engine.datasets.dataset import Dataset

MOST_BYTES = 1_000_000


def own_examples(
    path: str | Path, n_inputs: int, n_outputs: int, label: str | int | None = None
) -> Dataset | None:
    """The examples in a CSV file of numbers with just these columns; None for any other table.

    The targets are the columns that `label` names, with commas between them, or the last ones.
    Targets of 0 and 1, of which one row or a single 1 an example, are classes.
    """
    rows = _rows(Path(path))
    if not rows or {len(row) for row in rows} != {n_inputs + n_outputs}:
        return None
    names = [f"x{j + 1}" for j in range(n_inputs)] + [f"y{k + 1}" for k in range(n_outputs)]
    if _numbers(rows[:1]) is None:
        names, rows = rows[0], rows[1:]
    table = _numbers(rows)
    chosen = names[n_inputs:] if label is None else [n.strip() for n in str(label).split(",")]
    if table is None or len(chosen) != n_outputs or not set(chosen) <= set(names):
        return None
    targets = [names.index(name) for name in chosen]
    inputs = [j for j in range(len(names)) if j not in targets]
    Y = table[targets]
    classes = tuple(chosen) if n_outputs > 1 else ("0", "1")
    are_classes = np.isin(Y, (0, 1)).all() and (n_outputs == 1 or (Y.sum(axis=0) == 1).all())
    features = tuple(names[j] for j in inputs)
    return Dataset(Path(path).name, table[inputs], Y, features, classes if are_classes else ())


def _rows(path: Path) -> list[list[str]]:
    """The cells of the rows that are not empty; none where the file is no small text."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
            return []
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        lines = [line for line in lines if line.strip()]
        separator = max(",;\t", key=lines[0].count) if lines else ","
        return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []


def _numbers(rows: list[list[str]]) -> Array | None:
    """The rows turned into columns; None unless all cells are finite numbers."""
    try:
        table = np.array([[float(cell) for cell in row] for row in rows]).T
    except ValueError:
        return None
    return table if table.size and np.isfinite(table).all() else None
