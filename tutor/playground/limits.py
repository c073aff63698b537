"""Holds settings from a command line or a file to the limits of the playground's fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tutor.playground.fields import FIELDS
from tutor.playground.kinds import Kind, Layer, Refused
from tutor.playground.setup import MOST_LAYERS, TOO_DEEP, filters


def check_limits(settings: Mapping[str, Any]) -> None:
    """Raises ValueError that begins with the setting's name, and says the limit and the reason."""
    for name, value in settings.items():
        try:
            _check(name, value)
        except Refused as refused:
            raise ValueError(f"{name}: {refused}") from None


def _check(name: str, value: Any) -> None:
    if name == "hidden":
        layers = value if isinstance(value, tuple) else (value,)
        if len(layers) > MOST_LAYERS:
            raise Refused(TOO_DEEP)
        for layer in layers:
            Layer().typed(str(layer))
    elif name == "conv":
        filters(value)
    elif name in FIELDS and value is not None:
        _check_kind(FIELDS[name].kind, value)


def _check_kind(kind: Kind, value: Any) -> None:
    kind.typed(",".join(map(str, value)) if isinstance(value, tuple) else str(value))
