r"""The two ways to lay a batch out, and how formulas, tables, shapes and labels turn with them.

Course notation stacks examples as columns: X is (n_x, m), W is (n_out, n_in), Z = W X + b.
Library notation stacks them as rows: X is (m, n_x), W is (n_in, n_out), Z = X W + b.
Every matrix of the one is the transpose of the other's, so a product of matrices turns round and
everything else stays: (W X)^T = X^T W^T. Images (C, H, W, m) become (m, C, H, W).
"""

from __future__ import annotations

import re
from typing import Literal

import numpy as np

from engine.trace import Value
from tutor.stepping.focus import is_per_example

Convention = Literal["columns", "rows"]

NAMES: dict[Convention, str] = {
    "columns": "examples as columns, Z = W X + b",
    "rows": "examples as rows, Z = X W + b",
}

_SCRIPT = r"(?:\^(?:\{[^{}]*\}|\\top))?"
_MATRIX = rf"d?(?:\\hat\{{[A-Z]\}}|[A-Z]){_SCRIPT}(?![_^A-Za-z])"
_PRODUCT = re.compile(rf"(?<![A-Za-z\\{{])({_MATRIX}) ({_MATRIX})")
_WEIGHT = re.compile(r"(?<![a-z\\])(d?w_|[a-z]_\{dw_)\{(\w+),(\w+)\}")


def turned_formula(tex: str, convention: Convention) -> str:
    r"""Return a formula of the engine in a convention: W X becomes X W, w_{1,2} becomes w_{2,1}."""
    if convention == "columns":
        return tex
    # Without braces the blank behind \top would belong to the command, and be no gap.
    tex = _PRODUCT.sub(r"\2 \1", tex).replace(r"^\top d", r"^{\top} d")
    return _WEIGHT.sub(r"\1{\3,\2}", tex)


def turned(name: str, value: Value, convention: Convention) -> Value:
    """Return a value of the engine as the convention lays it out."""
    array = np.asarray(value)
    order = turned_axes(name, array.ndim, convention)
    return array.transpose(order) if array.ndim else value


def turned_axes(name: str, dimensions: int, convention: Convention) -> tuple[int, ...]:
    """Return which of the engine's axes stands where: filters keep their order."""
    order = tuple(range(dimensions))
    if convention == "columns" or (dimensions > 2 and not is_per_example(name)):
        return order
    return (*order[-1:], *order[:-1])


def turned_index(name: str, index: tuple[int, ...], convention: Convention) -> tuple[int, ...]:
    """Return where an entry of the engine's array, or its shape, stands in the convention's."""
    return tuple(index[axis] for axis in turned_axes(name, len(index), convention))


def other(convention: Convention) -> Convention:
    return "rows" if convention == "columns" else "columns"
