"""Between pictures and text with ANSI escape codes: read plotext's, write a terminal's."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from tutor.plots.cells import ROLES, Colour, Palette, Picture, Row, Span

_ESCAPE = re.compile(r"\x1b\[([\d;]*)m")
_RESET = "\x1b[0m"

# A terminal's own sixteen colours, so that its theme decides on the shades.
_TERMINAL_CODES = {
    "text": "39",
    "muted": "2",
    "accent": "36",
    "forward": "34",
    "loss": "35",
    "backward": "33",
    "update": "32",
    "positive": "34",
    "negative": "33",
    "right": "32",
    "partly": "33",
    "wrong": "31",
    "series-1": "34",
    "series-2": "33",
    "series-3": "32",
    "series-4": "35",
}


def code_of(role: str) -> int:
    """Return the colour number that stands for a role while plotext holds the drawing."""
    return ROLES.index(role) + 1


def parse(text: str, default: Colour | None = None) -> Picture:
    """Read rows of text in which `38;5;n` stands for the role with `code_of(role) == n`.

    Text outside any colour gets the colour `default`.
    """
    return [_parse_row(line, default) for line in text.rstrip("\n").split("\n")]


def _parse_row(line: str, default: Colour | None) -> Row:
    row: Row = []
    colour = default
    parts = _ESCAPE.split(line)
    for text, codes in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if text:
            row.append(Span(text, colour))
        colour = ROLES[int(codes[5:]) - 1] if codes.startswith("38;5;") else default
    return row


def terminal_palette(environ: Mapping[str, str] = os.environ) -> Palette:
    """Return colours for a terminal outside the app: dark, or none where NO_COLOR is set."""
    return Palette(
        background=(24, 24, 24),
        text=(220, 220, 220),
        positive=(86, 156, 230),
        negative=(230, 140, 50),
        series=((86, 156, 230), (230, 140, 50), (90, 180, 110), (200, 120, 200)),
        colour=not environ.get("NO_COLOR"),
    )


def ansi(picture: Picture, palette: Palette) -> str:
    """Return the picture as text for a terminal, one line a row.

    Roles become the terminal's own colours, RGB stays RGB; where the palette is without colour
    only bold, underline and reverse are written.
    """
    return "\n".join("".join(_escaped(span, palette) for span in row).rstrip() for row in picture)


def _escaped(span: Span, palette: Palette) -> str:
    flags = (("1", span.bold), ("4", span.underline), ("7", span.reverse))
    codes = [code for code, wanted in flags if wanted]
    if palette.colour:
        codes += [_code(span.fg, "38")] if span.fg is not None else []
        codes += [_code(span.bg, "48")] if span.bg is not None else []
    return f"\x1b[{';'.join(codes)}m{span.text}{_RESET}" if codes else span.text


def _code(colour: Colour, ground: str) -> str:
    if isinstance(colour, str):
        code = _TERMINAL_CODES[colour]
        return code if ground == "38" or code == "2" else str(int(code) + 10)
    red, green, blue = colour
    return f"{ground};2;{red};{green};{blue}"
