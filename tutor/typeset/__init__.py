"""LaTeX in, rows of text out."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from tutor.typeset.errors import TexError

if TYPE_CHECKING:
    from tutor.typeset.box import Box
    from tutor.typeset.nodes import MathRow

__all__ = ["TexError", "inline", "layout", "typeset"]


def typeset(tex: str, width: int | None = None) -> list[str]:
    """Return a formula in two dimensions: rows of text, all of the same width in cells.

    One wider than `width` cells is split at a relation, or at a + or a −, and stays too wide
    where it has none. Raises TexError for what cannot be typeset.
    """
    return list(layout(tex, width).rows)


@lru_cache(maxsize=1024)  # a formula is asked its width, its height and its rows
def layout(tex: str, width: int | None = None) -> Box:
    """Return what `typeset` does together with its width and the row of its baseline."""
    from tutor.typeset.lines import fitted

    return fitted(_parsed(tex), width)


@lru_cache(maxsize=4096)  # a page is read by the loader, the check and the screen
def inline(tex: str) -> str:
    """Return a formula in one line, for use within a sentence. Raises TexError as `typeset`."""
    from tutor.typeset.linear import linear

    return linear(_parsed(tex))


def _parsed(tex: str) -> MathRow:
    from tutor.typeset.commands import BUILDERS  # late: the first screen holds no formula
    from tutor.typeset.parser import Parser

    return Parser(tex, BUILDERS).whole()
