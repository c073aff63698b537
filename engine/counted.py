"""Numbers of things, in words."""

from __future__ import annotations


def counted(number: float, what: str) -> str:
    """Return how many there are of what is named in the singular: "1 row", "1,797 rows"."""
    count = f"{number:,}" if isinstance(number, int) else f"{number:g}"
    return f"{count} {what}{'' if number == 1 else 's'}"
