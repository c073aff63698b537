"""How an expression is written with an index behind it."""

from __future__ import annotations

import ast

from tutor.programs.expressions import parsed


def entry(text: str, cell: tuple[int, ...]) -> str:
    """Return how a cell is written: "A1[0, 2]", "(dA1 > 0)[2, 0]"."""
    if not cell:
        return text
    return f"{bracketed(text)}[{', '.join(map(str, cell))}]"


def bracketed(text: str) -> str:
    """Return an expression as it can be indexed: A1, np.exp(z), (1 + np.exp(z))."""
    plain = isinstance(parsed(text), ast.Name | ast.Attribute | ast.Call | ast.Subscript | None)
    return text if plain else f"({text})"
