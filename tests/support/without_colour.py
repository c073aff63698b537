"""What a picture says by colour alone, which many do not see and NO_COLOR takes away."""

from __future__ import annotations

import re

from tutor.plots.cells import Picture, Row, Span, plain

VERDICTS = {"right", "partly", "wrong"}
_SIGN = re.compile(r"[✔◐✘○●!]")
_WORD = re.compile(r"[A-Za-z]{3}")


def by_colour_alone(picture: Picture) -> list[str]:
    """Return the rows of a picture, drawn without colour, that say something by colour alone.

    A verdict has a sign in its row, or is a word; no cell is filled by a colour that was mixed.
    """
    return [plain([row]) for row in picture if any(_is_unsaid(span, row) for span in row)]


def _is_unsaid(span: Span, row: Row) -> bool:
    filled = isinstance(span.fg, tuple) and any(block in span.text for block in "▀▄█")
    if filled or isinstance(span.bg, tuple):
        return True
    said = _SIGN.search(plain([row])) or _WORD.search(span.text)
    return span.fg in VERDICTS and bool(span.text.strip()) and not said
