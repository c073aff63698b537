"""Steps in their order, each made only when somebody looks at it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import overload

from engine.trace.step import Step


class Steps(Sequence[Step]):
    """A sequence of Steps; what it holds is told by `__len__`, and by `step` for one of them."""

    @abstractmethod
    def step(self, place: int) -> Step:
        """The step at a place from 0 up to the length."""

    @overload
    def __getitem__(self, place: int) -> Step: ...

    @overload
    def __getitem__(self, place: slice) -> list[Step]: ...

    def __getitem__(self, place: int | slice) -> Step | list[Step]:
        if isinstance(place, slice):
            return [self.step(i) for i in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(f"there is no step {place} among {len(self)}")
        return self.step(place % len(self))
