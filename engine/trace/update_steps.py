r"""The steps of an update: what the optimizer remembers of the gradients, and the new parameters.

W := W - alpha * direction, where the direction is
sgd        dW
momentum   v, after v := mu v + dW               (Nesterov: dW + mu v)
rmsprop    dW / (sqrt(s) + epsilon), after s := rho s + (1 - rho) dW^2
adam       m^ / (sqrt(v^) + epsilon), after m := beta1 m + (1 - beta1) dW
           and v := beta2 v + (1 - beta2) dW^2, with m^ = m / (1 - beta1^t), v^ = v / (1 - beta2^t)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import sqrt
from typing import NamedTuple, TypeAlias

import numpy as np

from engine.arrays import Array
from engine.latex import factor, symbol
from engine.optimizers import Momentum, Optimizer
from engine.trace.machine import Machine
from engine.trace.notation import entry, matrix, number_of_layer
from engine.trace.outline import Index, Look, Outline, Reader, Why
from engine.trace.provenance import Cell
from engine.trace.terms import filled_sum

Text: TypeAlias = Callable[[Mapping[str, str]], str]
"""A right side in LaTeX, from what stands for its parts: names or numbers. The parts are w, the
gradient g, what the optimizer remembers (m, v, s) and its constants."""


class Rule(NamedTuple):
    """An optimizer in LaTeX."""

    memory: dict[str, Text]
    """How each remembered value follows from itself and g."""
    direction: Text


def rule_of(optimizer: Optimizer) -> Rule:
    """The LaTeX of an optimizer with its options."""
    return _momentum(optimizer) if isinstance(optimizer, Momentum) else RULES[optimizer.name]


def squared(gradient: str) -> str:
    """A gradient times itself, in brackets once."""
    return f"{gradient}^2" if gradient.startswith(r"\left(") else rf"\left({gradient}\right)^2"


def _momentum(optimizer: Momentum) -> Rule:
    def gradient(p: Mapping[str, str]) -> str:
        return rf"(1 - {p['mu']}) \cdot {p['g']}" if optimizer.averaged else p["g"]

    def memory(p: Mapping[str, str]) -> str:
        return rf"{p['mu']} \cdot {p['v']} + {gradient(p)}"

    def ahead(p: Mapping[str, str]) -> str:
        return rf"\left({gradient(p)} + {p['mu']} \cdot {p['v']}\right)"

    return Rule({"v": memory}, ahead if optimizer.nesterov else lambda p: p["v"])


RULES = {
    "sgd": Rule({}, lambda p: p["g"]),
    "rmsprop": Rule(
        {"s": lambda p: rf"{p['rho']} \cdot {p['s']} + (1 - {p['rho']}) \cdot {squared(p['g'])}"},
        lambda p: rf"\frac{{{p['g']}}}{{\sqrt{{{p['s']}}} + {p['epsilon']}}}",
    ),
    "adam": Rule(
        {
            "m": lambda p: rf"{p['beta1']} \cdot {p['m']} + (1 - {p['beta1']}) \cdot {p['g']}",
            "v": lambda p: (
                rf"{p['beta2']} \cdot {p['v']} + (1 - {p['beta2']}) \cdot {squared(p['g'])}"
            ),
        },
        lambda p: (
            rf"\frac{{{p['m']} / \left(1 - {p['beta1']}^{{{p['t']}}}\right)}}"
            rf"{{\sqrt{{{p['v']} / \left(1 - {p['beta2']}^{{{p['t']}}}\right)}} + {p['epsilon']}}}"
        ),
    ),
}
CONSTANTS = {"mu": "momentum", "t": "steps", "alpha": "learning_rate", "lambda": "weight_decay"}
"""The optimizer's attribute for a part, where it is not called as the part is."""


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
        self.names |= {memory: f"{memory}_d{name}" for memory in optimizer.remembers}

    def steps(self) -> Iterator[Outline]:
        rule = rule_of(self.optimizer)
        for part, text in rule.memory.items():
            old = {part: self._view(partial(self._remembered, part))}
            yield self._step(part, text, old)
        decayed = self.name.startswith("W[") and self.optimizer.weight_decay

        def parameter(p: Mapping[str, str]) -> str:
            kept = rf"(1 - {p['alpha']} \cdot {p['lambda']}) \cdot {p['w']}" if decayed else p["w"]
            return rf"{kept} - {p['alpha']} \cdot {rule.direction(p)}"

        yield self._step("w", parameter, {"w": self.machine.parameter(self.name)})

    def _step(self, target: str, text: Text, old: dict[str, Reader]) -> Outline:
        """target := text, where the parts in `old` are those from before the update."""
        network, names = self.machine.network, self.names
        now: dict[str, Reader] = {
            "w": self._view(lambda: network.parameters),
            "g": self._view(lambda: network.gradient),
        }
        for memory in self.optimizer.remembers:
            now[memory] = self._view(partial(getattr, self.optimizer, memory))
        parts = parts_of(text)
        readers = {names.get(p, p): (now | old).get(p) or self._constant(p) for p in parts}
        written = {p: matrix(names[p]) if p in names else symbol(p) for p in parts}

        def explain(index: Index, look: Look) -> Why:
            cells = {p: Cell(names[p], index) if p in names else Cell(p) for p in parts}
            entries = {p: entry(cells[p]) if p in names else symbol(p) for p in parts}
            numbers = {p: factor(look(cells[p])) for p in parts}
            formula = f"{entry(Cell(names[target], index))} := {text(entries)}"
            return Why(formula, text(numbers), tuple(cells[p] for p in parts if p in names))

        formula = f"{matrix(names[target])} := {text(written)}"
        layer = number_of_layer(self.name)
        return Outline("update", layer, names[target], formula, readers, now[target], explain)

    def _remembered(self, part: str) -> Array:
        return self.machine.memory[part]

    def _view(self, vector: Callable[[], Array]) -> Reader:
        """This parameter's part of a flat vector."""
        return lambda: vector()[self.part].reshape(self.shape)

    def _constant(self, part: str) -> Reader:
        return lambda: float(getattr(self.optimizer, CONSTANTS.get(part, part)))


