"""Whether arguments are single numbers, before anything is computed with a tuple or a word."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Integral, Real


def check_whole(**given: int) -> None:
    """Raises ValueError unless each is a whole number."""
    _check(Integral, "a whole number", given)


def check_real(**given: float) -> None:
    """Raises ValueError unless each is a number."""
    _check(Real, "a number", given)


def _check(kind: type, what: str, given: Mapping[str, float]) -> None:
    for name, value in given.items():
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ValueError(f"{name} is {what}, not {value!r}")
