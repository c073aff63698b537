"""Which cells of an array an operation changed in place."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.programs.recorded import Event


def changed_cells(event: Event) -> NDArray[np.bool_] | None:
    """Return where a value is another than before; None where it is no array changed in place."""
    value = event.value
    if event.place.kind != "change" or not value.is_array or not event.operands:
        return None
    before = event.operands[0].value
    if before.shape != value.shape or before.cut or value.cut:
        return None
    old: NDArray[Any] = before.array
    is_nan = np.isnan(old) & np.isnan(value.array)
    return np.asarray((old != value.array) & ~is_nan)


def partly_changed(event: Event) -> NDArray[np.bool_] | None:
    """Return where it is another value, None where all of it is or nothing."""
    changed = changed_cells(event)
    some = changed is not None and changed.any() and not changed.all()
    return changed if some else None
