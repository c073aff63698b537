"""What a sweep varies, as it is typed: "lr=0.01,0.1", "hidden=8;16,16;none", "lr=0.001..1"."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.sweep import Between
from tutor.playground.fields import SECTIONS
from tutor.playground.kinds import Kind, Layer, Number, Refused

SHORT = {"lr": "learning_rate"}
HIDDEN = "hidden"
_LOG_FROM = 100  # times the low end; a range so wide is drawn from by powers
_KINDS: dict[str, Kind] = {
    field.name: field.kind for fields in SECTIONS.values() for field in fields
}
_UNVARIED = ("csv", "label", "target", "features", "conv", "seed", "data_seed")

Axis = Sequence[Any] | Between


def read_axis(text: str) -> tuple[str, Axis]:
    """Return a setting and the values to try; raises ValueError that says what is wrong.

    Values stand between commas, whole lists of hidden layers between semicolons.
    """
    name, equals, values = text.partition("=")
    setting = SHORT.get(name.strip(), name.strip().replace("-", "_"))
    if not equals or (setting != HIDDEN and setting not in _KINDS) or setting in _UNVARIED:
        known = ", ".join([HIDDEN, *(known for known in _KINDS if known not in _UNVARIED)])
        raise ValueError(f"{text}: write NAME=VALUES with one of {known}")
    try:
        return setting, _values(setting, values)
    except (Refused, ValueError) as error:
        raise ValueError(f"{text}: {error}") from None


def _values(setting: str, text: str) -> Axis:
    if setting == HIDDEN:
        return tuple(_layers(part) for part in text.split(";"))
    kind = _KINDS[setting]
    if ".." in text and isinstance(kind, Number) and not kind.whole:
        low, high = (kind.typed(end) for end in text.split("..", 1))
        return Between(low, high, log=low > 0 and high / low >= _LOG_FROM)
    return tuple(kind.typed(part) for part in text.split(","))


def _layers(text: str) -> tuple[Any, ...]:
    parts = [part.strip() for part in text.split(",")]
    return () if parts in ([""], ["none"]) else tuple(Layer().typed(part) for part in parts)


def written_axis(name: str, axis: Axis) -> str:
    """Return an axis as `read_axis` reads it."""
    if isinstance(axis, Between):
        return f"{name}={axis.low:g}..{axis.high:g}"
    if name == HIDDEN:
        return f"{name}=" + ";".join(",".join(map(str, layers)) or "none" for layers in axis)
    return f"{name}=" + ",".join(_value(value) for value in axis)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) and math.isfinite(value) else str(value)
