"""Cuts the text of a page at its live parts, which a screen may lay out beside the text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tutor.course.sections import fences


class Stretch(NamedTuple):
    """A piece of text, or the fence of one live part."""

    markdown: str
    line: int
    """Its first line within the text that was cut, from 0."""
    is_part: bool


def stretches(markdown: str, parts: Collection[str]) -> Iterator[Stretch]:
    """Yield the text between fences of the directives named in `parts`, and these fences."""
    lines = markdown.split("\n")
    start = 0
    for fence in fences(markdown):
        if fence.directive is None or fence.directive[0] not in parts:
            continue
        yield from _text(lines, start, fence.line)
        yield Stretch("\n".join(lines[fence.line : fence.end + 1]), fence.line, True)
        start = fence.end + 1
    yield from _text(lines, start, len(lines))


def _text(lines: list[str], start: int, end: int) -> Iterator[Stretch]:
    """Yield these lines if anything is written in them."""
    text = "\n".join(lines[start:end])
    if text.strip():
        yield Stretch(text, start, False)
