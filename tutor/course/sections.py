"""Cuts a lesson's text into front matter, pages and fences, without parsing the Markdown.

It is all that the index, the search and the glossary need, and the loader begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

CALLOUTS = ("note", "tip", "warning", "definition")
"""Directives that frame a piece of Markdown."""

# A line that opens or closes a fence, or a heading that begins a page.
_MARK = re.compile(r" {0,3}(?:(?P<fence>`{3,}|~{3,})(?P<info>.*)|##(?P<title>(?:[ \t].*)?))$")
_BEGINNINGS = ("##", "``", "~~")
_CLOSING_SIGNS = re.compile(r"[ \t]+#+[ \t]*$")
_DIRECTIVE = re.compile(r"\{([A-Za-z][\w-]*)\}[ \t]*(.*)$")


class Section(NamedTuple):
    """Text and the line, from 1, that its first line has in the file."""

    title: str
    text: str
    line: int


class Fence(NamedTuple):
    """A fenced block: what follows its backticks, what it holds, and its lines (from 0)."""

    info: str
    body: str
    line: int
    closed: bool
    end: int
    """The line that closes it, or the one after the last."""

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
    headings = [
        (line, mark["title"]) for line, mark, _ in _marks(lines, start) if not mark["fence"]
    ]
    ends = [line for line, _ in headings[1:]] + [len(lines)]
    pages = [
        Section(_CLOSING_SIGNS.sub("", title).strip(), "\n".join(lines[line + 1 : end]), line + 1)
        for (line, title), end in zip(headings, ends, strict=False)
    ]
    first = headings[0][0] if headings else len(lines)
    return Sections(front, Section("", "\n".join(lines[start:first]), start + 1), pages)


def fences(text: str) -> Iterator[Fence]:
    """Yield the fenced blocks of `text` that stand at the margin."""
    lines = text.split("\n")
    for line, mark, end in _marks(lines):
        if mark["fence"]:
            body = "\n".join(lines[line + 1 : end])
            yield Fence(mark["info"].strip(), body, line, end < len(lines), end)


def _front_matter(lines: list[str]) -> tuple[Section | None, int]:
    """Return what stands between two lines of dashes at the top, and the line after it."""
    if lines[0].rstrip() == "---":
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() == "---":
                return Section("", "\n".join(lines[1:number]), 2), number + 1
    return None, 0


def _marks(lines: list[str], start: int = 0) -> Iterator[tuple[int, re.Match[str], int]]:
    """Yield the line of each heading outside fences, and of each fence with the line that ends it.

    What follows the backticks of a fence holds no backtick; else it is code within a line.
    """
    opened: tuple[int, re.Match[str]] | None = None
    for number in range(start, len(lines)):
        if not lines[number].lstrip(" ").startswith(_BEGINNINGS):
            continue
        mark = _MARK.match(lines[number])
        if mark is None:
            continue
        if opened:
            if _closes(mark, opened[1]):
                yield *opened, number
                opened = None
        elif not mark["fence"]:
            yield number, mark, number
        elif mark["fence"][0] == "~" or "`" not in mark["info"]:
            opened = number, mark
    if opened:
        yield *opened, len(lines)


def _closes(mark: re.Match[str], opening: re.Match[str]) -> bool:
    return (mark["fence"] or "").startswith(opening["fence"]) and not mark["info"].strip()
