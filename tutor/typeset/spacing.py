"""The blanks between the nodes of a row, after the rules of TeX for classes of symbols."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tutor.typeset.nodes import Fenced, Fraction, Grid, Node, Root, Scripts, Space, Symbol

# What a - or a + cannot follow if it is to stand between two operands: it is a sign then.
BEFORE_A_SIGN = ("start", "bin", "rel", "open", "punct", "op", "sum", "sign")
AFTER_NO_OPERAND = ("rel", "close", "punct", "end")


class Placed(NamedTuple):
    """A node in its row: the blanks before it, and the class it has in this place.

    Besides the classes of nodes there are `sign` (a unary minus) and `fenced`, which is like
    an opening symbol to what is left of it and like a closing one to what is right of it.
    """

    gap: int
    node: Node
    kind: str


def spaced(items: Iterable[Node], tight: bool = False) -> list[Placed]:
    """Return the nodes of a row that are no spaces, with the gap before each.

    `tight` is the setting of scripts: no blanks around = and +, and typed ones do not count.
    """
    placed: list[Placed] = []
    previous, asked, typed = "start", 0, False
    for node, following in _with_following(items):
        if isinstance(node, Space):
            asked += node.width
            typed = typed or node.width == 0
            continue
        kind = _in_place(kind_of(node), previous, following)
        if typed and not tight and kind == "ord" and _is_word(previous):
            asked = max(asked, int(not _has_blank(placed[-1].node, node)))
        gap = max(_gap(previous, kind, tight), asked) if asked >= 0 else 0
        placed.append(Placed(gap, node, kind))
        # √x y: nothing else shows where a root ends
        previous = "inner" if isinstance(node, Root) else kind
        asked, typed = 0, False
    return placed


def kind_of(node: Node) -> str:
    """Return the class of a node wherever it stands; scripts leave that of their base."""
    match node:
        case Symbol():
            return node.kind
        case Scripts():
            return kind_of(node.base)
        case Fraction() | Grid() | Fenced(body=Grid()):
            return "inner"
        case Fenced():
            return "fenced"
    return "ord"


def _with_following(items: Iterable[Node]) -> list[tuple[Node, str]]:
    """Pair each node with the class of the next one that is no space."""
    pairs: list[tuple[Node, str]] = []
    following = "end"
    for node in reversed(tuple(items)):
        pairs.append((node, following))
        if not isinstance(node, Space):
            following = kind_of(node)
    return pairs[::-1]


def _in_place(kind: str, previous: str, following: str) -> str:
    """Return the class that a symbol has between its neighbours."""
    if kind == "bar":
        return "close" if _is_word(previous) else "open"
    if kind == "bin" and previous in BEFORE_A_SIGN:
        return "sign"
    if kind == "bin" and following in AFTER_NO_OPERAND:
        return "ord"
    return kind


def _is_word(kind: str) -> bool:
    return kind in ("ord", "close", "fenced", "inner")


def _has_blank(left: Node, right: Node) -> bool:
    """Tell whether words bring a blank of their own, as \\text{if } does."""
    return (isinstance(left, Symbol) and left.text.endswith(" ")) or (
        isinstance(right, Symbol) and right.text.startswith(" ")
    )


def _gap(left: str, right: str, tight: bool) -> int:
    """Return the cells between two neighbours of these classes."""
    pair = {left, right}
    if left in ("start", "open") or right in ("close", "punct"):
        return 0
    if "rel" in pair or "bin" in pair:
        return int(not tight and left != right)
    if left == "punct":
        return int(not tight)
    if left == "sign":
        return int(right == "inner")
    if left == "op":
        return int(right not in ("open", "fenced"))
    if right in ("op", "sum"):
        return 1
    return int("sum" in pair or "inner" in pair)
