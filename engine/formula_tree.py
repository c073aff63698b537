"""A formula as a tree: its three kinds of node, its value, and the names in it.

With so few kinds, everything built on it (marking, mistaken variants, graphs, the typeset preview)
stays short: `np.dot(A, B)`, `A.dot(B)` and `dot(A, B)` are one tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf, pi
from typing import TypeVar

from engine.spelling import FormulaError, canonical

CONSTANTS = {"e": 2.718281828459045, "pi": pi, "inf": inf}
COMPARISONS = frozenset({"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"})


@dataclass(frozen=True, slots=True)
class Number:
    value: float
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    id: str
    position: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """A function or an operator at work; `options` are axis and keepdims."""

    function: str
    arguments: tuple[Node, ...]
    options: tuple[tuple[str, int], ...] = ()
    position: int = field(default=0, compare=False)


Node = Number | Name | Apply
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Statement:
    """`name = formula`; the name is None where none is given, `dJ/dw` may stand for one."""

    name: str | None
    formula: Node
    position: int = field(default=0, compare=False)


def evaluate(
    node: Node, names: Mapping[str, Value | float], functions: Mapping[str, Callable[..., Value]]
) -> Value | float:
    """Return the value of a tree, given a value for each name and the functions to compute with.

    Raises FormulaError for a name or function that is not there.
    """
    return _evaluated(node, {canonical(name): value for name, value in names.items()}, functions)


def _evaluated(
    node: Node, names: Mapping[str, Value | float], functions: Mapping[str, Callable[..., Value]]
) -> Value | float:
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        if node.id in names:
            return names[node.id]
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        raise FormulaError(unknown_name(node.id, names), node.position)
    if node.function not in functions:
        message = f"{node.function} works on matrices; here a plain number is wanted."
        raise FormulaError(message, node.position)
    arguments = [_evaluated(argument, names, functions) for argument in node.arguments]
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


def strangers(node: Node, known: Iterable[str]) -> list[str]:
    """Return the names in a formula that are not among the known ones, in alphabetical order."""
    return sorted(names_in(node) - {canonical(name) for name in known})


def unknown_name(name: str, known: Iterable[str]) -> str:
    """Return what to say about a name that is not among the known ones."""
    from difflib import get_close_matches  # only a typing mistake needs it

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
    for end in range(1, min(len(name), 40) + 1):
        starts = (start for start in range(end) if made[start] is not None)
        start = next((start for start in starts if name[start:end] in names), None)
        made.append(None if start is None else [*(made[start] or []), name[start:end]])
    return (made[len(name)] or []) if len(name) < len(made) else []
