"""What the user decides about a table."""

from __future__ import annotations

from dataclasses import dataclass

from engine.names import look_up
from engine.tables.columns import MARKS, Decimal
from engine.tables.header import HEADERS, Header
from engine.tables.label import TARGETS, Target
from engine.tables.missing import MissingCells


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user decides about a table."""

    label: str | int | None = None
    """Names of columns, with commas between several, or an index; the last column if None."""
    target: Target = "auto"
    missing: str = "refuse"
    """Of all columns, or of single ones: see `MissingCells`."""
    drop: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    """The columns to learn from; none for all that tell something."""
    header: Header = "auto"
    words: tuple[str, ...] = ()
    """Columns of numbers to be taken as words, such as numbers of streets or of kinds."""
    unknown: tuple[str, ...] = ()
    """What else stands for a value that is not known, such as -999."""
    unscaled: tuple[str, ...] = ()
    """Columns that stay as they are where the others are scaled."""
    decimal: Decimal = "auto"
    """What stands before decimals; the other mark sets thousands apart."""

    def check(self) -> None:
        """Raises ValueError for a word that is none of those there are."""
        look_up("target", self.target, dict.fromkeys(TARGETS))
        MissingCells.parse(self.missing)
        look_up("decimal", self.decimal, MARKS)
        look_up("header", self.header, dict.fromkeys(HEADERS))
