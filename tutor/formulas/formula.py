"""Formulas as people type them: text in, a small checked tree out, and its value. Never `eval`.

The tree has three kinds of node only, so that everything built on it (marking, mistaken variants,
the typeset preview) stays short: `np.dot(A, B)`, `A.dot(B)` and `dot(A, B)` are one and the same.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from math import inf, pi
from typing import TypeVar

from tutor.formulas.spelling import FormulaError, refuse_strangers, tidy, where

__all__ = [
    "COMPARISONS",
    "Apply",
    "FormulaError",
    "Name",
    "Node",
    "Number",
    "evaluate",
    "names_in",
    "parse",
    "unknown_name",
    "walk",
]

MAX_LENGTH = 1_000  # characters
MAX_NODES = 300
MAX_DEPTH = 50
MAX_PRODUCT = 40  # characters of a name that may be a product without its star
TOO_LARGE = "This formula is too large: it is too long, or nested too deeply."

CONSTANTS = {"e": 2.718281828459045, "pi": pi, "inf": inf}

# How many arguments each function takes. `axis` and `keepdims` go with the reducing ones only.
FUNCTIONS: dict[str, range] = {
    **dict.fromkeys(("abs", "exp", "log", "log2", "log10", "sqrt", "square"), range(1, 2)),
    **dict.fromkeys(("sin", "cos", "tanh", "sigmoid", "relu", "softmax"), range(1, 2)),
    **dict.fromkeys(("floor", "ceil", "round", "sign", "negative", "transpose"), range(1, 2)),
    **dict.fromkeys(("sum", "mean"), range(1, 2)),
    **dict.fromkeys(("max", "min"), range(1, 5)),
    **dict.fromkeys(("add", "subtract", "multiply", "divide", "power"), range(2, 3)),
    **dict.fromkeys(("matmul", "dot", "outer"), range(2, 3)),
}
COMPARISONS = frozenset({"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"})
REDUCING = frozenset({"sum", "mean", "max", "min"})
ALIASES = {"ln": "log", "maximum": "max", "minimum": "min", "sigma": "sigmoid", "pow": "power"}

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "subtract",
    ast.Mult: "multiply",
    ast.Div: "divide",
    ast.MatMult: "matmul",
    ast.Pow: "power",
    ast.Lt: "less",
    ast.LtE: "less_equal",
    ast.Gt: "greater",
    ast.GtE: "greater_equal",
    ast.Eq: "equal",
    ast.NotEq: "not_equal",
}


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class Name:
    id: str


@dataclass(frozen=True, slots=True)
class Apply:
    """A function or an operator at work; `options` are axis and keepdims."""

    function: str
    arguments: tuple[Node, ...]
    options: tuple[tuple[str, int], ...] = ()


Node = Number | Name | Apply
Value = TypeVar("Value")


def parse(text: str) -> Node:
    """Return the checked tree of a formula.

    Raises FormulaError when it is empty, too long, too deeply nested, or holds anything but
    numbers, names, the operators + - * / @ ** and comparisons, `.T`, and the known functions.
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(f"That is too long: a formula has at most {MAX_LENGTH:,} characters.")
    tidied = tidy(text)
    if not tidied:
        raise FormulaError("There is nothing to read yet: type a formula.")
    refuse_strangers(tidied)
    try:
        body = ast.parse(tidied, mode="eval").body
    except SyntaxError as error:
        if "too many" in str(error):
            raise FormulaError(TOO_LARGE) from None
        raise FormulaError(where(tidied, error.offset)) from None
    except (ValueError, RecursionError, MemoryError):
        raise FormulaError(TOO_LARGE) from None
    return _Reader().read(body, 1)


def evaluate(
    node: Node, names: Mapping[str, Value | float], functions: Mapping[str, Callable[..., Value]]
) -> Value | float:
    """Return the value of a tree, given a value for each name and the functions to compute with.

    Raises FormulaError for a name or function that is not there.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        if node.id in names:
            return names[node.id]
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        raise FormulaError(unknown_name(node.id, names))
    if node.function not in functions:
        raise FormulaError(f"{node.function} works on matrices; here a plain number is wanted.")
    arguments = [evaluate(argument, names, functions) for argument in node.arguments]
    return functions[node.function](*arguments, **dict(node.options))


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it."""
    yield node
    if isinstance(node, Apply):
        for argument in node.arguments:
            yield from walk(argument)


def names_in(node: Node) -> set[str]:
    """Return the names that a formula uses, constants such as pi left out."""
    return {part.id for part in walk(node) if isinstance(part, Name)} - set(CONSTANTS)


def unknown_name(name: str, known: Iterable[str]) -> str:
    """Return what to say about a name that is not among the known ones."""
    known = list(known)
    if factors := _factors(name, known):
        return f"There is no {name} here. Write the product with a star: {'*'.join(factors)}"
    same_but_case = [other for other in known if other.lower() == name.lower()]
    if same_but_case:
        return f"There is no {name} here. Capital letters count: did you mean {same_but_case[0]}?"
    close = get_close_matches(name, known, n=1)
    if close:
        return f"There is no {name} here. Did you mean {close[0]}?"
    if not known:
        return f"“{name}” is not a number."
    return f"There is no {name} here. You can use {', '.join(known)}."


