"""Flattens a formula into nodes, one operation each, and names the parts that have no name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count

from engine.formula import (
    FUNCTIONS,
    Expression,
    GraphError,
    Name,
    Number,
    Operation,
    Statement,
    parse_formula,
)
from engine.latex import factor, number, symbol
from engine.operations import RULES, Rule

AUTOMATIC_NAMES = ("u", "v", "w", "s", "t", "p", "q", "r", "x", "y", "z")
RESULT_NAMES = ("J", "L", "F")


@dataclass(frozen=True, slots=True)
class Node:
    """One operation: `name` is computed from `operands`, which are variables or numbers."""

    name: str
    op: str
    operands: tuple[str | float, ...]
    position: int

    @property
    def variables(self) -> tuple[str, ...]:
        """The operands that are variables, each once."""
        return tuple(dict.fromkeys(o for o in self.operands if isinstance(o, str)))

    @property
    def rule(self) -> Rule:
        """How the operation computes, reads and differentiates."""
        return RULES[self.op]

    def operands_latex(self, values: Mapping[str, float] | None = None) -> list[str]:
        """The operands as they stand in a formula: by name, or with their values filled in."""
        write = factor if self.op in ("+", "-", "*") else number

        def text(operand: str | float) -> str:
            if isinstance(operand, float):
                return write(operand)
            return symbol(operand) if values is None else write(values[operand])

        return [text(operand) for operand in self.operands]


def parse_nodes(text: str) -> tuple[tuple[str, ...], tuple[Node, ...]]:
    """The input names of a formula, and its nodes in an order they can be computed in.

    The last node is the result. Raises GraphError where the formula cannot be read.
    """
    statements = parse_formula(text)
    builder = _Builder(statements)
    for statement in statements:
        builder.add(statement, last=statement is statements[-1])
    return tuple(builder.inputs), tuple(builder.nodes)


class _Builder:
    """Flattens statements into nodes, and finds names for the parts that have none."""

    def __init__(self, statements: list[Statement]) -> None:
        self.defined = {s.name: s.position for s in statements if s.name}
        self.nodes: list[Node] = []
        self.inputs: list[str] = []
        used = self.defined.keys() | {n.name for s in statements for n in _names(s.expression)}
        numbered = (f"u{i}" for i in count(1))
        self._result_names = _unused(chain(RESULT_NAMES, (f"J{i}" for i in count(1))), used)
        used = used | set(RESULT_NAMES)
        self._automatic_names = _unused(chain(AUTOMATIC_NAMES, numbered), used)

    def add(self, statement: Statement, last: bool) -> None:
        name = statement.name
        if name in {node.name for node in self.nodes}:
            raise GraphError(f"{name} is defined twice.", statement.position)
        if name is None and not last:
            raise GraphError(
                "Only the last part may go without a name: write u = ... here.", statement.position
            )
        self.node(statement.expression, name or (next(self._result_names) if last else None))

    def node(self, expression: Expression, name: str | None) -> str:
        """Adds the node of an expression after those of its parts; returns the node's name."""
        parts = expression.operands if isinstance(expression, Operation) else (expression,)
        op = expression.op if isinstance(expression, Operation) else "identity"
        operands = tuple(self.operand(part) for part in parts)
        name = name or next(self._automatic_names)
        self.nodes.append(Node(name, op, operands, expression.position))
        return name

    def operand(self, expression: Expression) -> str | float:
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Operation):
            return self.node(expression, None)
        name = expression.name
        if name not in self.inputs and name not in {node.name for node in self.nodes}:
            if name in self.defined:
                raise GraphError(f"{name} is used before it is defined.", expression.position)
            self.inputs.append(name)
        return name


def _names(expression: Expression) -> Iterator[Name]:
    if isinstance(expression, Name):
        yield expression
    elif isinstance(expression, Operation):
        for operand in expression.operands:
            yield from _names(operand)


def _unused(names: Iterator[str], used: set[str]) -> Iterator[str]:
    return (name for name in names if name not in used and name not in FUNCTIONS)
