"""Checks YAML against a pydantic model and says in plain words, and where, what does not fit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tutor.course.faults import CourseError, Fault
from tutor.course.ids import LESSON_ID
from tutor.course.yamltree import Steps, Tree

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

_BOUNDS = {
    "greater than or equal to": "at least",
    "less than or equal to": "at most",
    "greater than": "above",
    "less than": "below",
}
_PLAIN = re.compile("|".join(_BOUNDS))


def validated(kind: type[Model], tree: Tree, path: Path, whole: str = "this") -> Model:
    """Return what the YAML `tree` of the file `path` says, as a model of the kind asked for.

    Raises CourseError with every fault; `whole` is what they call the tree itself.
    """
    value = {} if tree.value is None else tree.value
    try:
        # As JSON, whose strict rules take a list for a tuple: YAML has only lists.
        return kind.model_validate_json(json.dumps(value))
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False)
        problems = _problems(value, errors, _fields_of(kind))
        faults = {
            Fault(path, tree.line(where), f"{_name(where) or whole}{problem}")
            for where, problem in problems
        }
        raise CourseError(sorted(faults)) from None


def named_twice(ids: Iterable[tuple[str, Steps]], tree: Tree, path: Path) -> list[Fault]:
    """Return a fault for each of the `ids`, given with its place in `tree`, that came before."""
    first: dict[str, int] = {}
    faults = []
    for name, steps in ids:
        line = tree.line(steps)
        if name in first:
            faults.append(Fault(path, line, f"{name} stands here and on line {first[name]}"))
        first.setdefault(name, line)
    return faults


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the end of a message that names the known word nearest to `word`, "" if none is."""
    near = get_close_matches(word, sorted(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


@cache
def _fields_of(kind: type[BaseModel]) -> frozenset[str]:
    """Return the names of all fields in a model, at any depth: its schema takes long to make."""
    return frozenset(_field_names(kind.model_json_schema()))


def _field_names(schema: Any) -> set[str]:
    """Return the names of all fields that a JSON Schema knows, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(_field_names, schema))
    if not isinstance(schema, dict):
        return set()
    return set(schema.get("properties", ())).union(*map(_field_names, schema.values()))


def _problems(
    value: Any, errors: Iterable[ErrorDetails], fields: frozenset[str]
) -> Iterator[tuple[Steps, str]]:
    """Yield each place in `value` at fault, and what is wrong, to stand after the place's name.

    Where no member of a union fits, pydantic reports each of them: here they become one.
    """
    needs: dict[Steps, dict[str, None]] = {}
    for error in errors:
        where, found = _where_at_fault(value, error)
        if need := _need(error):
            needs.setdefault(where, {})[need] = None
        elif complaint := _complaint(found, where, error, fields):
            yield where, complaint
    for where, wanted in needs.items():
        yield where, f" must be {' or '.join(wanted)}"


def _where_at_fault(value: Any, error: ErrorDetails) -> tuple[Steps, Any]:
    """Return the way to what is at fault, as the author wrote it, and what stands there.

    pydantic's own way holds the names of union members too, which nobody wrote.
    """
    steps: list[str | int] = []
    for step in error["loc"]:
        inside = isinstance(value, dict) and step in value
        if isinstance(value, list) and isinstance(step, int):
            inside = step < len(value)
        if inside:
            value = value[step]
            steps.append(step)
    if error["type"] == "missing":
        steps.append(error["loc"][-1])
    if error["type"].startswith("union_tag"):
        steps.append(error["ctx"]["discriminator"].strip("'"))
    return tuple(steps), value


def _need(error: ErrorDetails) -> str:
    """Return what the value must be, "" where that is no way to say what is wrong."""
    kind, message, ctx = error["type"], error["msg"], error.get("ctx", {})
    if kind in _MUST_BE:
        return _MUST_BE[kind]
    if kind == "literal_error":
        return str(ctx["expected"]).replace("'", "")
    if kind == "value_error" and str(ctx["error"]).startswith("must be "):
        return str(ctx["error"]).removeprefix("must be ")
    if message.startswith("Input should be "):
        return _PLAIN.sub(lambda match: _BOUNDS[match[0]], message.removeprefix("Input should be "))
    return ""


def _complaint(found: Any, where: Steps, error: ErrorDetails, fields: frozenset[str]) -> str:
    """Return what is wrong, to stand after the name of the place; "" if it follows from others."""
    kind, ctx = error["type"], error.get("ctx", {})
    if kind in ("missing", "union_tag_not_found"):
        return " is missing"
    if kind == "union_tag_invalid":
        tags = ctx["expected_tags"].replace("'", "")
        return f" must be one of {tags}{did_you_mean(ctx['tag'], tags.split(', '))}"
    if kind == "extra_forbidden":
        return f" is not known here{did_you_mean(str(where[-1]), fields - {where[-1]})}"
    if kind == "value_error":
        return f": {ctx['error']}"
    if kind == "string_too_short":
        return " is empty"
    if kind == "string_pattern_mismatch" and LESSON_ID.pattern in ctx["pattern"]:
        return " may hold small letters and digits, joined by single hyphens"
    if kind == "too_short":
        # pydantic counts only the items that are right; those that are not have said so.
        short = isinstance(found, list | dict | str) and len(found) < ctx["min_length"]
        return f" needs {ctx['min_length']} or more, has {len(found)}" if short else ""
    if kind == "too_long":
        return f" may have at most {ctx['max_length']}, has {ctx['actual_length']}"
    return f" does not fit: {error['msg'][:1].lower()}{error['msg'][1:]}"


def _name(path: Steps) -> str:
    """Return a place as an author would write it: questions[0].options[1].correct."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")
