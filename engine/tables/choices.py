"""What the user decides about a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from engine.names import look_up
from engine.tables.label import TARGETS, Target
from engine.tables.rows import HEADERS, Header

Missing: TypeAlias = Literal["refuse", "drop", "mean", "median"]
MISSING = get_args(Missing)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decides about a table."""

    label: str | int | None = None
    """Names of columns, with commas between several, or an index; the last column if None."""
    target: Target = "auto"
    missing: Missing = "refuse"
    drop: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    """The columns to learn from; none for all that tell something."""
    header: Header = "auto"
    words: tuple[str, ...] = ()
    """Columns of numbers to be taken as words, such as numbers of streets or of kinds."""

    def check(self) -> None:
        """Raises ValueError for a word that is none of those there are."""
        look_up("target", self.target, dict.fromkeys(TARGETS))
        look_up("way with missing cells", self.missing, dict.fromkeys(MISSING))
        look_up("header", self.header, dict.fromkeys(HEADERS))
