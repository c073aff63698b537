"""What a formula is made of, before anybody decides how it looks."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

# Classes of TeX: they decide the blanks around a symbol. `bar` is a | that opens or closes by
# where it stands, `sum` an operator that is a sign, `inner` something tall such as a fraction.
Kind: TypeAlias = Literal[
    "ord", "op", "sum", "bin", "rel", "open", "close", "punct", "bar", "inner"
]


class Symbol(NamedTuple):
    """One glyph, or a word set upright; `limits` go above and below it, not beside it."""

    text: str
    kind: Kind = "ord"
    limits: bool = False


class Space(NamedTuple):
    """Cells asked for by \\, or \\quad; 0 is a typed blank, -1 is \\! and removes a blank."""

    width: int


class MathRow(NamedTuple):
    """Nodes side by side."""

    items: tuple[Node, ...]


class Fraction(NamedTuple):
    """One node over another; without a bar it is a binomial coefficient's inside."""

    top: Node
    bottom: Node
    bar: bool = True


class Root(NamedTuple):
    """A root, square unless it has a degree."""

    body: Node
    degree: Node | None


class Scripts(NamedTuple):
    """A base with a sub- or a superscript or both; with `limits` they go under and over it."""

    base: Node
    sub: Node | None
    sup: Node | None
    limits: bool


class Accent(NamedTuple):
    """A mark over a node (hat, bar, vec, tilde, dot, ddot) or an underline."""

    body: Node
    mark: str


class Brace(NamedTuple):
    """A lying brace under or over a node; its label comes as a limit."""

    body: Node
    over: bool


class Fenced(NamedTuple):
    """A node between delimiters that grow with it; an empty delimiter is not drawn."""

    left: str
    right: str
    body: Node


class Grid(NamedTuple):
    """Cells in rows and columns: a matrix, cases, aligned equations."""

    rows: tuple[tuple[Node, ...], ...]
    environment: str
    columns: str  # "l", "c" or "r" for each column; the last one goes on for those beyond


Node: TypeAlias = (
    Symbol | Space | MathRow | Fraction | Root | Scripts | Accent | Brace | Fenced | Grid
)


def sole(node: Node) -> Node:
    """Return the node inside braces that hold nothing else."""
    while isinstance(node, MathRow) and len(node.items) == 1:
        node = node.items[0]
    return node


def items_of(node: Node) -> tuple[Node, ...]:
    """Return the nodes of a row, or the one that is none."""
    node = sole(node)
    return node.items if isinstance(node, MathRow) else (node,)
