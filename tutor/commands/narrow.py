"""Lines that fit the terminal's width, where they are printed on one."""

from __future__ import annotations

import textwrap
from shutil import get_terminal_size

_NARROWEST = 20
_NO_TERMINAL = 1_000_000, 24  # a pipe takes lines of any length


def fitted(line: str, indent: int) -> str:
    """The line, broken where it is too long, and then `indent` cells further in."""
    return "\n".join(textwrap.wrap(line, columns(), subsequent_indent=" " * indent))


def columns() -> int:
    """How many cells a line may take."""
    return max(get_terminal_size(_NO_TERMINAL).columns, _NARROWEST)
