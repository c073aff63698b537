"""The one error of the typesetter."""

from __future__ import annotations

from collections.abc import Iterable


class TexError(ValueError):
    """A formula that cannot be typeset: the message says why, `position` where in the source."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of the `known` names that an unknown one resembles, if any does."""
    from difflib import get_close_matches  # only needed once something is wrong

    found = get_close_matches(name[:30], known, n=1, cutoff=0.7)
    return found[0] if found else None
