"""Training steps of a network as a sequence of Steps, read from its buffers when asked for.

    trace = Trace(network, [(X, Y)], SGD(0.1))
    for step in trace:
        print(step.name, step.value)
    trace.provenance(Cell("dW[1]", (0, 1)))

A trace of many steps holds no copies of them: it keeps the network's state at a few of them and
trains on from the nearest one to where it is asked to look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from math import isqrt
from typing import Any

import numpy as np

from engine.arrays import Array
from engine.latex import number
from engine.layer import Activated
from engine.network import Network
from engine.optimizers import Optimizer
from engine.trace.activation_steps import slope_step
from engine.trace.layer_steps import backward_steps, forward_steps
from engine.trace.loss_steps import cost_step, output_steps
from engine.trace.machine import LayerPlace, Machine
from engine.trace.notation import entry
from engine.trace.outline import Outline
from engine.trace.provenance import Cell, Provenance
from engine.trace.step import Step
from engine.trace.steps import Steps
from engine.trace.update_steps import update_steps
from engine.update_rules import rule_of

Batch = tuple[Array, Array | None]


def trace(
    network: Network,
    X: Array,
    Y: Array | None = None,
    optimizer: Optimizer | None = None,
    training: bool = True,
) -> Trace:
    """One training step of a network: forward, and with Y the loss, backward, and the update."""
    return Trace(network, [(X, Y)], optimizer, training)


class Trace(Steps):
    """The Steps of one training step after another, one for each batch.

    The network and the optimizer are the trace's to use from here on; whoever wants to train
    meanwhile gives it others. Raises ValueError where a batch does not fit the network, and for
    an optimizer whose formulas are not known.
    """

    def __init__(
        self,
        network: Network,
        batches: Sequence[Batch],
        optimizer: Optimizer | None = None,
        training: bool = True,
    ) -> None:
        if optimizer is not None:
            rule_of(optimizer)  # refused now rather than at the first look at a step
        self.network = network
        self.batches = [fitted(network, X, Y) for X, Y in batches]
        self._machine = Machine(network, optimizer, training)
        self._begin(self._machine.state())

    @cached_property
    def outlines(self) -> list[Outline]:
        """The operations of each training step, without their numbers."""
        return list(outlines(self._machine, self.batches[0][1] is not None))

    def _begin(self, state: dict[str, Any]) -> None:
        self._states = {0: state}
        self._spacing = max(1, isqrt(len(self.batches)))

    def __len__(self) -> int:
        return len(self.outlines) * len(self.batches)

    def step(self, place: int) -> Step:
        batch, number = divmod(place, len(self.outlines))
        self._visit(batch)
        return self.outlines[number].step()

    @property
    def cost(self) -> float:
        """J of the first training step."""
        self._visit(0)
        return self._machine.cost

    @property
    def inputs(self) -> dict[str, Array]:
        """Copies of all that the first training step starts from: X, Y, and the parameters."""
        X, Y = self.batches[0]
        targets = {} if Y is None else {"Y": Y.copy()}
        start = self._states[0]["network"]["parameters"]
        slices = self._machine.slices.items()
        parameters = {name: start[part].reshape(shape).copy() for name, (part, shape) in slices}
        return {"X": X.copy()} | targets | parameters

    def of(self, X: Array, Y: Array | None = None) -> Trace:
        """The same trace of another batch, from the parameters that the network has now.

        It has targets if this one has.
        """
        other = object.__new__(Trace)
        other.__dict__ |= self.__dict__ | {"outlines": self.outlines}
        other.batches = [fitted(self.network, X, Y)]
        other._begin(self._machine.state())
        return other

    def with_value(self, cell: Cell, value: float) -> Trace:
        """The same trace from inputs of which one number is another; raises KeyError.

        Where the targets of an example add up to 1, the others share what this one leaves.
        """
        changed = self.inputs[cell.name]
        if cell.name == "Y" and self.network.fused and self.network.loss.shares_out:
            share_out(np.moveaxis(changed, 0, -1)[cell.index[1:]], cell.index[0], value)
        else:
            changed[cell.index] = value
        other = object.__new__(Trace)
        other.__dict__ |= self.__dict__
        start = self._states[0]
        if cell.name in ("X", "Y"):
            X, Y = self.batches[0]
            first = (changed, Y) if cell.name == "X" else (X, changed)
            other.batches = [first, *self.batches[1:]]
        else:
            part, _ = self._machine.slices[cell.name]
            parameters = start["network"]["parameters"].copy()
            parameters[part] = changed.ravel()
            start = start | {"network": start["network"] | {"parameters": parameters}}
        other._begin(start)
        return other

    def provenance(self, cell: Cell, position: int | None = None) -> Provenance:
        """Where a number comes from that is known after `position` steps (after all if None).

        Its sources are known after `Provenance.step` steps. Raises KeyError for an unknown name.
        """
        place = self._place_of(cell.name, len(self) if position is None else position)
        if place is None:
            value = self._input(cell, position or 0)
            return Provenance(cell, value, entry(cell), number(value), ())
        batch, at = divmod(place, len(self.outlines))
        self._visit(batch)
        outline = self.outlines[at]
        with np.errstate(all="ignore"):
            why = outline.explain(cell.index, outline.look)
        value = float(np.asarray(outline.read())[cell.index])
        return Provenance(cell, value, why.formula, why.numbers.text, why.sources, place)

    def expected(self, place: int, index: tuple[int, ...], believed: Mapping[Cell, float]) -> float:
        """What step `place` gives at an index to one who takes these numbers for true."""
        batch, at = divmod(place, len(self.outlines))
        self._visit(batch)
        outline = self.outlines[at]
        with np.errstate(all="ignore"):
            why = outline.explain(index, lambda cell: believed.get(cell, outline.look(cell)))
        return float(why.numbers.value)

    def _place_of(self, name: str, position: int) -> int | None:
        """The latest of the first `position` steps that computed a value of this name."""
        n = len(self.outlines)
        places = [at for at, outline in enumerate(self.outlines) if outline.name == name]
        batch, known = divmod(position, n)
        earlier = [at + (batch * n if at < known else (batch - 1) * n) for at in places]
        return max((at for at in earlier if at >= 0), default=None)

    def _input(self, cell: Cell, position: int) -> float:
        """A number that no step has computed, read where it is first used."""
        self._visit(min(position // len(self.outlines), len(self.batches) - 1))
        for outline in self.outlines:
            if cell.name in outline.operands:
                return outline.look(cell)
        raise KeyError(cell.name)

    def _visit(self, batch: int) -> None:
        """Bring the buffers to the training step number `batch`."""
        machine = self._machine
        trace, at = machine.at or (None, -1)
        if trace is self and at == batch:
            return
        begin = max(kept for kept in self._states if kept <= batch)
        if trace is self and begin <= at < batch:
            begin = at + 1
        else:
            machine.restore(self._states[begin])
        for step in range(begin, batch + 1):
            if step % self._spacing == 0 and step not in self._states:
                self._states[step] = machine.state()
            machine.run(*self.batches[step])
        machine.at = (self, batch)


def outlines(machine: Machine, with_loss: bool) -> Iterator[Outline]:
    """The operations of one training step in their order."""
    layers = machine.network.layers
    below = [None, *layers]
    places = [LayerPlace(machine, i + 1, below[i]) for i in range(len(layers))]
    for layer, place in zip(layers, places, strict=True):
        yield from forward_steps(layer, place)
    if not with_loss:
        return
    yield cost_step(layers[-1], places[-1])
    yield from output_steps(layers[-1], places[-1])
    for layer, place in reversed(list(zip(layers, places, strict=True))):
        if isinstance(layer, Activated) and layer is not machine.network.fused:
            yield slope_step(layer, place)
        yield from backward_steps(layer, place)
    if machine.optimizer:
        yield from update_steps(machine, machine.optimizer)


def fitted(network: Network, X: Array, Y: Array | None) -> Batch:
    """A batch in the network's shape and dtype."""
    X = network.fit_inputs(X)
    if Y is None:
        return X, None
    return X, network.fit_targets(Y, X.shape[-1])


def share_out(targets: Array, place: int, value: float) -> None:
    """Set one target of an example, and scale the others so that all add up to 1 again."""
    targets[place] = 0.0
    others = targets.sum()
    if others:
        targets *= (1.0 - value) / others
    else:
        targets += (1.0 - value) / max(len(targets) - 1, 1)
    targets[place] = value
