"""Look a thing up by the name a user typed, and suggest the nearest name when there is none."""

from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")


def look_up(kind: str, name: str, table: Mapping[str, T]) -> T:
    """The entry of `table` called `name`; raises ValueError that suggests the nearest name."""
    if isinstance(name, str) and name in table:
        return table[name]
    from difflib import get_close_matches  # only a typing mistake needs it

    nearest = get_close_matches(str(name), table, n=1, cutoff=0.5)
    hint = f"did you mean {nearest[0]!r}? " if nearest else ""
    raise ValueError(f"unknown {kind} {name!r}; {hint}known: {', '.join(table)}")
