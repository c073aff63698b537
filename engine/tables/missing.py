"""What becomes of cells without a value: one way for all columns, and others for single ones.

"median"                    a figure of the training part, everywhere
"median,Cabin=drop"         rows without a Cabin are left out, all else is filled in
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, get_args

from engine.names import look_up

Missing: TypeAlias = Literal["refuse", "drop", "mean", "median"]
WAYS = get_args(Missing)
FIGURES = ("mean", "median")


@dataclass(frozen=True, slots=True)
class MissingCells:
    """The way of all columns, and the ways of those that have one of their own."""

    usual: str = "refuse"
    of_columns: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> MissingCells:
        """The ways that are written; raises ValueError for a word that is none."""
        usual, of_columns = "refuse", {}
        for part in filter(None, map(str.strip, text.split(","))):
            name, _, way = (word.strip() for word in part.rpartition("="))
            look_up("way with missing cells", way, dict.fromkeys(WAYS))
            if name:
                of_columns[name] = way
            else:
                usual = way
        return cls(usual, of_columns)

    def written(self) -> str:
        """The ways as `parse` reads them; what is as everywhere is not said."""
        own = {name: way for name, way in self.of_columns.items() if way != self.usual}
        usual = [] if self.usual == "refuse" and own else [self.usual]
        return ",".join([*usual, *(f"{name}={way}" for name, way in own.items())])

    def with_column(self, name: str, way: str) -> MissingCells:
        """The same with another way for one column."""
        return MissingCells(self.usual, {**self.of_columns, name: way})
