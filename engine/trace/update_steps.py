"""The steps of an update: what the optimizer remembers of the gradients, and the new parameters."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import sqrt

import numpy as np

from engine.arrays import Array
from engine.latex import symbol
from engine.optimizers import Optimizer
from engine.trace.machine import Machine
from engine.trace.notation import entry, matrix, number_of_layer
from engine.trace.outline import Index, Outline, Reader, Why
from engine.trace.provenance import Cell
from engine.trace.terms import Look, Term, figure, filled_sum
from engine.update_rules import CONSTANTS, Formula, rule_of


def update_steps(machine: Machine, optimizer: Optimizer) -> Iterator[Outline]:
    """From the gradients to the new parameters, layer by layer."""
    if optimizer.clip_norm is not None:
        yield from _clip_steps(machine, optimizer.clip_norm)
    for name in machine.slices:
        yield from _Update(machine, optimizer, name).steps()


class _Update:
    """The update of one parameter, such as "W[1]"."""

    def __init__(self, machine: Machine, optimizer: Optimizer, name: str) -> None:
        self.machine = machine
        self.optimizer = optimizer
        self.name = name
        self.part, self.shape = machine.slices[name]
        self.names = {"w": name, "g": f"d{name}"}
        self.rule = rule_of(optimizer)
        self.names |= {memory: f"{memory}_d{name}" for memory in self.rule.memory}

    def steps(self) -> Iterator[Outline]:
        for part, formula in self.rule.memory.items():
            old = {part: self._view(partial(self._remembered, part))}
            yield self._step(part, formula, old)
        decayed = self.name.startswith("W[") and self.optimizer.weight_decay

        def parameter(p: Mapping[str, Term]) -> Term:
            kept = (1 - p["alpha"] * p["lambda"]) * p["w"] if decayed else p["w"]
            direction: Term = self.rule.direction(p)
            return kept - p["alpha"] * direction

        yield self._step("w", parameter, {"w": self.machine.parameter(self.name)})

    def _step(self, target: str, right: Formula, old: dict[str, Reader]) -> Outline:
        """target := right, where the parts in `old` are those from before the update."""
        network, names = self.machine.network, self.names
        now: dict[str, Reader] = {
            "w": self._view(lambda: network.parameters),
            "g": self._view(lambda: network.gradient),
        }
        for memory in self.rule.memory:
            now[memory] = self._view(partial(self._now_remembered, memory))
        parts = parts_of(right)
        readers = {names.get(p, p): (now | old).get(p) or self._constant(p) for p in parts}
        written = {p: Term(matrix(names[p]) if p in names else symbol(p)) for p in parts}

        def explain(index: Index, look: Look) -> Why:
            cells = {p: Cell(names[p], index) if p in names else Cell(p) for p in parts}
            entries = {p: Term(entry(cells[p]) if p in names else symbol(p)) for p in parts}
            numbers = {p: figure(look(cells[p])) for p in parts}
            formula = f"{entry(Cell(names[target], index))} := {right(entries).text}"
            return Why(formula, right(numbers), tuple(cells[p] for p in parts if p in names))

        formula = f"{matrix(names[target])} := {right(written).text}"
        layer = number_of_layer(self.name)
        return Outline("update", layer, names[target], formula, readers, now[target], explain)

    def _remembered(self, part: str) -> Array:
        return self.machine.memory[part]

    def _now_remembered(self, part: str) -> Array:
        return self.optimizer.memory()[part]

    def _view(self, vector: Callable[[], Array]) -> Reader:
        """This parameter's part of a flat vector."""
        return lambda: vector()[self.part].reshape(self.shape)

    def _constant(self, part: str) -> Reader:
        return lambda: float(getattr(self.optimizer, CONSTANTS.get(part, part)))


def parts_of(formula: Formula) -> list[str]:
    """The parts that a formula is made of."""
    asked: dict[str, None] = {}

    class Asked(dict[str, Term]):
        def __missing__(self, part: str) -> Term:
            asked[part] = None
            return Term(part)

    formula(Asked())
    return list(asked)


def _clip_steps(machine: Machine, limit: float) -> Iterator[Outline]:
    """||g|| over all gradients; if it is above the limit, each is scaled by limit / ||g||."""
    names = [f"d{name}" for name in machine.slices]
    before = {f"d{name}": machine.parameter_gradient(name) for name in machine.slices}

    def norm() -> float:
        return sqrt(float(machine.gradient.dot(machine.gradient)))

    def note() -> str:
        above = norm() > limit
        return f"{'above' if above else 'not above'} the limit {limit:g}: " + (
            "every gradient is scaled" if above else "the gradients stay as they are"
        )

    def explain_norm(index: Index, look: Look) -> Why:
        cells = [Cell(name, at) for name in names for at in np.ndindex(np.shape(before[name]()))]
        squares = filled_sum([figure(look(cell)).squared() for cell in cells])
        return Why(formula, squares.root(), tuple(cells))

    squares = " + ".join(rf"\sum {Term(matrix(name)).squared().text}" for name in names)
    formula = rf"\lVert g \rVert = \sqrt{{{squares}}}"
    yield Outline("update", None, "norm", formula, before, norm, explain_norm, note)
    for name, read in before.items():
        yield _scaling_step(machine, name, read, norm, limit)


def _scaling_step(
    machine: Machine, name: str, before: Reader, norm: Callable[[], float], limit: float
) -> Outline:
    """g := g * min(1, limit / ||g||)"""
    part, shape = machine.slices[name.removeprefix("d")]

    def scaled(gradient: Term, length: Term) -> Term:
        share = rf"\min\left(1, \frac{{{limit:g}}}{{{length.text}}}\right)"
        return gradient * Term(share, np.minimum(1.0, limit / length.value))

    def explain(index: Index, look: Look) -> Why:
        cell, length = Cell(name, index), Cell("norm")
        formula = f"{entry(cell)} := {scaled(Term(entry(cell)), norm_name).text}"
        numbers = scaled(figure(look(cell)), figure(look(length)))
        return Why(formula, numbers, (cell, length))

    norm_name = Term(r"\lVert g \rVert")
    return Outline(
        "update",
        number_of_layer(name),
        name,
        f"{matrix(name)} := {scaled(Term(matrix(name)), norm_name).text}",
        {name: before, "norm": norm},
        lambda: machine.network.gradient[part].reshape(shape),
        explain,
    )
