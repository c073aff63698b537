"""What may stand for what in the forward pass."""

from __future__ import annotations

import numpy as np

from tutor.programs.tape.graph import TapeValue
from tutor.programs.unit_by_unit.judging import JudgedRound


class Peers:
    """The values of the outputs, those that are alike, and parameters that nothing takes."""

    def __init__(self, judged: JudgedRound) -> None:
        outputs = [each.output for each in judged.loss.pairs]
        every = judged.round.made_of(outputs or judged.loss.seeds() or {})
        self.forward = {id(each): each for each in every}
        self._own = judged.round.own
        self.idle = self._own - set(self.forward)
        """Parameters that the outputs are not made of."""
        self._inputs = set[int]()
        """What is multiplied by parameters."""
        for node in every:
            if any(id(each) in self._own for each in node.made_of):
                self._inputs |= {id(each) for each in node.made_of} - self._own

    def allow(self, made: TapeValue, node: TapeValue) -> bool:
        """Return whether an edit puts a peer in the place of a peer."""
        new = [each for each in made.made_of if all(each is not old for old in node.made_of)]
        old = [each for each in node.made_of if all(each is not other for other in made.made_of)]
        if not new or new[0].event is None or id(new[0]) in self.idle:
            return True
        if old and new[0].event is old[0].event:  # the same, with its sign turned
            return True
        if len(old) == 1 and is_function_of(new[0], old[0]):
            return True  # an activation for its sum
        is_sum = len(old) == 1 and id(old[0]) in self.forward and not self._takes_own(node)
        both = {id(each) for each in (*old, *new)}
        return both <= self._inputs or (
            is_sum and id(new[0]) in self.forward and both.isdisjoint(self._own)
        )

    def _takes_own(self, node: TapeValue) -> bool:
        return any(id(each) in self._own for each in node.made_of)


def is_function_of(node: TapeValue, other: TapeValue) -> bool:
    """Return whether it is made of another value alone, cell by cell."""
    is_like = np.shape(node.value) == np.shape(other.value)
    if node is other or not is_like or not node.made_of:
        return node is other
    wide = [each for each in node.made_of if np.ndim(each.value)]
    return bool(wide) and all(is_function_of(each, other) for each in wide)
