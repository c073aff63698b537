"""Runs in the sandbox: follows a program that trains, by the products and sums that it computes.

No interface is asked for: a way forward is told by the products with the weights of each layer,
the first one with examples of the data; a step by weights that are others on the next way forward.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tutor.own_networks.examples import KnownExamples
from tutor.own_networks.forward import Array, Told, WayForward
from tutor.programs.expressions import adds, is_product
from tutor.programs.instrument import instrument
from tutor.programs.spots import Map
from tutor.programs.world import fresh_program, give_tellers, reseed, run_for
from tutor.sandbox.child import report

EARLY = 100
"""Steps of which each is kept; of later ones those at the end of an epoch."""
MOST_NUMBERS = 10_000_000
_NEXT = 8  # arrays told just before a way forward, among which its targets may be
_LATEST = 64  # arrays told since the last way forward, among which its new parameters may be


def follow(
    code: str, name: str, inputs: dict[str, Any], sizes: list[int], seconds: float
) -> dict[str, Any]:
    """Run a program that trains a network of `sizes` on the inputs X and Y; report its way.

    Return how it ended: {"ended": "finished" or "time"}.
    """
    rewritten, map = instrument(code, name)
    follower = Follower(map, inputs["X"].copy(), inputs["Y"].copy(), sizes)
    program = fresh_program(name)
    program.__dict__.update(inputs)
    follower.give_tellers()
    reseed()
    compiled = compile(rewritten, name, "exec")
    return run_for(
        seconds, lambda: exec(compiled, program.__dict__), lambda: report(follower.packed())
    )


class Follower:
    """The parameters on each way forward, and the examples that each step learned from."""

    def __init__(self, map: Map, X: Array, Y: Array, sizes: Sequence[int]) -> None:
        self._products, self._sums = dict(_pairs(map, is_product)), dict(_pairs(map, adds))
        pairs = (*self._products.values(), *self._sums.values())
        self._wanted = {place for pair in pairs for place in pair}
        self._last: dict[int, Any] = {}
        self._sizes, self._m = sizes, X.shape[1]
        self._known = KnownExamples(X, Y)
        self._way: WayForward | None = None
        self._places = map.places
        self._named: dict[str, Array] = {}
        self._most_biases = 0
        self._latest: deque[Array] = deque(maxlen=_LATEST)
        self._just_before: list[Array] = []
        self._before: Array | None = None
        self._batches: list[Array] = []
        self._seen = self._operations = 0
        self._began: list[int] = []
        self.steps: list[Array] = []
        self.early: list[Array] = []
        self.epochs: list[Array] = []
        self.ends: list[int] = []
        self.moments: list[int] = []
        """How many operations came before each step."""
        self.strangers = 0
        """First products with other numbers than the data."""
        self.is_full = False

    def give_tellers(self) -> None:
        """Let the program tell this follower."""
        give_tellers(self.tell, self.alter, self.read, *[_nothing] * 5)

    def read(self, place: int, value: Any) -> Any:
        if place in self._wanted:
            self._last[place] = value
        return value

    def alter(self, place: int, value: Any) -> None:
        if isinstance(value, np.ndarray):
            self.tell(place, value)

    def tell(self, place: int, value: Any) -> Any:
        self.read(place, value)
        self._operations += 1
        if type(value) is np.ndarray and not self.is_full:
            if place in self._products:
                self._multiplied(self._operands(self._products[place]), value)
            elif place in self._sums and self._way:
                self._way.add(self._operands(self._sums[place]))
            self._latest.appendleft(value)
            if name := self._places[place].name:
                self._named[name] = value
        return value

    def _operands(self, places: tuple[int, int]) -> tuple[Told, Told]:
        one, other = ((self._last.get(place), self._places[place].text) for place in places)
        return one, other

    def _multiplied(self, operands: tuple[Told, Told], result: Array) -> None:
        """Take the product of the next layer on the way forward, or that of a new way."""
        for rows, data in ((False, operands[1][0]), (True, operands[0][0])):
            first = WayForward(self._sizes, np.zeros(_count(data, rows), int), rows)
            if first.multiply(operands, result) and self._are_examples(first, data):
                self._close()
                self._way = first
                self._began.append(self._operations - 1)
                self._just_before = list(self._latest)[:_NEXT]
                self._latest.clear()
                self._named.clear()
                return
        if self._way:
            self._way.multiply(operands, result)

    def _are_examples(self, way: WayForward, data: Array) -> bool:
        """Note which examples go forward; tell whether all are of the data."""
        way.inputs = (data.T if way.rows else data).reshape(self._sizes[0], -1).copy()
        way.examples = self._known.numbers(way.inputs)
        self.strangers += not len(way.examples)
        return len(way.examples) > 0

    def _close(self) -> None:
        """Look at the way forward that is over: where its weights are new, a step led to them."""
        way = self._way
        if way is not None and self._is_whole(way):
            self._take(way.parameters())
            told = [*self._latest, *self._just_before]
            self._batches.append(self._known.resolved(way.examples, way.inputs, told))

    def _is_whole(self, way: WayForward) -> bool:
        """Whether a way came to its end; where biases are left out, it was not for training."""
        self._most_biases = max(self._most_biases, len(way.biases))
        return way.is_whole and len(way.biases) == self._most_biases

    def _take(self, present: Array) -> None:
        if self._before is None:
            self.early.append(present)
            self.epochs.append(present)
        elif not np.array_equal(present, self._before, equal_nan=True):
            self._step(present)
        self._before = present

    def _step(self, present: Array) -> None:
        batch = _learned_from(self._batches)
        self._batches = []
        self.steps.append(batch)
        self.moments.append(self._began[0])
        self._began = self._began[-1:]
        if len(self.early) <= EARLY:
            self.early.append(present)
        self._seen += len(batch)
        if self._seen >= self._m:
            self._seen = 0
            self.epochs.append(present)
            self.ends.append(len(self.steps))
        kept = (len(self.epochs) + len(self.early)) * present.size
        self.is_full = kept + len(self.ends) * self._m > MOST_NUMBERS

    def packed(self) -> dict[str, Any]:
        """Return all as plain values."""
        self._close()
        if self._way is not None and self._is_whole(self._way):
            self._take(self._way.parameters_after(self._named, self._latest))
        none = np.zeros((0, 0))
        return {
            "early": np.array(self.early) if self.early else none,
            "epochs": np.array(self.epochs) if self.epochs else none,
            "ends": list(self.ends),
            "moments": list(self.moments),
            "examples": np.concatenate(self.steps) if self.steps else np.zeros(0, int),
            "sizes": [len(step) for step in self.steps],
            "strangers": self.strangers,
        }


def _nothing(*_: int) -> None:
    return None


def _count(data: Any, rows: bool) -> int:
    shape = np.shape(data)
    return (shape[0] if rows else shape[-1]) if len(shape) == 2 else 1


def _learned_from(batches: Sequence[Array]) -> Array:
    """Return the examples of a step, by the ways forward since the last one.

    A way that only measures takes all examples, and one at a time are summed up before the step.
    """
    least = min(len(batch) for batch in batches)
    smallest = [batch for batch in batches if len(batch) == least]
    return np.concatenate(smallest) if least == 1 else smallest[-1]


def _pairs(map: Map, wanted: Any) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the operations with two operands that are wanted, and where these stand."""
    for number, spot in enumerate(map.places):
        if spot.kind != "read" and len(spot.operands) == 2 and wanted(spot.text):
            yield number, (spot.operands[0], spot.operands[1])
