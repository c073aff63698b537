"""Cuts a lesson's text into front matter, pages and fences, without parsing the Markdown.

It is all that the index, the search and the glossary need, and the loader begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

CALLOUTS = ("note", "tip", "warning", "definition")
"""Directives that frame a piece of Markdown."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*(.*)$")
_HEADING = re.compile(r" {0,3}##(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*$")
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w-]*)\}[ \t]*(.*)$")


class Section(NamedTuple):
    """Text and the line, from 1, that its first line has in the file."""

    title: str
    text: str
    line: int


class Fence(NamedTuple):
    """A fenced block: what follows its backticks, what it holds, and its line (from 0)."""

    info: str
    body: str
    line: int
    closed: bool

    @property
    def directive(self) -> tuple[str, str] | None:
        """The name and argument of a directive, None for a block of code."""
        return directive_of(self.info)


class Sections(NamedTuple):
    """A lesson.md cut up. A page's `line` is that of its heading; its text begins after it."""

    front: Section | None
    before: Section
    """What stands between the front matter and the first page."""
    pages: list[Section]


def directive_of(info: str) -> tuple[str, str] | None:
    """Return the name and argument in a fence's info string, None if it names no directive."""
    match = _DIRECTIVE.match(info.strip())
    return (match[1], match[2].strip()) if match else None


def cut(text: str) -> Sections:
    """Return the parts of a lesson.md."""
    lines = text.split("\n")
    front, start = _front_matter(lines)
    headings = [(number, _HEADING.match(lines[number])) for number in _outside_fences(lines, start)]
    marks = [(number, match[1] or "") for number, match in headings if match]
    ends = [number for number, _ in marks] + [len(lines)]
    before = Section("", "\n".join(lines[start : ends[0]]), start + 1)
    pages = [
        Section(title, "\n".join(lines[number + 1 : end]), number + 1)
        for (number, title), end in zip(marks, ends[1:], strict=True)
    ]
    return Sections(front, before, pages)


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of `text` that stand at the margin."""
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        match = _FENCE.match(lines[number])
        if match is None or not _opens(match):
            number += 1
            continue
        end = _closing(lines, number, match[1])
        yield Fence(match[2].strip(), "\n".join(lines[number + 1 : end]), number, end < len(lines))
        number = end + 1


def _front_matter(lines: list[str]) -> tuple[Section | None, int]:
    """Return what stands between two lines of dashes at the top, and the line after it."""
    if lines[0].rstrip() != "---":
        return None, 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return Section("", "\n".join(lines[1:number]), 2), number + 1
    return None, 0


def _outside_fences(lines: list[str], start: int) -> Iterator[int]:
    number = start
    while number < len(lines):
        match = _FENCE.match(lines[number])
        if match and _opens(match):
            number = _closing(lines, number, match[1])
        else:
            yield number
        number += 1


def _opens(match: re.Match[str]) -> bool:
    """Tell a fence from inline code: what follows backticks holds no backtick."""
    return match[1][0] == "~" or "`" not in match[2]


def _closing(lines: list[str], opening: int, mark: str) -> int:
    """Return the line that closes the fence, or the end of the text."""
    for number in range(opening + 1, len(lines)):
        line = lines[number].strip()
        indent = len(lines[number]) - len(lines[number].lstrip(" "))
        if indent < 4 and len(line) >= len(mark) and not line.strip(mark[0]):
            return number
    return len(lines)
