"""Looking for a mistake must not become one: a search that fails ends without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_Found = TypeVar("_Found")


class Guard:
    """Lets a search fail, and nothing else with it."""

    def __init__(self) -> None:
        self.on_fault: Callable[[Exception], object] = lambda fault: None
        """What is done with a fault; tests raise it."""

    def as_far_as(self, found: Iterable[_Found]) -> Iterator[_Found]:
        """Yield what is found until the search fails, if it does."""
        try:
            yield from found
        except Exception as fault:
            self.on_fault(fault)


GUARD = Guard()