def parts_of(text: Text) -> list[str]:
    """The parts that a text is made of."""
    asked: dict[str, None] = {}

    class Asked(dict[str, str]):
        def __missing__(self, part: str) -> str:
            asked[part] = None
            return part

    text(Asked())
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
        squares = filled_sum([f"{factor(look(cell))}^2" for cell in cells])
        return Why(formula, rf"\sqrt{{{squares}}}", tuple(cells))

    squares = " + ".join(rf"\sum {squared(matrix(name))}" for name in names)
    formula = rf"\lVert g \rVert = \sqrt{{{squares}}}"
    yield Outline("update", None, "norm", formula, before, norm, explain_norm, note)
    for name, read in before.items():
        yield _scaling_step(machine, name, read, norm, limit)


def _scaling_step(
    machine: Machine, name: str, before: Reader, norm: Callable[[], float], limit: float
) -> Outline:
    """g := g * min(1, limit / ||g||)"""
    part, shape = machine.slices[name.removeprefix("d")]

    def scaled(gradient: str, length: str) -> str:
        share = rf"\min\left(1, \frac{{{limit:g}}}{{{length}}}\right)"
        return rf"{gradient} \cdot {share}"

    def explain(index: Index, look: Look) -> Why:
        cell, length = Cell(name, index), Cell("norm")
        formula = f"{entry(cell)} := {scaled(entry(cell), norm_latex)}"
        return Why(formula, scaled(factor(look(cell)), factor(look(length))), (cell, length))

    norm_latex = r"\lVert g \rVert"
    return Outline(
        "update",
        number_of_layer(name),
        name,
        f"{matrix(name)} := {scaled(matrix(name), norm_latex)}",
        {name: before, "norm": norm},
        lambda: machine.network.gradient[part].reshape(shape),
        explain,
    )
