"""Lines of text on the screen end where a formula may be broken.

Textual breaks its lines by Rich's rule, at any blank, and has no place to say another one; so Rich
is given ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import rich._wrap

from tutor.typeset.breaks import GLUE, held_together

_WORD = re.compile(rf"[^\S{GLUE}]*(?:\S|{GLUE})+[^\S{GLUE}]*")


def words(text: str) -> Iterable[tuple[int, int, str]]:
    """Yield start, end and text of each piece of a line that stays whole, blanks around it."""
    for match in _WORD.finditer(held_together(text)):
        start, end = match.span()
        yield start, end, text[start:end]


def break_formulas_at_signs() -> None:
    """Let no line of the screen begin with a sign of a formula."""
    rich._wrap.words = words
