"""Scalar computation graph of a typed formula, walked both ways, one operation at a time.

    graph = Graph.parse("3*(a + b*c)")
    graph.forward({"a": 5, "b": 3, "c": 2})    u = 6, v = 11, J = 33
    graph.backward()                           dJ/dv = 3, dJ/da = 3, dJ/du = 3, dJ/db = 6, dJ/dc = 9

Forward goes from the inputs to the result. Backward goes from the result to the inputs: a variable
has its turn once everything computed from it has had its own, and its derivative is the sum over
those consumers of dJ/d(consumer) times the consumer's local derivative (the chain rule).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from engine.formula import FormulaError
from engine.latex import bracketed, factor, number, summed, symbol
from engine.nodes import Node, parse_nodes
from engine.operations import value_of
from engine.spelling import canonical
from engine.trace.provenance import Cell, Provenance
from engine.trace.step import Step

__all__ = ["FormulaError", "Graph", "Node"]


class Graph:
    """A formula as a graph: its input names, and its nodes in an order they can be computed in."""

    def __init__(self, text: str, inputs: tuple[str, ...], nodes: tuple[Node, ...]) -> None:
        self.text = text
        self.inputs = inputs
        self.nodes = nodes
        self.result = nodes[-1].name
        self.values: dict[str, np.float64] = {}
        """Every variable's value, after forward."""
        self.gradients: dict[str, np.float64] = {}
        """The result's derivative by every variable, after backward."""
        self._consumers = {
            name: [node for node in nodes if name in node.variables]
            for name in (*inputs, *(node.name for node in nodes))
        }

    @classmethod
    def parse(cls, text: str, given: Iterable[str] = ()) -> Graph:
        """The graph of one expression, or of named statements; the last one is the result.

        e and pi are the well-known numbers unless they are among the `given` inputs. Raises
        FormulaError where the formula cannot be read.
        """
        return cls(text, *parse_nodes(text, given))

    def consumers(self, name: str) -> list[Node]:
        """The nodes that are computed from a variable."""
        return self._consumers[name]

    def steps(self, inputs: Mapping[str, float]) -> list[Step]:
        """The forward steps, then the backward steps."""
        return [*self.forward(inputs), *self.backward()]

    def forward(self, inputs: Mapping[str, float]) -> list[Step]:
        """Every operation in order; raises FormulaError when an input is missing or unknown."""
        inputs = {canonical(name): value for name, value in inputs.items()}
        self._check(inputs)
        self.values = {name: np.float64(inputs[name]) for name in self.inputs}
        self.gradients = {}
        return [self._forward_step(node) for node in self.nodes]

    def backward(self) -> list[Step]:
        """The result's derivative by every variable, right to left; needs forward's values.

        A part computed from numbers alone has no derivative worth a step and gets none.
        """
        if not self.values:
            raise FormulaError("Nothing to go back over yet: run forward first.")
        self.gradients = {self.result: np.float64(1.0)}
        return [self._backward_step(name) for name in self._backward_order()]

    def expected(self, name: str, believed: Mapping[str, float]) -> float:
        """What a step gives to one who takes these numbers for true, by step name."""
        again = Graph(self.text, self.inputs, self.nodes)
        again.values, again.gradients = {**self.values}, {**self.gradients}
        for known, value in believed.items():
            variable = self._sloped(known)
            (again.gradients if variable else again.values)[variable or known] = np.float64(value)
        variable = self._sloped(name)
        return float(again._slope(variable) if variable else again._value(self._node(name)))

    def _sloped(self, name: str) -> str:
        """The variable of a derivative such as "dJ/du"; "" for any other name."""
        prefix = f"d{self.result}/d"
        return name.removeprefix(prefix) if name.startswith(prefix) else ""

    def _node(self, name: str) -> Node:
        return next(node for node in self.nodes if node.name == name)

    def provenance(self, name: str) -> Provenance:
        """Where a number comes from; `name` is a variable or a derivative such as "dJ/du"."""
        variable = self._sloped(name)
        if not variable:
            return self._value_provenance(name)
        sources = []
        for node in self._consumers[variable]:
            if node.name != self.result:
                sources.append(f"d{self.result}/d{node.name}")
            local = self._local_latex(node, variable)
            sources += [v for v in (*node.variables, node.name) if _mentions(local, symbol(v))]
        value = float(self.gradients[variable])
        numbers = self._backward_sum(variable, self.values)
        cells = tuple(map(Cell, dict.fromkeys(sources)))
        return Provenance(Cell(name), value, self._backward_formula(variable), numbers, cells)

    def _value_provenance(self, name: str) -> Provenance:
        value = float(self.values[name])
        if name in self.inputs:
            return Provenance(Cell(name), value, symbol(name), number(value), ())
        node = self._node(name)
        formula = f"{symbol(name)} = {node.rule.latex(node.operands_latex())}"
        numbers = node.rule.latex(node.operands_latex(self.values))
        return Provenance(Cell(name), value, formula, numbers, tuple(map(Cell, node.variables)))

    def _check(self, inputs: Mapping[str, float]) -> None:
        if missing := [name for name in self.inputs if name not in inputs]:
            place = min(self.text.find(name) for name in missing)
            example = " ".join(f"{name}=1" for name in missing)
            names = " and ".join([", ".join(missing[:-1]), missing[-1]] if missing[1:] else missing)
            raise FormulaError(f"No value for {names}: give one, such as {example}.", place)
        for name in inputs:
            if name in self._consumers and name not in self.inputs:
                raise FormulaError(f"{name} is computed by the formula and cannot be given.")
            if name not in self.inputs:
                known = ", ".join(self.inputs) or "none"
                raise FormulaError(f"The formula has no input {name} (its inputs: {known}).")

    def operand_values(self, node: Node) -> list[np.float64]:
        """The values a node is computed from, after forward."""
        return [self.values[o] if isinstance(o, str) else np.float64(o) for o in node.operands]

    def _forward_step(self, node: Node) -> Step:
        value = self._value(node)
        self.values[node.name] = value
        formula = f"{symbol(node.name)} = {node.rule.latex(node.operands_latex())}"
        operands = {name: float(self.values[name]) for name in node.variables}
        return Step("forward", None, node.name, formula, operands, float(value))

    def _value(self, node: Node) -> np.float64:
        with np.errstate(all="ignore"):
            return value_of(node.op, self.operand_values(node))

    def local_derivative(self, node: Node, name: str) -> float:
        """d(node)/d(name), the node's other operands held; a sum if it uses `name` twice."""
        values, result = self.operand_values(node), self.values[node.name]
        places = [i for i, operand in enumerate(node.operands) if operand == name]
        with np.errstate(all="ignore"):
            return float(sum(node.rule.derivative(values, result, i) for i in places))

    def _local_latex(self, node: Node, name: str, values: Mapping[str, float] | None = None) -> str:
        places = [i for i, operand in enumerate(node.operands) if operand == name]
        texts = node.operands_latex(values)
        result = symbol(node.name) if values is None else number(values[node.name])
        parts = [node.rule.derivative_latex(texts, result, i) for i in places]
        return parts[0] if len(parts) == 1 else f"({summed(parts)})"

    def _backward_order(self) -> Iterator[str]:
        """Every variable that is an input, a number with a name, or depends on one.

        Each comes after all of its consumers.
        """
        varying = set(self.inputs)
        for node in self.nodes:
            named_number = node.op == "identity" and not node.variables
            if named_number or varying.intersection(node.variables):
                varying.add(node.name)
        waiting = {name: len(self._consumers[name]) for name in self._consumers}
        ready = deque([self.result])
        ready += [name for name in waiting if not waiting[name] and name != self.result]
        nodes = {node.name: node for node in self.nodes}
        while ready:
            name = ready.popleft()
            if name in varying and name != self.result:
                yield name
            for operand in nodes[name].variables if name in nodes else ():
                waiting[operand] -= 1
                if not waiting[operand]:
                    ready.append(operand)

    def _backward_step(self, name: str) -> Step:
        """dJ/dx = sum over the consumers u of x: dJ/du * du/dx."""
        operands: dict[str, float] = {}
        for node in self._consumers[name]:
            local = self.local_derivative(node, name)
            operands |= self._backward_operands(node, name, local)
        total = self._slope(name)
        self.gradients[name] = total
        formula = self._backward_formula(name)
        return Step("backward", None, f"d{self.result}/d{name}", formula, operands, float(total))

    def _slope(self, name: str) -> np.float64:
        total = np.float64(0.0)
        with np.errstate(all="ignore"):
            for node in self._consumers[name]:
                total += self.gradients[node.name] * self.local_derivative(node, name)
        return total

    def _backward_operands(self, node: Node, name: str, local: float) -> dict[str, float]:
        """dJ/du and du/dx by name; for J itself, the variables its local derivative may need."""
        if node.name != self.result:
            outer = f"d{self.result}/d{node.name}"
            return {outer: float(self.gradients[node.name]), f"d{node.name}/d{name}": local}
        if len(self._consumers[name]) > 1:
            return {f"∂{self.result}/∂{name}": local}
        latex = self._local_latex(node, name)
        needed = (v for v in (*node.variables, node.name) if _mentions(latex, symbol(v)))
        return {variable: float(self.values[variable]) for variable in needed}

    def _backward_formula(self, name: str) -> str:
        result, x = symbol(self.result), symbol(name)
        chained = []
        for node in self._consumers[name]:
            if node.name == self.result:
                chained.append(rf"\frac{{\partial {result}}}{{\partial {x}}}")
            else:
                outer, local = _ratio(self.result, node.name), _ratio(node.name, name)
                chained.append(rf"{outer} \cdot {local}")
        sides = [_ratio(self.result, name), " + ".join(chained), self._backward_sum(name)]
        if [node.name for node in self._consumers[name]] in ([], [self.result]):
            del sides[1]
        return " = ".join(sides)

    def _backward_sum(self, name: str, values: Mapping[str, float] | None = None) -> str:
        """The sum over the consumers with the local derivatives written out."""
        terms = []
        for node in self._consumers[name]:
            local = self._local_latex(node, name, values)
            if node.name != self.result:
                outer = factor(self.gradients[node.name]) if values else None
                local = rf"{outer or _ratio(self.result, node.name)} \cdot {bracketed(local)}"
            terms.append(local)
        return summed(terms)


def _ratio(above: str, below: str) -> str:
    return rf"\frac{{d{symbol(above)}}}{{d{symbol(below)}}}"


def _mentions(latex: str, name: str) -> bool:
    """Whether a name stands in a piece of LaTeX as a word of its own."""
    start = latex.find(name)
    while start >= 0:
        around = latex[max(start - 1, 0) : start] + latex[start + len(name) :][:1]
        if not any(character.isalpha() or character == "_" for character in around):
            return True
        start = latex.find(name, start + 1)
    return False
