"""Rows of coloured text: what drawing functions return and widgets and commands show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

RGB = tuple[int, int, int]

# A role is a meaning ("forward", "negative", "series-2"); the theme gives it its colour.
Role = str
Colour = Role | RGB

ROLES: tuple[Role, ...] = (
    "text",
    "muted",
    "accent",
    "forward",
    "loss",
    "backward",
    "update",
    "positive",
    "negative",
    "right",
    "partly",
    "wrong",
    "series-1",
    "series-2",
    "series-3",
    "series-4",
)


class Span(NamedTuple):
    """A run of text in one style; `text` holds no newline and no control character."""

    text: str
    fg: Colour | None = None
    bg: Colour | None = None
    bold: bool = False
    reverse: bool = False
    underline: bool = False


Row = list[Span]
Picture = list[Row]


class Palette(NamedTuple):
    """The colours of a theme as numbers, for drawings that blend them (heat maps, regions)."""

    background: RGB
    text: RGB
    positive: RGB
    negative: RGB
    series: tuple[RGB, ...]
    colour: bool = True  # False: draw with glyphs, colours will not be seen


def plain(picture: Sequence[Sequence[Span]]) -> str:
    """Return the picture as text without colour, one line a row."""
    return "\n".join("".join(span.text for span in row).rstrip() for row in picture)
