"""Nodes in, one line out: formulas within a sentence, and every script and limit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from tutor.typeset.nodes import (
    Accent,
    Brace,
    Fenced,
    Fraction,
    Grid,
    MathRow,
    Node,
    Root,
    Scripts,
    Symbol,
    items_of,
    sole,
)
from tutor.typeset.scripts import subscript, superscript
from tutor.typeset.spacing import Placed, spaced

COMBINING = {
    "hat": "\u0302",
    "bar": "\u0304",
    "vec": "\u20d7",
    "tilde": "\u0303",
    "dot": "\u0307",
    "ddot": "\u0308",
    "underline": "\u0332",
}
# [l] in a superscript stays on the line: W[1], a[l−1]⁽ⁱ⁾, X{t}
BRACKETED = re.compile(r"(?:\[[^][]*\]|\{[^{}]*\})+")
ENDS_OF_FACTORS = ("ord", "close", "inner", "fenced")
STARTS_OF_FACTORS = ("ord", "open", "inner", "fenced", "op", "sum")
ENDS_IN_SCRIPT = re.compile(r"[_^]\w+$")


def linear(node: Node, tight: bool = False) -> str:
    """Return `node` in one line; `tight` is the setting of scripts."""
    match node:
        case Symbol():
            return node.text
        case MathRow():
            return _row(node, tight)
        case Fraction():
            return _fraction(node, tight)
        case Root():
            index = linear(node.degree, tight=True) if node.degree else ""
            return f"{_raised(index).lstrip('^')}√{_atom(node.body, tight)}"
        case Scripts():
            return _scripts(node, tight)
        case Accent():
            return accented(node) or f"{node.mark}({linear(node.body, tight)})"
        case Brace():
            return _atom(node.body, tight)
        case Fenced():
            return _fenced(node, tight)
        case Grid():
            rows = ([linear(cell, tight) for cell in row] for row in node.rows)
            return "; ".join(_cells(row, node) for row in rows)
    return ""


def accented(node: Accent) -> str | None:
    """Return a letter with its accent in one cell, or None for a body that is no letter."""
    letter = sole(node.body)
    if isinstance(letter, Symbol) and len(letter.text) == 1:
        return normalize("NFC", letter.text + COMBINING[node.mark])
    return None


def is_plain(node: Node) -> bool:
    """Tell whether a root over `node` is clear without a line over it: one symbol or a number."""
    match items_of(node):
        case [single]:
            return not isinstance(single, Fraction | Grid | Brace)
        case several:
            return all(isinstance(item, Symbol) and item.text in "0123456789." for item in several)


def _row(row: MathRow, tight: bool) -> str:
    line: list[str] = []
    placed = spaced(row.items, tight)
    for index, (gap, node, _) in enumerate(placed):
        text = linear(node, tight)
        if index and placed[index - 1].kind == "sign":
            gap = 0
        if isinstance(node, Fraction) and _is_multiplied(placed, index):
            text = f"({text})"
        if not gap and line and text[:1].isalnum() and ENDS_IN_SCRIPT.search(line[-1]):
            gap = 1
        line += (" " * gap, text)
    return "".join(line)


def _is_multiplied(placed: Sequence[Placed], index: int) -> bool:
    """Tell whether a factor or a function stands beside the node at `index`, no sign between."""
    before = placed[index - 1].kind if index else "start"
    after = placed[index + 1].kind if index + 1 < len(placed) else "end"
    return (
        before in ENDS_OF_FACTORS or _is_function(placed, index - 1) or after in STARTS_OF_FACTORS
    )


def _is_function(placed: Sequence[Placed], index: int) -> bool:
    """Tell whether the node at `index` is a name such as log: log a/b would divide what it is."""
    return index >= 0 and placed[index].kind == "op" and isinstance(placed[index].node, Symbol)


def _fraction(node: Fraction, tight: bool) -> str:
    top, bottom = linear(node.top, tight), linear(node.bottom, tight)
    if not node.bar:
        return f"{top} over {bottom}"
    if not _is_product(node.top):
        top = f"({top})"
    if not _is_factor(node.bottom):
        bottom = f"({bottom})"
    return f"{top}/{bottom}"


def _outer(node: Node) -> list[Placed]:
    """Return the nodes of a row outside its parentheses, each pair of which counts as one."""
    outer: list[Placed] = []
    depth = 0
    for placed in spaced(items_of(node)):
        depth -= placed.kind == "close"
        if depth <= 0 and placed.kind != "close":
            outer.append(placed)
        depth += placed.kind == "open"
    return outer


def _is_product(node: Node) -> bool:
    """Tell whether a numerator needs no parentheses."""
    return not any(
        kind in ("bin", "rel", "punct", "op", "sum") or isinstance(part, Fraction)
        for _, part, kind in _outer(node)
    )


def _is_factor(node: Node) -> bool:
    """Tell whether a denominator needs no parentheses: x, 64, (a + b), dz, ∂W."""
    if is_plain(node):
        return True
    match _outer(node):
        case [Placed(_, part, _)]:
            return not isinstance(part, Fraction)
        case [Placed(_, Symbol("d" | "∂"), _), _]:
            return True
    return False


def _atom(node: Node, tight: bool) -> str:
    text = linear(node, tight)
    return text if is_plain(node) else f"({text})"


def _scripts(node: Scripts, tight: bool) -> str:
    base = linear(node.base, tight)
    if isinstance(node.base, Fraction | Root):
        base = f"({base})"
    sub = linear(node.sub, tight=True) if node.sub else ""
    sup = linear(node.sup, tight=True) if node.sup else ""
    upright = BRACKETED.match(sup)
    brackets = upright[0] if upright else ""
    scripts = [_lowered(sub), _raised(sup.removeprefix(brackets))]
    if scripts[0].startswith("_") and not scripts[1].startswith("^") and not node.limits:
        scripts.reverse()  # the small one first: x²_θ, for x_θ² squares the θ
    return f"{base}{brackets}{''.join(scripts)}"


def _lowered(text: str) -> str:
    small = subscript(text)
    return f"_{_grouped(text)}" if small is None else small


def _raised(text: str) -> str:
    small = superscript(text)
    return f"^{_grouped(text)}" if small is None else small


def _grouped(text: str) -> str:
    """Put parentheses around a script where its end would not be clear."""
    if len(text) == 1 or (text.isascii() and text.isalnum()) or _is_closed(text):
        return text
    return f"({text})"


def _is_closed(text: str) -> bool:
    """Tell whether one pair of brackets goes around all of `text`."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char in "([{") - (char in ")]}")
        if depth == 0:
            return index > 0 and index == len(text) - 1
    return False


def _fenced(node: Fenced, tight: bool) -> str:
    body = linear(node.body, tight)
    is_cases = isinstance(node.body, Grid) and node.body.environment == "cases"
    return f"{node.left}{body}{'}' if is_cases else node.right}"


def _cells(row: list[str], grid: Grid) -> str:
    """Join the cells of one row of a grid."""
    if grid.columns == "rl":
        return "".join(row)
    return ", ".join(row).replace(",, ", ", ")
