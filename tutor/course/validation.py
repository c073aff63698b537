"""Checks YAML against a pydantic model and says in plain words, and where, what does not fit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tutor.course.model import CourseError, Fault
from tutor.course.yamltree import Steps, read_yaml

Model = TypeVar("Model", bound=BaseModel)

_MUST_BE = {
    "bool_type": "true or false",
    "string_type": "text (put it in quotes)",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping (key: value)",
    "model_type": "a mapping (key: value)",
    "model_attributes_type": "a mapping (key: value)",
    "none_required": "left out",
}


def validated(kind: type[Model], text: str, path: Path, first_line: int = 1) -> Model:
    """Return the YAML `text` of `path`, beginning on `first_line`, as the model `kind`.

    Raises CourseError with every fault.
    """
    tree = read_yaml(text, path, first_line)
    try:
        # As JSON, whose strict rules take a list for a tuple, as YAML has only lists.
        return kind.model_validate_json(json.dumps({} if tree.value is None else tree.value))
    except ValidationError as error:
        problems = explained(tree.value, error.errors(include_url=False))
        faults = (Fault(path, tree.line(where), message) for where, message in problems)
        raise CourseError(sorted(set(faults))) from None


def explained(value: Any, errors: Iterable[ErrorDetails]) -> list[tuple[Steps, str]]:
    """Return for each place in `value` at fault its path and a sentence naming it.

    Where no member of a union fits, pydantic reports each of them: here they become one.
    """
    needs: dict[Steps, list[str]] = {}
    others: list[tuple[Steps, str]] = []
    for error in errors:
        where = _written_path(value, error)
        need = _need(error)
        if need is None:
            others.append((where, f"{_name(where)} {_complaint(value, where, error)}".strip()))
        elif need not in needs.setdefault(where, []):
            needs[where].append(need)
    must = [(path, f"{_name(path)} must be {' or '.join(need)}") for path, need in needs.items()]
    return must + others


def _written_path(value: Any, error: ErrorDetails) -> Steps:
    """Return the error's path as written, without the names pydantic gives to union members."""
    path: list[str | int] = []
    for step in error["loc"]:
        inside = (
            value
            if isinstance(value, dict)
            else dict(enumerate(value))
            if isinstance(value, list)
            else {}
        )
        if isinstance(inside, dict) and step in inside:
            value = inside[step]
            path.append(step)
    if error["type"] == "missing":
        path.append(error["loc"][-1])
    return tuple(path)


def _need(error: ErrorDetails) -> str | None:
    """Return what the value must be, or None where that is no way to say it."""
    kind, message = error["type"], error["msg"]
    if kind in _MUST_BE:
        return _MUST_BE[kind]
    if kind == "union_tag_invalid":
        return f"one of {error['ctx']['expected_tags']}".replace("'", "")
    if kind == "literal_error":
        return str(error["ctx"]["expected"]).replace("'", "")
    if message.startswith("Input should be "):
        return message.removeprefix("Input should be ")
    return None


def _complaint(value: Any, where: Steps, error: ErrorDetails) -> str:
    kind, ctx = error["type"], error.get("ctx", {})
    if kind == "missing":
        return "is missing"
    if kind == "union_tag_not_found":
        return f"lacks {str(ctx['discriminator']).strip(chr(39))}:"
    if kind == "extra_forbidden":
        return "is not known here"
    if kind in ("value_error", "assertion_error"):
        return f"({ctx['error']})" if not where else f": {ctx['error']}"
    if kind == "too_short":
        return f"needs at least {ctx['min_length']}"
    if kind == "too_long":
        return f"may have at most {ctx['max_length']}"
    return f"does not fit: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _name(path: Steps) -> str:
    """Return `path` as an author would write it: questions[0].options[1].correct."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".") or "this"
