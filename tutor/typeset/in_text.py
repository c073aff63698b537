"""Formulas in a text of Markdown, written as one reads them: for lists and the command line."""

from __future__ import annotations

import re

from tutor.typeset import TexError, inline, typeset

_FORMULA = re.compile(
    r"(?P<code>```.*?```|`[^`]*`)|\$\$(?P<display>.+?)\$\$|\$(?P<inline>[^$]+)\$", re.DOTALL
)
_INDENT = "    "


def maths_in(text: str) -> str:
    """Return the text with its formulas typeset; code stays, and so does what cannot be typeset."""
    return _FORMULA.sub(_typeset, text)


def _typeset(found: re.Match[str]) -> str:
    try:
        if tex := found["inline"]:
            return inline(tex)
        if tex := found["display"]:
            return "\n" + "\n".join(f"{_INDENT}{row}".rstrip() for row in typeset(tex)) + "\n"
    except TexError:
        pass
    return found[0]
