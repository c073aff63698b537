"""Links between lessons: `[text](2-6-computation-graph)`, `[text](#page)`, `[text](id#page)`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import unquote

WEB = ("http://", "https://", "mailto:")


class Destination(NamedTuple):
    """Where a link of a lesson leads."""

    lesson: str
    anchor: str
    """The page's title as `anchor_of` writes it, "" for the lesson as a whole."""


def destination(href: str, lesson_id: str) -> Destination | None:
    """Return where `href` leads when followed in the lesson `lesson_id`, None for the web."""
    if href.startswith(WEB):
        return None
    lesson, _, anchor = unquote(href).partition("#")
    return Destination(lesson or lesson_id, anchor)


def anchor_of(title: str) -> str:
    """Return a heading as links name it, as on GitHub: "Right to left" is "right-to-left"."""
    return re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")


def page_names(titles: Sequence[str]) -> tuple[str, ...]:
    """Return what the pages with these titles are called in the progress: a name for each."""
    names: list[str] = []
    for number, title in enumerate(titles, start=1):
        name = anchor_of(title) or "page"
        names.append(name if name not in names else f"{name}-{number}")
    return tuple(names)


def page_number(titles: Sequence[str], anchor: str) -> int | None:
    """Return which of the pages with these titles, counted from 0, an anchor names."""
    anchors = [anchor_of(title) for title in titles]
    return anchors.index(anchor) if anchor in anchors else None
