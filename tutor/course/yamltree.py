"""YAML as plain values, with the line on which each of them stands.

Only what a course needs is understood: mappings, lists, text, numbers, true, false and null, as
in YAML 1.2 (`no` and `on` are text). Anchors, aliases and tags are refused; so are duplicate keys.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tutor.course.faults import CourseError, Fault

Steps = tuple[str | int, ...]

DEEPEST = 30
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the same events without libyaml, slower
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
# In the source of a double-quoted text: a written \\$, the dollars round maths, any other escape.
_MATHS = re.compile(r"\\\\\$|\$\$?|\\(.)", re.DOTALL)
_KEPT = '\\"/\n'  # what these escapes stand for is what an author sees
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Tree:
    """A document's value and, for each way into it, the line there (a key's line in a mapping)."""

    value: Any
    lines: dict[Steps, int]

    def line(self, steps: Steps) -> int:
        """Return the line of what `steps` lead to, or of the nearest around it that is written."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines[steps]


def read_yaml(text: str, path: Path, first_line: int = 1) -> Tree:
    """Return the one document in `text`, which begins on line `first_line` of the file `path`.

    Raises CourseError with every duplicate key and all maths that quotes spoil, or with the first
    fault of syntax.
    """
    reader = _Reader(text, first_line)
    try:
        value = reader.document(yaml.parse(text, Loader=_LOADER))
    except _Refused as refused:
        raise CourseError([Fault(path, refused.line, refused.message)]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        raise CourseError([Fault(path, line, _in_words(error.problem or "no YAML"))]) from None
    except yaml.YAMLError as error:
        raise CourseError([Fault(path, first_line, f"no YAML: {error}")]) from None
    if reader.found:
        raise CourseError([Fault(path, line, message) for line, message in reader.found])
    return Tree(value, reader.lines)


_CURE = "another sign; put the text in single quotes, or below a | on lines of its own"


def _escape_in_maths(source: str) -> str:
    """Return the first backslash within maths that YAML's double quotes take for its own."""
    inside = False
    for match in _MATHS.finditer(source):
        if match[0] in ("$", "$$"):
            inside = not inside
        elif inside and match[1] and match[1] not in _KEPT:
            return match[0]
    return ""


def _in_words(problem: str) -> str:
    hint = ""
    if "mapping values are not allowed" in problem:
        hint = "; put text that holds a colon in single quotes, or below a | on lines of its own"
    elif "unknown escape character" in problem:
        hint = "; put text that holds a backslash in single quotes, or below a |"
    elif "cannot start any token" in problem:
        hint = "; indent with spaces, and put text that begins with a sign in quotes"
    return f"YAML: {problem}{hint}"


class _Refused(Exception):
    """Something that YAML allows and a course does not."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class _Reader:
    """Builds values from the parser's events, noting lines, duplicate keys and spoilt maths."""

    def __init__(self, text: str, first_line: int) -> None:
        self.text = text
        self.first_line = first_line
        self.lines: dict[Steps, int] = {}
        self.found: list[tuple[int, str]] = []

    def document(self, events: Iterator[yaml.Event]) -> Any:
        next(events)  # the stream's start
        if isinstance(next(events), yaml.StreamEndEvent):
            self.lines[()] = self.first_line
            return None
        value = self._value(next(events), events, ())
        next(events)  # the document's end
        event = next(events)
        if not isinstance(event, yaml.StreamEndEvent):
            raise _Refused("a second document begins here; only one is read", self._line(event))
        return value

    def _line(self, event: yaml.Event) -> int:
        return self.first_line + (event.start_mark.line if event.start_mark else 0)

    def _value(self, event: yaml.Event, events: Iterator[yaml.Event], steps: Steps) -> Any:
        line = self._line(event)
        if len(steps) > DEEPEST:
            raise _Refused(f"nested more than {DEEPEST} levels deep", line)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _Refused("anchors and aliases (&name, *name) are not used in a course", line)
        if tag := getattr(event, "tag", None):
            raise _Refused(f"the tag {tag} is not used in a course", line)
        self.lines.setdefault(steps, line)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(events, steps)
        return self._mapping(events, steps)

    def _list(self, events: Iterator[yaml.Event], steps: Steps) -> list[Any]:
        values: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            values.append(self._value(event, events, (*steps, len(values))))
        return values

    def _mapping(self, events: Iterator[yaml.Event], steps: Steps) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            line = self._line(event)
            if not isinstance(event, yaml.ScalarEvent):
                raise _Refused("a key must be a word", line)
            key = event.value
            if key in values:
                first = self.lines[(*steps, key)]
                self.found.append((line, f"{key} stands here and on line {first}"))
            self.lines.setdefault((*steps, key), line)
            values[key] = self._value(next(events), events, (*steps, key))
        return values

    def _scalar(self, event: yaml.ScalarEvent) -> Any:
        text = event.value
        if not event.implicit[0]:  # quoted, or a block of text
            if event.style == '"' and event.start_mark and event.end_mark:
                source = self.text[event.start_mark.index : event.end_mark.index]
                if escape := _escape_in_maths(source):
                    message = f"the double quotes turn {escape} within maths into {_CURE}"
                    self.found.append((self._line(event), message))
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            if math.isinf(number := float(text)):
                raise _Refused(f"the number {text} is too large", self._line(event))
            return number
        return text
