"""A graph's walk as a picture: what is known so far, and what the present step takes and gives."""

from __future__ import annotations

from engine.graph import Node
from engine.spelling import in_greek
from tutor.plots.cells import Row, Span
from tutor.plots.graph_drawing import Edge, GraphNode
from tutor.stepping.figures import figure
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.walk import Walk

UNKNOWN = "·"
_SIGNS = {
    "add": "+",
    "subtract": "−",
    "multiply": "×",
    "divide": "÷",
    "power": "^",
    "negative": "−",
    "less": "<",
    "less_equal": "≤",
    "greater": ">",
    "greater_equal": "≥",
    "equal": "=",
    "not_equal": "≠",
    "sigmoid": "σ",
    "identity": "=",
    "square": "²",
    "sqrt": "√",
}


class GraphScene:
    """What the drawing shows at one point of a walk."""

    def __init__(self, trace: GraphTrace, walk: Walk) -> None:
        self._walk = walk
        self._inputs = trace.inputs
        self._steps = trace.steps
        self._graph = trace.graph
        self._known = {step.name: n for n, step in enumerate(trace.steps[: walk.position])}
        self._slope_of = f"d{trace.graph.result}/d"
        step = walk.step
        forward = step is not None and step.phase == "forward"
        self._active = {step.name, *step.operands} if step and forward else set()

    @property
    def centre(self) -> str | None:
        """The variable that the present step computes, or whose derivative it is."""
        step = self._walk.step
        return step.name.removeprefix(self._slope_of) if step else None

    @property
    def nodes(self) -> list[GraphNode]:
        """The inputs and operations in an order they can be computed in."""
        inputs = [
            GraphNode(name, (), self._input_label(name), self._slope(name))
            for name in self._graph.inputs
        ]
        operations = [
            GraphNode(node.name, node.variables, self._label(node), self._slope(node.name))
            for node in self._graph.nodes
        ]
        return [*inputs, *operations]

    @property
    def lit_edges(self) -> list[Edge]:
        """The edges that the present step goes along."""
        step, name = self._walk.step, self.centre
        if step is None or name is None:
            return []
        if step.phase == "forward":
            node = next(n for n in self._graph.nodes if n.name == name)
            return [(operand, name) for operand in node.variables]
        return [(name, consumer.name) for consumer in self._graph.consumers(name)]

    def _input_label(self, name: str) -> Row:
        value, before = figure(self._inputs[name]), self._walk.was(name)
        return [*self._name(name), *_changed(before, value), self._value(name, value)]

    def _label(self, node: Node) -> Row:
        number = self._known.get(node.name)
        start = [Span(f"{sign(node)} ", "muted"), *self._name(node.name)]
        if number is None:
            return [*start, Span(UNKNOWN, "muted")]
        value = figure(float(self._steps[number].value))
        before = self._walk.step_was(number)
        return [*start, *_changed(before, value), self._value(node.name, value)]

    def _name(self, name: str) -> Row:
        lit = name in self._active
        return [Span(f"{in_greek(name)} = ", "forward" if lit else None, bold=lit)]

    def _value(self, name: str, value: str) -> Span:
        lit = name in self._active
        return Span(value, "forward" if lit else None, bold=lit or name == self._graph.result)

    def _slope(self, name: str) -> Row:
        """The result's derivative by this variable, once it is known."""
        number = self._known.get(self._slope_of + name)
        if number is None:
            begun = any(key.startswith(self._slope_of) for key in self._known)
            return [Span("1 ◀", "muted")] if begun and name == self._graph.result else []
        value, before = figure(float(self._steps[number].value)), self._walk.step_was(number)
        here = number == self._walk.position - 1
        return [*_changed(before, value), Span(f"{value} ◀", "backward", bold=here)]


def _changed(before: object, value: str) -> Row:
    """An arrow from what the number was before the last edit, where that shows."""
    old = figure(float(before)) if isinstance(before, (int, float)) else value
    return [] if old == value else [Span(f"{old} → ", "muted")]


def sign(node: Node) -> str:
    """Return a node's operation as a sign, with the number it has beside its variable: "3×"."""
    mark = _SIGNS.get(node.op, node.op)
    numbers = [place for place, operand in enumerate(node.operands) if isinstance(operand, float)]
    if len(node.operands) != 2 or len(numbers) != 1:
        return mark
    number = figure(float(node.operands[numbers[0]]))
    return f"{number}{mark}" if numbers == [0] or node.op == "multiply" else f"{mark}{number}"
