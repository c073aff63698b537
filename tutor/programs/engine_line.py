"""What the engine does for one cell of a value, with its numbers: relu′(−0.36) = 0."""

from __future__ import annotations

import numpy as np

from tutor.plots.numbers import shown
from tutor.programs.engine_values import EngineValue, factor_words
from tutor.programs.reference import Array, Truth

_DIGITS = 4


def engine_line(engine: EngineValue, cell: tuple[int, ...]) -> str:
    """Return the engine's formula of a cell and its numbers, those of the program's scale."""
    number = _figure(float(engine.array[cell]))
    truth = engine.truth
    if truth is None or engine.key not in truth.values:
        return f"{engine.whose} {engine.key} = {number}"
    formula = truth.formulas.get(engine.key, "").partition("   ")[0].partition(" = ")[2]
    words = factor_words(engine.scale, truth.m)
    times = f", times {words}" if words else ""
    numbers = _with_numbers(engine, truth, cell)
    told = [each for each in (f"{formula or engine.key}{times}", numbers, number) if each]
    return f"the engine  {' = '.join(told)}"


def _with_numbers(engine: EngineValue, truth: Truth, cell: tuple[int, ...]) -> str:
    """The formula of what is taken cell by cell with its numbers; "" of sums."""
    kind, layer = engine.key.partition("[")[0], engine.key.partition("[")[2].rstrip("]")
    Z, dA, A = (truth.values.get(f"{each}[{layer}]") for each in ("Z", "dA", "A"))
    formula = truth.formulas.get(engine.key, "")
    if Z is None or A is None:
        return ""
    at, slope = _place(engine, truth, cell), truth.slopes.get(int(layer))
    if kind == "dZ" and dA is not None and slope is not None and "dA[" in formula:
        name = formula.partition("⊙ ")[2].partition("′(")[0] if "′(" in formula else ""
        taken = f"{name}′({_figure(Z[at])})" if name else _figure(slope[at])
        return f"{_figure(dA[at] * engine.scale)} · {_signed(taken)}"
    if kind == "dZ" and formula.endswith("− Y") and truth.formulas.get("J"):
        taken = A[at] - truth.values[engine.key][at]
        return f"{_figure(A[at])} − {_signed(_figure(taken))}" if engine.scale == 1 else ""
    if kind == "A" and "max(0" in formula:
        return f"max(0, {_figure(Z[at])})"
    return ""


def _place(engine: EngineValue, truth: Truth, cell: tuple[int, ...]) -> tuple[int, ...]:
    """Where a cell of the program's value stands in the engine's."""
    true: Array = truth.values[engine.key]
    if engine.form == "transposed":
        return cell[::-1]
    flat = int(np.ravel_multi_index(cell, engine.array.shape)) if cell else 0
    return tuple(int(each) for each in np.unravel_index(flat, true.shape))


def _signed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _figure(number: float) -> str:
    return shown(float(number), _DIGITS).replace(",", "")
