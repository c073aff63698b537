r"""Names of values as LaTeX: of a whole matrix, and of one entry of it.

"Z[1]"      Z^{[1]}             its entry (0, 2): z_{1}^{[1](3)}, unit 1 of example 3
"dW[2]"     dW^{[2]}            its entry (0, 2): dw_{1,3}^{[2]}
"v_dW[2]"   v_{dW}^{[2]}        what an optimizer remembers for dW
"Xhat[2]"   \hat{X}^{[2]}; "bar" for a running average
"""

from __future__ import annotations

import re

from engine.latex import symbol
from engine.trace.provenance import Cell

NAME = re.compile(r"(?:([a-z])_)?(d?)([A-Za-z]\w*?)(hat|bar)?(?:\[(\d+)\])?")
PER_EXAMPLE = frozenset({"X", "Y", "Z", "A", "M"})
"""Values with the examples on their last axis."""
COLUMNS = frozenset({"b", "gamma", "beta", "mu", "var"})
"""Values of one column: the second index is always the first."""


def matrix(name: str) -> str:
    """A value's name as it stands in a formula for all of its entries."""
    memory, d, base, accent, layer = _parts(name)
    return _latex(memory, d, symbol(base), accent, "", f"[{layer}]" if layer else "")


def entry(cell: Cell) -> str:
    """One entry, counted from 1; its example stands above in round brackets."""
    return indexed(cell.name, *(place + 1 for place in cell.index))


def indexed(name: str, *places: int | str) -> str:
    """As `entry`, with letters for some places: ("W[1]", 2, "k") is w_{2,k}^{[1]}."""
    if not places:
        return matrix(name)
    memory, d, base, accent, layer = _parts(name)
    below = [str(place) for place in places]
    example = f"({below.pop()})" if base in PER_EXAMPLE else ""
    if base in COLUMNS:
        below.pop()
    above = f"[{layer}]{example}" if layer else example
    return _latex(memory, d, symbol(base.lower()), accent, ",".join(below), above)


def number_of_layer(name: str) -> int | None:
    """The layer that a name belongs to; None for X, Y and J."""
    layer = _parts(name)[4]
    return int(layer) if layer else None


def _parts(name: str) -> tuple[str, ...]:
    match = NAME.fullmatch(name)
    return tuple(part or "" for part in match.groups()) if match else ("", "", name, "", "")


def _latex(memory: str, d: str, base: str, accent: str, below: str, above: str) -> str:
    core = d + (rf"\{accent}{{{base}}}" if accent else base)
    if memory:
        core, below = memory, f"{core}_{{{below}}}" if below else core
    return core + (f"_{{{below}}}" if below else "") + (f"^{{{above}}}" if above else "")
