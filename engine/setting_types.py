"""Whether settings from outside, such as a file, are of the kinds that a run is written in."""

from __future__ import annotations

from functools import cache
from numbers import Integral, Real
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

_WORDS = {bool: "true or false", int: "a whole number", float: "a number", str: "a word"}


def check_types(kind: type, settings: dict[str, Any]) -> None:
    """Raises ValueError for a value that is not of the type of its field in the class `kind`."""
    hints = _hints(kind)
    for name, value in settings.items():
        if not _fits(value, hints[name]):
            raise ValueError(f"{name}: {value!r} is not {_in_words(hints[name])}")


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return any(_fits(value, part) for part in get_args(hint))
    if origin is tuple:
        each = get_args(hint)[0]
        return isinstance(value, tuple | list) and all(_fits(item, each) for item in value)
    if origin is Literal:
        return isinstance(value, str)
    if hint in (int, float):  # to Python True is a number too
        return isinstance(value, Integral if hint is int else Real) and not isinstance(value, bool)
    return isinstance(value, hint)


def _in_words(hint: Any) -> str:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return " or ".join(_in_words(part) for part in get_args(hint) if part is not NoneType)
    if origin is tuple:
        return f"a list of which each is {_in_words(get_args(hint)[0])}"
    return _WORDS.get(hint, "a word")
