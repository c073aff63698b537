"""Where in a program's text something is computed, and where its calls and loops are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MOST_NODES = 100_000
"""Calls, loops and iterations of a run that are told apart; what comes later counts to the last."""
_TAB = 8


def lines_of(code: str) -> list[str]:
    """Return the lines of a program as they are shown: a tab goes to the next eighth column."""
    return code.expandtabs(_TAB).split("\n")


Kind = Literal["operation", "read", "change", "bound"]


@dataclass(slots=True)
class Spot:
    """A piece of the text whose value is told when it runs."""

    line: int
    """Counted from 1."""
    column: int
    """Characters before it on its line."""
    end_line: int
    end_column: int
    text: str
    kind: Kind
    """An operation; a value that is only looked up; a name changed in place; a name just bound."""
    name: str | None = None
    """What the value is assigned to, as it is written."""
    operands: tuple[int, ...] = field(default=())
    """The places of what it takes, in their order."""


@dataclass(frozen=True, slots=True)
class Site:
    """A function or a loop, a branch of the tree of a run."""

    kind: Literal["call", "loop"]
    line: int
    text: str
    """What stands for it: "train(X, Y)", "for i in range(200)"."""
    name: str
    """The function's name, or the variable that the loop counts with."""


@dataclass(frozen=True, slots=True)
class Map:
    """All places and sites of a program; a run names them by their numbers."""

    places: tuple[Spot, ...]
    sites: tuple[Site, ...]