def _factors(name: str, known: Iterable[str]) -> list[str]:
    """Return the known names that a name is made of, as wx is of w and x; empty if it is not."""
    names = {*known, *CONSTANTS} - {name}
    made: list[list[str] | None] = [[]]  # for each beginning of the name, what it is made of
    for end in range(1, min(len(name), MAX_PRODUCT) + 1):
        starts = (start for start in range(end) if made[start] is not None)
        start = next((start for start in starts if name[start:end] in names), None)
        made.append(None if start is None else [*(made[start] or []), name[start:end]])
    return (made[len(name)] or []) if len(name) < len(made) else []


class _Reader:
    """Turns Python's tree into ours, and counts what it meets."""

    def __init__(self) -> None:
        self.nodes = 0

    def read(self, node: ast.expr, depth: int) -> Node:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise FormulaError(TOO_LARGE)
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return Number(_finite(value))
            case ast.Name(id=name):
                return Name(name)
            case ast.UnaryOp(op=ast.UAdd(), operand=operand):
                return self.read(operand, depth + 1)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return Apply("negative", (self.read(operand, depth + 1),))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
                sides = (self.read(left, depth + 1), self.read(right, depth + 1))
                return Apply(_OPERATORS[type(op)], sides)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return self._comparison([left, *comparators], ops, depth)
            case ast.Attribute(value=value, attr="T"):
                return Apply("transpose", (self.read(value, depth + 1),))
            case ast.Call(func=function, args=arguments, keywords=keywords):
                return self._call(function, arguments, keywords, depth)
        raise FormulaError(_refusal(node))

    def _comparison(self, sides: list[ast.expr], ops: list[ast.cmpop], depth: int) -> Node:
        if any(type(op) not in _OPERATORS for op in ops):
            raise FormulaError("A comparison is one of < <= > >= == !=.")
        nodes = [self.read(side, depth + 1) for side in sides]
        links: list[Node] = [
            Apply(_OPERATORS[type(op)], (nodes[i], nodes[i + 1])) for i, op in enumerate(ops)
        ]
        chain = links[0]
        for link in links[1:]:
            chain = Apply("multiply", (chain, link))
        return chain

    def _call(
        self,
        function: ast.expr,
        arguments: list[ast.expr],
        keywords: list[ast.keyword],
        depth: int,
    ) -> Node:
        match function:
            case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name):
                operands = arguments
            case ast.Attribute(value=owner, attr=name):
                operands = [owner, *arguments]
            case _:
                raise FormulaError("Two brackets in a row: write a * between them.")
        if name not in FUNCTIONS:
            name = name.lower()  # ReLU, Sigmoid
        name = ALIASES.get(name, name)
        if name not in FUNCTIONS:
            close = get_close_matches(name, FUNCTIONS, n=1)
            tip = f"Did you mean {close[0]}?" if close else f"Known are {_listing()}."
            raise FormulaError(f"There is no function {name} here. {tip}")
        if name in ("sum", "mean") and len(operands) == 2:
            raise FormulaError(f"Name the axis: {name}(A, axis=1).")
        if len(operands) not in FUNCTIONS[name]:
            raise FormulaError(f"{name} takes {_count(FUNCTIONS[name])}, not {len(operands)}.")
        read = tuple(self.read(operand, depth + 1) for operand in operands)
        return Apply(name, read, _options(name, keywords))


def _options(name: str, keywords: list[ast.keyword]) -> tuple[tuple[str, int], ...]:
    options = {}
    for keyword in keywords:
        if keyword.arg not in ("axis", "keepdims") or name not in REDUCING:
            raise FormulaError(f"{name} takes no {keyword.arg or '**'} here.")
        try:
            value = ast.literal_eval(keyword.value)
        except ValueError:
            value = None
        if not isinstance(value, int):
            raise FormulaError(f"{keyword.arg} is a plain value: axis=0, axis=1, keepdims=True.")
        options[keyword.arg] = value
    return tuple(sorted(options.items()))


def _finite(value: float) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = inf
    if number == inf:
        raise FormulaError("That number is too large.")
    return number


def _refusal(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=attr):
            return f".{attr} is not known here; .T transposes."
        case ast.Tuple():
            return "One formula at a time: there is a comma outside of a function."
        case ast.BinOp():
            return "The operators are + - * / @ and **."
    return "Only numbers, names, + - * / @ **, .T and functions such as exp and log can stand here."


def _listing() -> str:
    return ", ".join(sorted(set(FUNCTIONS) - {"add", "subtract", "multiply", "divide", "negative"}))


def _count(arguments: range) -> str:
    few, most = arguments[0], arguments[-1]
    if few == most:
        return "one argument" if few == 1 else f"{few} arguments"
    return f"{few} to {most} arguments"
