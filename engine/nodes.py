"""Flattens a formula into nodes, one operation each, and names the parts that have no name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from string import digits

from engine.formula import (
    CONSTANTS,
    Apply,
    FormulaError,
    Name,
    Number,
    Statement,
    names_in,
    parse_statements,
)
from engine.formula import Node as Formula
from engine.latex import factor, number, symbol
from engine.operations import RULES, Rule
from engine.spelling import canonical

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
        """How the operation reads and differentiates."""
        return RULES[self.op]

    def operands_latex(self, values: Mapping[str, float] | None = None) -> list[str]:
        """The operands as they stand in a formula: by name, or with their values filled in."""
        write = factor if self.op in ("add", "subtract", "multiply") else number

        def text(operand: str | float) -> str:
            if isinstance(operand, float):
                return write(operand)
            return symbol(operand) if values is None else write(values[operand])

        return [text(operand) for operand in self.operands]


def parse_nodes(text: str, given: Iterable[str] = ()) -> tuple[tuple[str, ...], tuple[Node, ...]]:
    """The input names of a formula, and its nodes in an order they can be computed in.

    The last node is the result. Of e and pi, those that are `given` are inputs. Raises FormulaError
    where the formula cannot be read.
    """
    statements = parse_statements(text)
    builder = _Builder(statements, {canonical(name) for name in given})
    for statement in statements:
        builder.add(statement, last=statement is statements[-1])
    return tuple(builder.inputs), tuple(builder.nodes)


class _Builder:
    """Flattens statements into nodes, and finds names for the parts that have none.

    A name assigned again stands for its latest value. The last of its values keeps the name, and
    those before are numbered: c = a; c += b is c1 = a; c = c1 + b. An input keeps its name always.
    """

    def __init__(self, statements: list[Statement], given: set[str]) -> None:
        self.nodes: list[Node] = []
        self.inputs: list[str] = []
        self.given = given
        self.current: dict[str, str] = {}
        """What the names of the text stand for at this point: a node or an input."""
        self.assigned = Counter(s.name for s in statements if s.name)
        self._used = {*self.assigned}.union(*(names_in(s.formula) for s in statements))
        self._result_names = self._unused((*RESULT_NAMES, "J"))
        # A w beside w1 and w2 would look like their kin.
        families = {name.rstrip(digits) for name in self._used}
        apart = [name for name in AUTOMATIC_NAMES if name not in families]
        self._automatic_names = self._unused((*apart, *AUTOMATIC_NAMES, "u"))

    def add(self, statement: Statement, last: bool) -> None:
        name, formula = statement.name, statement.formula
        if name is None:
            if not last:
                message = "Only the last part may go without a name: write u = ... here."
                raise FormulaError(message, statement.position)
            self.node(formula, next(self._result_names))
        elif not name.isidentifier():
            message = f"A name is one word: write {name.replace('/', '_')} = ... here."
            raise FormulaError(message, statement.position)
        else:
            self.assigned[name] -= 1
            is_input = name in self.inputs or (
                name not in self.current and name in names_in(formula)
            )
            own = name if not self.assigned[name] and not is_input else next(self._unused((name,)))
            self.current[name] = self.node(formula, own)

    def node(self, formula: Formula, name: str | None = None) -> str:
        """Adds the node of a formula after those of its parts; returns the node's name."""
        op = "identity"
        parts: tuple[Formula, ...] = (formula,)
        if isinstance(formula, Apply) and _written_number(formula) is None:
            op, parts = formula.function, formula.arguments
            if op == "power" and isinstance(parts[0], Name) and self._is_constant(parts[0], "e"):
                op, parts = "exp", parts[1:]
            if op not in RULES:
                message = f"{op} works on matrices; a graph is made of single numbers."
                raise FormulaError(message, formula.position)
            if formula.options:
                option = formula.options[0][0]
                message = f"{option} belongs to a matrix; a graph is made of single numbers."
                raise FormulaError(message, formula.position)
        operands = tuple(self.operand(part) for part in parts)
        name = name or next(self._automatic_names)
        self.nodes.append(Node(name, op, operands, formula.position))
        return name

    def operand(self, formula: Formula) -> str | float:
        if isinstance(formula, Number):
            return formula.value
        if (value := _written_number(formula)) is not None:
            return value
        if isinstance(formula, Apply):
            return self.node(formula, None)
        if self._is_constant(formula, formula.id):
            return CONSTANTS[formula.id]
        if formula.id not in self.current:
            self.inputs.append(formula.id)
            self.current[formula.id] = formula.id
        return self.current[formula.id]

    def _is_constant(self, name: Name, constant: str) -> bool:
        taken = constant in self.current or constant in self.given
        return name.id == constant and constant in CONSTANTS and not taken

    def _unused(self, names: Sequence[str]) -> Iterator[str]:
        """Names that nothing has yet; when they are used up, the last one is numbered."""
        for name in chain(names, (f"{names[-1]}{i}" for i in count(1))):
            if name not in self._used:
                self._used.add(name)
                yield name


def _written_number(formula: Formula) -> float | None:
    """The value of -2, which is a number and no operation."""
    match formula:
        case Apply("negative", (Number(value),)):
            return -value
    return None
