"""LaTeX source in, tokens out."""

from __future__ import annotations

import re
from typing import NamedTuple

from tutor.typeset.characters import check_character
from tutor.typeset.errors import TexError

MAX_LENGTH = 20_000  # the chain rule of a formula with 200 operations takes 15,000
LONG = 30  # a message quotes no more of a token

TOKEN = re.compile(
    r"(?P<space>[ \t\r\n]+)"
    r"|(?P<newline>\\\\(?:\[ *-?[\d.]+ *(?:pt|em|ex|mu|mm|cm) *\])?)"
    r"|\\(?P<command>[A-Za-z]+|[\s\S])"
    r"|(?P<special>[{}^_&'])"
    r"|(?P<char>[\s\S])"
)

ESCAPE_THESE = {
    "$": "a formula holds no $ of its own; write \\$ for the sign",
    "%": "% starts a comment in LaTeX; write \\% for the sign",
    "#": "# means nothing in a formula; write \\# for the sign",
    "\\": "the formula ends in a backslash",
}


class TexToken(NamedTuple):
    """A piece of source: its kind (char, command, space, newline, end, or one of { } ^ _ & ')."""

    kind: str
    text: str
    position: int

    def __str__(self) -> str:
        text = self.text if len(self.text) < LONG else f"{self.text[:LONG]}…"
        return f"\\{text}" if self.kind == "command" else text or "the end"


def tokens(tex: str) -> list[TexToken]:
    """Return the tokens of `tex`, closed by an end token.

    Raises TexError for a source that is too long or holds a character no formula can hold.
    """
    if len(tex) > MAX_LENGTH:
        raise TexError(f"a formula may have at most {MAX_LENGTH:,} characters", MAX_LENGTH)
    found = [_token(match) for match in TOKEN.finditer(tex)]
    return [*_without_swallowed_spaces(found), TexToken("end", "", len(tex))]


def _token(match: re.Match[str]) -> TexToken:
    kind, position = str(match.lastgroup), match.start()
    text = match[kind]
    if kind == "command" and text in "\t\r\n":
        text = " "
    if kind in ("char", "command"):
        check_character(text[0], position)
    if kind == "char" and text in ESCAPE_THESE:
        raise TexError(ESCAPE_THESE[text], position)
    return TexToken(text if kind == "special" else kind, text, position)


def _without_swallowed_spaces(found: list[TexToken]) -> list[TexToken]:
    """Drop the blanks that only end a command's name, as in `\\alpha x`.

    The blank before a slash stays: who types `\\alpha / m` means it on both sides.
    """
    nothing = TexToken("start", "", 0)
    neighbours = zip([nothing, *found][:-1], found, [*found, nothing][1:], strict=True)
    return [
        token
        for before, token, after in neighbours
        if token.kind != "space"
        or before.kind != "command"
        or not before.text.isalpha()
        or after.text == "/"
    ]
