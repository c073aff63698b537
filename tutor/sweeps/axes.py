"""What a sweep varies, as it is typed: "lr=0.01,0.1", "hidden=8;16,16;none", "lr=0.001..1"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from engine.names import look_up
from engine.sweep import Between
from tutor.settings.kinds import Names, NumberKind, Refused, Several
from tutor.settings.layers import FiltersKind, HiddenKind
from tutor.settings.setting import AUTO
from tutor.settings.table import SETTINGS

Axis = Sequence[Any] | Between

SHORT = {row.short: row.name for row in SETTINGS.values() if row.short}
_LOG_FROM = 100  # times the low end; a range so wide is drawn from by powers

_REFUSED = {
    "csv": "runs on different tables cannot be compared; sweep over one table at a time",
    "no_bias": "write bias=on,off",
}
_LISTS = (HiddenKind, FiltersKind, Several, Names)
"""Kinds of settings whose values are lists themselves."""

NAMES = tuple(sorted(SETTINGS.keys() - _REFUSED))
"""All settings that can be varied."""


def read_axes(texts: Iterable[str]) -> dict[str, Axis]:
    """Return all that is varied; raises ValueError that says what is wrong."""
    axes: dict[str, Axis] = {}
    for text in texts:
        setting, axis = read_axis(text)
        if setting in axes:
            raise ValueError(f"{text}: {setting} is varied twice; put all its values in one list")
        axes[setting] = axis
    return axes


def read_axis(text: str) -> tuple[str, Axis]:
    """Return a setting and the values to try; raises ValueError that says what is wrong.

    Values stand between commas, values that are lists themselves between semicolons.
    """
    name, equals, values = text.partition("=")
    if not equals:
        raise ValueError(f"{text}: write NAME=VALUES, such as lr=0.01,0.1")
    setting = name.strip().replace("-", "_")
    setting = SHORT.get(setting, setting)
    try:
        if setting in _REFUSED:
            raise ValueError(f"{setting} cannot be varied: {_REFUSED[setting]}")
        _check_name(setting)
        return setting, _values(setting, values)
    except ValueError as error:
        raise ValueError(f"{text}: {error}") from None


def _check_name(setting: str) -> None:
    """Raises ValueError with the setting that was meant, or with all if none is near."""
    try:
        look_up("setting", setting, dict.fromkeys(NAMES))
    except ValueError as error:
        told, known, _ = str(error).partition(" known: ")
        raise ValueError(told if known and "did you mean" in told else str(error)) from None


def words(text: str) -> list[str]:
    """Return "lr=0.1, 1 hidden=8 tanh; 4 seeds=3" in its parts, each with a name before "="."""
    return re.split(r"\s+(?=[\w-]+\s*=)", text.strip()) if text.strip() else []


def _values(setting: str, text: str) -> Axis:
    kind = SETTINGS[setting].kind
    mark, end = (";", "semicolons") if isinstance(kind, _LISTS) else (",", "commas")
    parts = [part.strip() for part in text.split(mark)]
    if not all(parts):
        raise Refused(
            f"a value is missing between the {end}"
            if text.strip(f"{mark} ")
            else "there are no values to try"
        )
    if isinstance(kind, _LISTS):
        return tuple(() if part.lower() == "none" else kind.typed(part) or () for part in parts)
    if ".." in text and isinstance(kind, NumberKind):
        low, high = (kind.typed(end) for end in text.split("..", 1))
        if not all(isinstance(end, int | float) for end in (low, high)):
            raise Refused(f"{text} is no range of numbers")
        log = low > 0 and high / low >= _LOG_FROM
        return Between(low, high, log=log, whole=kind.whole)
    if "=" in text:
        raise Refused("leave a blank before the name of the next setting")
    typed = (kind.typed(part) for part in parts)
    return tuple(None if setting in AUTO and value == "auto" else value for value in typed)


def written_axis(name: str, axis: Axis) -> str:
    """Return an axis as `read_axis` reads it."""
    if isinstance(axis, Between):
        return f"{name}={_number(axis.low)}..{_number(axis.high)}"
    if name in SETTINGS and isinstance(SETTINGS[name].kind, _LISTS):
        return f"{name}=" + ";".join(",".join(map(str, values)) or "none" for values in axis)
    return f"{name}=" + ",".join(_word(name, value) for value in axis)


def shown_value(name: str, value: Any) -> str:
    """Return a value as it stands in tables: 32-16 for layers, off and auto for None."""
    if isinstance(value, tuple | list):
        between = " + " if any(isinstance(part, str) for part in value) else "-"
        return between.join(map(str, value)) or "none"
    if isinstance(value, float):
        return f"{value:.4g}"
    return _word(name, value)


def _word(name: str, value: Any) -> str:
    if value is None:
        return "auto" if name in AUTO else "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return _number(value) if isinstance(value, float) else str(value)


def _number(value: float) -> str:
    short = f"{value:g}"
    return short if float(short) == value else repr(value)
