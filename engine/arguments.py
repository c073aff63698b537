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


def as_pair(name: str, given: int | tuple[int, int], least: int) -> tuple[int, int]:
    """A size by rows and columns, (3, 5), of which one number gives both; raises ValueError."""
    pair = given if isinstance(given, tuple) and len(given) == 2 else (given, given)
    what = f"a whole number from {least} up, or a pair such as (3, 5)"
    for size in pair:
        if not isinstance(size, Integral) or isinstance(size, bool) or size < least:
            raise ValueError(f"{name} is {what}, not {given!r}")
    return int(pair[0]), int(pair[1])


def _check(kind: type, what: str, given: Mapping[str, float]) -> None:
    for name, value in given.items():
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ValueError(f"{name} is {what}, not {value!r}")
