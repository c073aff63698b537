"""A typed formula as a trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from engine.graph import Graph
from engine.spelling import canonical
from engine.trace import Cell, Provenance, Step
from tutor.stepping.focus import Focus
from tutor.stepping.reasons import reason


@dataclass(frozen=True, eq=False)
class GraphTrace:
    """The forward and, if wanted, backward steps of a computation graph.

    Raises FormulaError where the formula cannot be read or an input is missing.
    """

    text: str
    inputs: Mapping[str, float]
    backward: bool = True

    @classmethod
    def typed(cls, text: str, known: Mapping[str, float], backward: bool = True) -> GraphTrace:
        """Read a formula; inputs not among the known values start at 1, 2, 3 and so on."""
        known = {canonical(name): value for name, value in known.items()}
        names = Graph.parse(text, known).inputs
        inputs = {name: known.get(name, float(n)) for n, name in enumerate(names, start=1)}
        return cls(text, inputs, backward)

    def __post_init__(self) -> None:
        inputs = {canonical(name): value for name, value in self.inputs.items()}
        object.__setattr__(self, "inputs", inputs)

    @cached_property
    def graph(self) -> Graph:
        graph = Graph.parse(self.text, self.inputs)
        graph.forward(self.inputs)
        return graph

    @cached_property
    def steps(self) -> list[Step]:
        forward = self.graph.forward(self.inputs)
        if not self.backward:
            return forward
        return [*forward, *map(self._with_reason, self.graph.backward())]

    def _with_reason(self, step: Step) -> Step:
        """The step of a slope that comes from no other number, with the reason as its note."""
        why = self._explained(step.name)
        return replace(step, note=why.reason) if why.reason else step

    def _explained(self, name: str) -> Provenance:
        """Where a number comes from; if from no other number, with the reason why it is so."""
        why = self.graph.provenance(name)
        return why if why.sources else replace(why, reason=reason(self.graph, name))

    @property
    def title(self) -> str:
        result = self.graph.result
        return self.text if "=" in self.text else f"{result} = {self.text}"

    @property
    def input_names(self) -> Sequence[str]:
        return self.graph.inputs

    def at_hand(self, position: int, focus: Focus) -> Cell:
        step = self.steps[position - 1] if position else None
        about = [step.name.removeprefix(f"d{self.graph.result}/d"), *step.operands] if step else []
        names = self.graph.inputs
        return Cell(next((name for name in names if name in about), names[0]))

    @property
    def result(self) -> float:
        return float(self.graph.values[self.graph.result])

    def with_value(self, cell: Cell, value: float) -> GraphTrace:
        return replace(self, inputs={**self.inputs, cell.name: value})

    @property
    def has_gradients(self) -> bool:
        return self.backward

    def gradient(self, cell: Cell) -> float | None:
        name = f"d{self.graph.result}/d{cell.name}"
        return next((float(step.value) for step in self.steps if step.name == name), None)

    def provenance(self, cell: Cell, position: int) -> Provenance:
        known = {*self.inputs, *(step.name for step in self.steps[:position])}
        if cell.name not in known:
            raise KeyError(cell.name)
        return self._explained(cell.name)

    def expected(
        self, number: int, index: tuple[int, ...], believed: Mapping[Cell, float]
    ) -> float:
        numbers = {cell.name: value for cell, value in believed.items()}
        return self.graph.expected(self.steps[number].name, numbers)

    @property
    def steps_in_pass(self) -> int:
        return len(self.steps)

    def pass_start(self, position: int) -> int:
        return 0
