"""Sums, means and products as they are worked out, and which cell was the largest, in words."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence

import numpy as np

from tutor.plots.numbers import shown
from tutor.programs.expressions import called, parsed
from tutor.programs.recorded import Event
from tutor.programs.why.cells import added, cell_of, line_of, number_of, stretch_of, within
from tutor.programs.why.source import Source, Sources

TERMS = 4
"""Products of a sum that are written out."""
_MOST = TERMS + 2
"""Numbers of a sum that are."""
_SUMS = {"einsum": "sum", "cumsum": "sum", "cumprod": "product", "trace": "sum"}
_ENDS = {"max": "largest", "min": "smallest", "argmax": "largest", "argmin": "smallest"}


def plain_name(event: Event) -> str:
    """Return what a reduction is called, whether it passes over NaN or not: max for np.nanmax."""
    name = called(event.place.text).removeprefix("nan")
    return {"amax": "max", "amin": "min", "average": "mean"}.get(name, name)


def reduced(event: Event, found: Sources, value: str) -> list[str]:
    """Return in words which numbers were taken together, and how that gives the value."""
    name = called(event.place.text)
    told = _SUMS.get(name, name)
    told = f"{told} {_asked(event)}" if name in ("percentile", "quantile") else told
    ahead = ", this one and all before it" if name in ("cumsum", "cumprod") else ""
    line = f"{told} of the {len(found.cells)} in {stretch_of(found.cells)}{ahead}"
    taken = [each for each in found.cells if not name.startswith("nan") or not _is_nan(each)]
    how = _worked_out(plain_name(event), event, taken, value) if taken else ""
    return [line, how or f"{_listed(taken or found.cells)}  →  {value}"]


def leading(event: Event, cells: Sequence[Source]) -> Sequence[Source]:
    """Return the cells of a reduction with that first which decides: the largest of a max."""
    number = _deciding(event, cells)
    if number is None:
        return cells
    return [cells[number], *cells[:number], *cells[number + 1 :]]


def _deciding(event: Event, cells: Sequence[Source]) -> int | None:
    """Return which of the cells is the largest or smallest, or decides of any and all.

    NaN does, where it is not passed over.
    """
    name, numbers = plain_name(event), [each.number for each in cells]
    known = [number for number in numbers if number == number]
    if name in ("any", "all"):
        return next((n for n, each in enumerate(numbers) if bool(each) == (name == "any")), None)
    if name not in _ENDS or not numbers:
        return None
    if len(known) < len(numbers) and not called(event.place.text).startswith("nan"):
        return next(n for n, each in enumerate(numbers) if each != each)
    ends = max if _ENDS[name] == "largest" else min
    return numbers.index(ends(known)) if known else None


def _worked_out(name: str, event: Event, cells: Sequence[Source], value: str) -> str:
    """How the value comes of the numbers; "" where that is no formula."""
    texts = [number_of(each) for each in cells]
    shortly = [*texts[:_MOST], *["…"] * (len(texts) > _MOST)]
    count = len(cells)
    match name:
        case "sum" | "cumsum" | "einsum" | "trace":
            return f"{added(shortly)} = {value}"
        case "prod" | "cumprod":
            return f"{added(shortly, ' · ')} = {value}"
        case "mean":
            return f"({added(shortly)}) ÷ {count} = {value}"
        case "norm":
            return _norm(event, cells, value)
        case "var" | "std":
            return _spread(event, cells, value)
        case "ptp":
            numbers = [each.number for each in cells]
            ends = (cells[numbers.index(end)] for end in (max(numbers), min(numbers)))
            return f"{added([number_of(each) for each in ends], ' − ')} = {value}"
    return _decided(event, cells)


def _number(event: Event, value: str) -> float:
    """The value itself, of which a part alone may be known."""
    array = event.value.array
    return float(array) if not array.ndim else float(value.replace("−", "-").replace("∞", "inf"))


def _norm(event: Event, cells: Sequence[Source], value: str) -> str:
    """The root of the sum of the squares, or the sum of the sizes."""
    numbers = np.array([each.number for each in cells])
    more = [" + …"] * (len(cells) > _MOST)
    texts = [number_of(each) for each in cells[:_MOST]]
    made = _number(event, value)
    if math.isclose(float(np.sqrt(np.sum(numbers**2))), made, rel_tol=1e-3):
        return f"√({' + '.join(f'{within(each)}²' for each in texts)}{''.join(more)}) = {value}"
    if math.isclose(float(np.sum(np.abs(numbers))), made, rel_tol=1e-3):
        return f"{' + '.join(f'|{each}|' for each in texts)}{''.join(more)} = {value}"
    return ""


def _spread(event: Event, cells: Sequence[Source], value: str) -> str:
    """The mean of the squared distances from the mean, or its root."""
    numbers = np.array([each.number for each in cells])
    mean, made = float(numbers.mean()), _number(event, value)
    is_root = plain_name(event) == "std"
    less = 1 if "ddof" in event.place.text else 0
    squares = float(np.sum((numbers - mean) ** 2))
    again = squares / (len(cells) - less) if len(cells) > less else math.nan
    if not math.isclose(again, made**2 if is_root else made, rel_tol=2e-3, abs_tol=1e-300):
        return ""
    away = [f"({number_of(each)} − {within(shown(mean))})²" for each in cells[: TERMS - 1]]
    more = " + …" if len(cells) > TERMS - 1 else ""
    below = f"({len(cells)} − 1)" if less else f"{len(cells)}"
    variance = f"({' + '.join(away)}{more}) ÷ {below}"
    return f"{f'√({variance})' if is_root else variance} = {value}"


def _decided(event: Event, cells: Sequence[Source]) -> str:
    """Which cell it was that made a max, an argmax, an any what it is."""
    number = _deciding(event, cells)
    if number is None:
        return ""
    name, which = plain_name(event), cells[number]
    if name in ("any", "all") or _is_nan(which):
        return f"{cell_of(which)} is {number_of(which)}"
    where = f": place {number}" if name.startswith("arg") else ""
    listed = _listed(cells)
    return f"{cell_of(which)} = {number_of(which)} is the {_ENDS[name]} of {listed}{where}"


def _listed(cells: Sequence[Source]) -> str:
    more = ", …" if len(cells) > _MOST else ""
    return f"{', '.join(number_of(each) for each in cells[:_MOST])}{more}"


def _is_nan(source: Source) -> bool:
    return source.number != source.number


def _asked(event: Event) -> str:
    """What follows the array: the 25 of np.percentile(v, 25)."""
    match parsed(event.place.text):
        case ast.Call(args=[_, asked, *_]):
            return ast.unparse(asked)
        case ast.Call(keywords=[ast.keyword(arg="q", value=asked), *_]):
            return ast.unparse(asked)
    return ""


# Products


def by_size(cells: Sequence[Source]) -> Sequence[Source]:
    """Return the pairs of a sum of products, where they are many those of the largest first."""
    pairs = list(zip(cells[::2], cells[1::2], strict=True))
    if len(pairs) > TERMS:
        pairs.sort(key=lambda pair: -abs(pair[0].number * pair[1].number))
    return [each for pair in pairs for each in pair]


def products(event: Event, found: Sources, value: str) -> list[str]:
    """Return which row and column are multiplied, and the largest of the products."""
    left, right = found.cells[::2], found.cells[1::2]
    if not left:
        return [f"the sum of no products = {value}"]
    line = f"{line_of(left)} · {line_of(right)}"
    ordered = by_size(found.cells)
    terms = _terms(ordered[: 2 * TERMS])
    if len(left) <= TERMS:
        return [line, f"{terms} = {value}"]
    return [f"{line}   {len(left)} products, the largest first", f"{terms} + … = {value}"]


def _terms(cells: Sequence[Source]) -> str:
    """Products with a plus between them: "0.18 · (−1) + (−0.14) · 0.38"."""
    pairs = zip(cells[::2], cells[1::2], strict=True)
    terms = [(number_of(a), within(number_of(b))) for a, b in pairs]
    return " + ".join(f"{within(a) if n else a} · {b}" for n, (a, b) in enumerate(terms))


def product_of(left: Source, right: Source) -> str:
    """Return a product with its numbers: "0.18 · (−1) = −0.18"."""
    made = shown(left.number * right.number).replace(",", "")
    return f"{number_of(left)} · {within(number_of(right))} = {made}"


def weighted(event: Event, found: Sources, value: str) -> list[str]:
    """Return a mean of numbers that are each multiplied by their weights."""
    shares = [number_of(each) for each in found.cells[1::2]]
    above = _terms(found.cells[: 2 * TERMS])
    more = " + …" if len(shares) > TERMS else ""
    line = f"{event.place.text}   each times its weight"
    return [line, f"({above}{more}) ÷ ({added(shares[:TERMS])}{more}) = {value}"]
