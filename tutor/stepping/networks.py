"""Training steps of a network as a trace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

import engine.trace
from engine.trace import Cell, Provenance, Step, Steps, Value
from tutor.stepping.conventions import Convention, turned_index
from tutor.stepping.focus import Focus, base_of, index_in

KEPT_BATCHES = 4
KEPT_PROVENANCES = 8
MOST_TERMS = 4096
"""A number made of more than these is not followed to each of them."""
PARAMETERS = {"W", "b", "gamma", "beta"}


class BatchSteps(Steps):
    """The Steps of an engine trace; those of the last few training steps looked at are kept.

    Going to and fro between a trace and the one before an edit would otherwise train anew each
    time.
    """

    def __init__(self, trace: engine.trace.Trace) -> None:
        self._trace = trace
        self.per_batch = len(trace.outlines)
        self.of_batch = lru_cache(maxsize=KEPT_BATCHES)(self._of_batch)

    def _of_batch(self, batch: int) -> list[Step]:
        first = batch * self.per_batch
        return self._trace[first : first + self.per_batch]

    def __len__(self) -> int:
        return len(self._trace)

    def step(self, place: int) -> Step:
        batch, number = divmod(place, self.per_batch)
        return self.of_batch(batch)[number]


@dataclass(frozen=True, eq=False)
class NetworkTrace:
    """A network's training steps, one batch after another."""

    trace: engine.trace.Trace
    fresh: Callable[[], engine.trace.Trace] | None = None
    """Makes the same trace anew, with a network of its own, for use in another thread."""
    title: str = ""
    batches_per_epoch: int = 1

    @cached_property
    def steps(self) -> BatchSteps:
        return BatchSteps(self.trace)

    def most_rows(self, convention: Convention) -> int:
        """Return how many rows the largest matrix of a training step has on the screen."""
        return max(1, *(self._rows(step, convention) for step in self.steps.of_batch(0)))

    def _rows(self, step: Step, convention: Convention) -> int:
        values = {step.name: step.value, **step.operands}
        shapes = [turned_index(n, np.shape(v), convention) for n, v in values.items()]
        return max([shape[0] if len(shape) == 2 else 8 for shape in shapes if shape], default=0)

    @cached_property
    def has_gradients(self) -> bool:
        return any(outline.phase == "backward" for outline in self.trace.outlines)

    @cached_property
    def inputs(self) -> Mapping[str, Value]:
        return self.trace.inputs

    @cached_property
    def input_names(self) -> list[str]:
        """The parameters first, then X and Y."""
        return sorted(self.inputs, key=lambda name: name in ("X", "Y"))

    def at_hand(self, position: int, focus: Focus) -> Cell:
        """The parameter that the present step takes or gives a slope of, at the cell in focus."""
        step = self.steps[position - 1] if position else None
        about = [step.name.removeprefix("d"), *step.operands] if step else []
        name = next((name for name in self.input_names if name in about), self.input_names[0])
        return Cell(name, index_in(focus, name, np.shape(self.inputs[name])))

    @property
    def result(self) -> float:
        return self.trace.cost

    def with_value(self, cell: Cell, value: float) -> NetworkTrace:
        trace, fresh = self.trace.with_value(cell, value), self.fresh
        again = None if fresh is None else lambda: fresh().with_value(cell, value)
        return replace(self, trace=trace, fresh=again)

    def gradient(self, cell: Cell) -> float | None:
        """The first training step's slope by a parameter."""
        for number, outline in enumerate(self.trace.outlines):
            if outline.phase == "backward" and outline.name == f"d{cell.name}":
                return float(np.asarray(self.steps[number].value)[cell.index])
        return None

    def provenance(self, cell: Cell, position: int) -> Provenance:
        return self._provenance(cell, position)

    @cached_property
    def _provenance(self) -> Callable[[Cell, int], Provenance]:
        return lru_cache(maxsize=KEPT_PROVENANCES)(self.trace.provenance)

    def terms(self, step: Step) -> int:
        """Return about how many numbers one entry of a step's result is made of."""
        sizes = {name: np.size(value) for name, value in step.operands.items()}
        if not step.shape:
            return sum(sizes.values())
        slopes = [size for name, size in sizes.items() if name.startswith("dZ")]
        backward = step.phase == "backward" and base_of(step.name) in PARAMETERS
        return max(slopes, default=0) // step.shape[0] if backward else 0

    def expected(
        self, number: int, index: tuple[int, ...], believed: Mapping[Cell, float]
    ) -> float:
        return self.trace.expected(number, index, believed)

    @property
    def steps_in_pass(self) -> int:
        return self.steps.per_batch

    def pass_start(self, position: int) -> int:
        return self.batch_of(position) * self.steps.per_batch

    def batch_of(self, position: int) -> int:
        """Which training step a position is in; the last step of one still is."""
        return max(0, position - 1) // self.steps.per_batch

    def known(self, position: int) -> dict[str, int]:
        """Return what the training step has given so far: each name's latest step number."""
        first = self.pass_start(position)
        names = [outline.name for outline in self.trace.outlines]
        return {names[number - first]: number for number in range(first, position)}

    def value(self, name: str, position: int) -> Value | None:
        """Return what is known under a name after `position` steps; None if it is not yet."""
        known = self.known(position)
        if name in known:
            return self.steps[known[name]].value
        return self._at_start(name, self.batch_of(position))

    def value_before(self, name: str, number: int) -> Value | None:
        """Return what step `number` finds under a name, in its own training step."""
        first = number - number % self.steps.per_batch
        return (
            self.value(name, number)
            if number > first
            else self._at_start(name, number // self.steps.per_batch)
        )

    def _at_start(self, name: str, batch: int) -> Value | None:
        """The batch's examples, or a parameter as the training step before has left it."""
        if name in ("X", "Y"):
            return self.trace.batches[batch][name == "Y"]
        if name not in self.inputs or batch == 0:
            return self.inputs.get(name)
        return self.steps[self.known(batch * self.steps.per_batch)[name]].value
