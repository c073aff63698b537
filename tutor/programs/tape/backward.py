"""The derivative of one value of a run by all others that it was made of."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

import numpy as np

from tutor.programs.tape.graph import TapeValue, made_of_all


class Derivatives:
    """What goes back from one value, or from several with weights, to all that they are made of."""

    def __init__(self, seeds: Mapping[TapeValue, Any], until: Container[int] = ()) -> None:
        """`until` are the identities of values that it does not go behind."""
        self._back: dict[int, Any] = {}
        self._unknown = set[int]()
        for node, seed in seeds.items():
            self._add(node, seed)
        for node in reversed(made_of_all(seeds, until)):
            if id(node) not in until:
                self._go_through(node)

    def by(self, node: TapeValue) -> Any:
        """Return the derivative by a value: 0 where nothing depends on it; None if unknown."""
        if id(node) in self._unknown:
            return None
        return self._back.get(id(node), np.zeros(np.shape(node.value)))

    def _go_through(self, node: TapeValue) -> None:
        back = self._back.get(id(node))
        if back is None and id(node) not in self._unknown:
            return
        if id(node) in self._unknown or node.function is None:
            self._unknown.update(id(each) for each in node.made_of)
            return
        values = [each.value for each in node.made_of]
        try:
            with np.errstate(all="ignore"):
                parts = node.function.back(back, node.value, *values)
        except (ValueError, IndexError):
            self._unknown.update(id(each) for each in node.made_of)
            return
        for each, part in zip(node.made_of, parts, strict=True):
            self._add(each, part)

    def _add(self, node: TapeValue, part: Any) -> None:
        before = self._back.get(id(node))
        self._back[id(node)] = part if before is None else before + part
