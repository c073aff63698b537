"""What may be written for an option, in words, from the JSON Schema of its model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]

_BOUNDS = {
    "minimum": "at least",
    "exclusiveMinimum": "above",
    "maximum": "at most",
    "exclusiveMaximum": "below",
}


def takes(option: Schema, many: bool = False) -> str:
    """Return what an option takes; of `many` in a list what each of them is."""
    if "$ref" in option:
        return f"*{title_of(option['$ref'].rpartition('/')[2])}*"
    if "anyOf" in option:
        return _one_of(option["anyOf"], many)
    if "const" in option or "enum" in option:
        values = option.get("enum", [option.get("const")])
        return " or ".join(f"`{flow(value)}`" for value in values if value != "")
    match option.get("type"):
        case "boolean":
            return "`true` or `false`"
        case "integer":
            return ("whole numbers" if many else "a whole number") + _bounds(option)
        case "number":
            return ("numbers" if many else "a number") + _bounds(option)
        case "array" if "prefixItems" in option:
            places = [takes(place) for place in option["prefixItems"]]
            return ("lists" if many else "a list") + f" [{', '.join(places)}]"
        case "array":
            inner = takes(option.get("items", {}), many=True)
            return f"{'lists' if many else 'a list'} of {_length(option, 'Items')}{inner}"
        case "object":
            inner = takes(option.get("additionalProperties") or {})
            names = "a name" if option.get("maxProperties") == 1 else "names, each"
            return f"{_length(option, 'Properties')}{names} with {inner}"
    return "texts" if many else "text"


def without(option: Schema) -> str:
    """Return what an option stands at that is left out; nothing where that is nothing."""
    if "default" not in option:
        return "must be given"
    default = option["default"]
    return "" if default in (None, "", [], {}) else f"`{flow(default)}`"


def flow(value: Any) -> str:
    """Write a value as YAML on one line; what is empty in a mapping is left out."""
    if isinstance(value, dict):
        given = {name: inner for name, inner in value.items() if inner not in (None, "")}
        return "{" + ", ".join(f"{name}: {flow(inner)}" for name, inner in given.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return value if isinstance(value, str) else json.dumps(value)


def title_of(model: str) -> str:
    """Return what a model is called: CurveOptions is a curve."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model)
    return words.strip().removesuffix(" options")


def _one_of(members: list[Schema], many: bool) -> str:
    types = {member.get("type") for member in members}
    left_out = {"null", "integer"} if "number" in types else {"null"}
    said = [takes(member, many) for member in members if member.get("type") not in left_out]
    return " or ".join(said)


def _bounds(option: Schema) -> str:
    if "minimum" in option and "maximum" in option:
        return f" from {option['minimum']:,.10g} to {option['maximum']:,.10g}"
    given = [f"{said} {option[key]:,.10g}" for key, said in _BOUNDS.items() if key in option]
    return f" {' and '.join(given)}" if given else ""


def _length(option: Schema, of: str) -> str:
    least, most = option.get(f"min{of}"), option.get(f"max{of}")
    if least and most:
        return f"{least} to {most} " if least != most else ""
    return f"at least {least} " if least else f"at most {most} " if most else ""
