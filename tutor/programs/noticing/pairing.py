"""Whether targets belong to the rows that they stand beside, told by the data themselves.

Where rows that lie close together mostly have like targets, the two belong together; in another
order they have not.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
MOST_ROWS = 300
CLEARLY = 0.25
"""How much more alike neighbours' targets are where they are right."""


def likeness(X: Table, Y: Table) -> float:
    """Return how alike the targets of neighbours are: 1 for the same, about 0 for any order.

    Both have a row an example.
    """
    step = -(-len(X) // MOST_ROWS)
    X, Y = _scaled(X[::step]), _scaled(Y[::step])
    spread = float(Y.var(axis=0).sum())
    if len(X) < 6 or not spread or not (np.isfinite(X).all() and np.isfinite(Y).all()):
        return 0.0
    squares = (X * X).sum(axis=1)
    far = squares[:, None] + squares - 2 * X @ X.T
    np.fill_diagonal(far, np.inf)
    near = np.argpartition(far, 3, axis=1)[:, :3]
    apart = ((Y[near] - Y[:, None]) ** 2).sum(axis=2).mean()
    return 1 - float(apart) / (2 * spread)


def _scaled(table: Table) -> Table:
    spread = table.std(axis=0)
    found: Table = (table - table.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return found


def classes_apart(labels: Table) -> Table:
    """Return labels as a row of zeros and a one each, others as they are."""
    numbers = labels[:, 0]
    kinds = np.unique(numbers)
    if labels.shape[1] > 1 or len(kinds) > 20 or len(kinds) * 3 > len(numbers):
        return labels
    return np.asarray(numbers[:, None] == kinds, dtype=float)
