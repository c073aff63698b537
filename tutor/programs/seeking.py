"""Runs in the sandbox: a program up to the first operation that is what was looked for."""

from __future__ import annotations

from typing import Any

import numpy as np

from tutor.programs.instrument import instrument
from tutor.programs.searching import CodeSearch
from tutor.programs.spots import Map
from tutor.programs.world import fresh_program, give_tellers, reseed, run_for
from tutor.sandbox.child import finish

_NUMBERS = (np.ndarray, bool, int, float, np.number, np.bool_)


class Seeker:
    """Looks at each operation, and ends the run at the first that is meant."""

    def __init__(self, search: CodeSearch, map: Map) -> None:
        self._search = search
        self._names = [spot.name for spot in map.places]
        self._meant = [spot.kind != "read" and search.names(spot) for spot in map.places]
        self._shapes: dict[str, tuple[int, ...]] = {}
        self._operations = 0

    def give_tellers(self) -> None:
        """Let the program tell this seeker."""
        give_tellers(self.tell, self.alter, self.read, *[self.pass_by] * 5)

    def tell(self, place: int, value: Any) -> Any:
        is_array = isinstance(value, np.ndarray)
        if isinstance(value, _NUMBERS) and self._is_meant(place, np.asarray(value), is_array):
            finish({"operation": self._operations})
        self._operations += 1
        return value

    def alter(self, place: int, value: Any) -> None:
        if isinstance(value, np.ndarray):
            self.tell(place, value)

    def read(self, place: int, value: Any) -> Any:
        return value

    def pass_by(self, *site: int) -> None:
        """A call or a turn of a loop is nothing that is looked for."""

    def _is_meant(self, place: int, array: np.ndarray[Any, Any], is_array: bool) -> bool:
        if array.dtype.kind not in "biuf":
            return False
        if self._search.kind == "name":
            return self._meant[place]
        if self._search.kind == "shape":
            name = self._names[place]
            before = self._shapes.setdefault(name, array.shape) if name else array.shape
            return bool(before != array.shape)
        return self._search.fits(array, array.dtype.name, is_array)


def seek(
    code: str, inputs: dict[str, Any], name: str, words: str, seconds: float
) -> dict[str, Any]:
    """Run `code` and return how many operations come before the first that the words mean.

    {"operation": that number}; without it where there is none in so many seconds.
    """
    rewritten, map = instrument(code, name)
    seeker = Seeker(CodeSearch.of(words), map)
    program = fresh_program(name)
    program.__dict__.update(inputs)
    seeker.give_tellers()
    reseed()
    compiled = compile(rewritten, name, "exec")
    return dict(run_for(seconds, lambda: exec(compiled, program.__dict__), lambda: None))
