"""Numbers as learners type and read them."""

from __future__ import annotations


def spell(value: float, digits: int = 10) -> str:
    """Return a number as text: whole numbers without a point, others to `digits` digits."""
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    return f"{value:.{digits}g}"
