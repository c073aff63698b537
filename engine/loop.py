"""A program of assignments to single numbers, such as a loop over examples, as Steps.

A name may be assigned again and again (w1 := w1 + ...), as in a program. "x2(3)" is x_2 of
example 3.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.latex import factor, number
from engine.trace.notation import matrix
from engine.trace.provenance import Cell, Provenance
from engine.trace.step import Phase, Step
from engine.trace.steps import Steps


@dataclass(frozen=True, slots=True)
class Assignment:
    """target := compute(the values of `takes`)."""

    phase: Phase
    target: str
    takes: tuple[str, ...]
    compute: Callable[..., float]
    text: Callable[..., str]
    """The right side in LaTeX, from what stands for each of `takes`: names or numbers."""


class Loop(Steps):
    """The Steps of assignments that are carried out in their order, from the `inputs`."""

    def __init__(self, inputs: Mapping[str, float], assignments: Sequence[Assignment]) -> None:
        self.inputs = {name: float(value) for name, value in inputs.items()}
        self.assignments = tuple(assignments)
        known = dict(self.inputs)
        self._values: list[float] = []
        self._operands: list[dict[str, float]] = []
        with np.errstate(all="ignore"):
            for assignment in self.assignments:
                operands = {name: known[name] for name in assignment.takes}
                known[assignment.target] = float(assignment.compute(*operands.values()))
                self._operands.append(operands)
                self._values.append(known[assignment.target])

    def __len__(self) -> int:
        return len(self.assignments)

    def step(self, place: int) -> Step:
        assignment, operands = self.assignments[place], self._operands[place]
        formula, value = formula_of(assignment), self._values[place]
        return Step(assignment.phase, None, assignment.target, formula, operands, value)

    def with_value(self, cell: Cell, value: float) -> Loop:
        """The same program from inputs of which one is another; raises KeyError."""
        if cell.name not in self.inputs:
            raise KeyError(cell.name)
        return Loop({**self.inputs, cell.name: value}, self.assignments)

    def provenance(self, cell: Cell, position: int | None = None) -> Provenance:
        """Where a number comes from that is known after `position` steps (after all if None).

        Its sources are known after `Provenance.step` steps. Raises KeyError for an unknown name.
        """
        earlier = self.assignments[:position]
        places = [i for i, assignment in enumerate(earlier) if assignment.target == cell.name]
        if not places:
            value = self.inputs[cell.name]
            return Provenance(cell, value, latex_name(cell.name), number(value), ())
        place = places[-1]
        assignment, operands = self.assignments[place], self._operands[place]
        numbers = assignment.text(*map(factor, operands.values()))
        sources = tuple(Cell(name) for name in assignment.takes)
        formula, value = formula_of(assignment), self._values[place]
        return Provenance(cell, value, formula, numbers, sources, place)


def formula_of(assignment: Assignment) -> str:
    """The assignment with names, := where the name had a value before."""
    sign = ":=" if assignment.target in assignment.takes else "="
    right = assignment.text(*map(latex_name, assignment.takes))
    return f"{latex_name(assignment.target)} {sign} {right}"


def latex_name(name: str) -> str:
    """A name in LaTeX: "dw1" is dw_{1}, "x2(3)" is x_{2}^{(3)}."""
    base, _, example = name.partition("(")
    return f"{matrix(base)}^{{({example}}}" if example else matrix(base)
