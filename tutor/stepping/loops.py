"""A program over single numbers, such as the loop over m examples, as a trace."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from engine.loop import Loop
from engine.trace import Cell, Provenance, Step
from tutor.stepping.focus import Focus

_EXAMPLE = re.compile(r"(.*)\((\d+)\)")


class LoopLine(NamedTuple):
    """A line of the program: its formula in LaTeX, written for example i where it is repeated."""

    formula: str
    repeated: bool


@dataclass(frozen=True, eq=False)
class LoopTrace:
    """The assignments of a loop, one example after another."""

    loop: Loop
    title: str = ""

    @cached_property
    def steps(self) -> list[Step]:
        return self.loop[:]

    @property
    def inputs(self) -> Mapping[str, float]:
        return self.loop.inputs

    @property
    def input_names(self) -> list[str]:
        return list(self.loop.inputs)

    def at_hand(self, position: int, focus: Focus) -> Cell:
        taken = self.loop.assignments[position - 1].takes if position else ()
        return Cell(next((name for name in (*taken, *self.inputs) if name in self.inputs), ""))

    @property
    def result(self) -> float:
        """The cost, where the program has one."""
        return next((float(s.value) for s in reversed(self.steps) if s.name == "J"), 0.0)

    def with_value(self, cell: Cell, value: float) -> LoopTrace:
        return LoopTrace(self.loop.with_value(cell, value), self.title)

    @property
    def has_gradients(self) -> bool:
        return any(a.target == "db" for a in self.loop.assignments)

    def gradient(self, cell: Cell) -> float | None:
        """The mean slope, as the program has it at its end."""
        name = f"d{cell.name}"
        return next((float(s.value) for s in reversed(self.steps) if s.name == name), None)

    def provenance(self, cell: Cell, position: int) -> Provenance:
        return self.loop.provenance(cell, position)

    def expected(
        self, number: int, index: tuple[int, ...], believed: Mapping[Cell, float]
    ) -> float:
        assignment, operands = self.loop.assignments[number], self.steps[number].operands
        values = [believed.get(Cell(name), float(operands[name])) for name in assignment.takes]
        with np.errstate(all="ignore"):
            return float(assignment.compute(*values))

    @property
    def steps_in_pass(self) -> int:
        return len(self.loop)

    def pass_start(self, position: int) -> int:
        return 0

    def known(self, position: int) -> dict[str, float]:
        """Return every number's value after `position` steps, the inputs' included."""
        return {**self.inputs, **{s.name: float(s.value) for s in self.steps[:position]}}

    @property
    def examples(self) -> int:
        numbers = [example_of(name)[1] for name in self.inputs]
        return max((number for number in numbers if number is not None), default=0)

    def example_of_step(self, number: int) -> int | None:
        """Return which turn of the loop a step belongs to; None before and after the loop."""
        assignment = self.loop.assignments[number]
        names = (assignment.target, *assignment.takes)
        return next((n for _, n in map(example_of, names) if n is not None), None)

    @cached_property
    def lines(self) -> list[LoopLine]:
        """The program: each formula once, in the order of the first pass."""
        return list(dict.fromkeys(_line(step.formula) for step in self.steps))

    def line_of(self, number: int) -> LoopLine:
        """Return the line of the program that step `number` carries out."""
        return _line(self.steps[number].formula)


def example_of(name: str) -> tuple[str, int | None]:
    """Return a name without its example, and the example: "x2(3)" is ("x2", 3)."""
    match = _EXAMPLE.fullmatch(name)
    return (match[1], int(match[2])) if match else (name, None)


def _line(formula: str) -> LoopLine:
    general = re.sub(r"\^\{\(\d+\)\}", "^{(i)}", formula)
    return LoopLine(general, general != formula)
