"""Why a cell is what it is, in rows: the operation with its numbers, and where each came from."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tutor.plots.cells import Picture, Row, Span
from tutor.plots.numbers import shown
from tutor.programs.expressions import called, parsed
from tutor.programs.listing import figure
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.origins import origin
from tutor.programs.why.sources import Cell, Source, Sources, sources_of
from tutor.programs.why.unpacked import unpacked
from tutor.programs.why.whole import WHOLE

TERMS = 4
"""Numbers of a sum that are written out."""


@dataclass(frozen=True, slots=True, eq=False)
class CellWhy:
    """What a cell was made of."""

    question: str
    said: Sequence[str]
    """Its formula and its numbers."""
    sources: Sequence[Source] = ()
    """The cells that can be asked about in turn, those of the largest terms first."""

    def opened(self, recorded: Recorded, number: int) -> tuple[Event, Cell] | None:
        """Return what made a source, None where the program was given it."""
        if not self.sources:
            return None
        source = self.sources[number % len(self.sources)]
        made = origin(recorded, source.event)
        return (made, source.cell) if made else None

    def rows(self, chosen: int, room: int) -> Picture:
        """Return all in rows, of the sources those round the chosen one."""
        rows: Picture = [[Span(line)] for line in self.said]
        left = max(1, room - len(rows))
        first = max(0, min(chosen - left // 2, len(self.sources) - left))
        shown_now = self.sources[first : first + left]
        listed = [_source(each, first + n == chosen) for n, each in enumerate(shown_now)]
        if first:
            listed[0].append(Span(f"   ↑ {first} more", "muted"))
        if below := len(self.sources) - first - len(listed):
            listed[-1].append(Span(f"   ↓ {below} more", "muted"))
        return rows + listed


def why(recorded: Recorded, event: Event, cell: Cell) -> CellWhy:
    """Return what a cell of an operation's value is made of; of an empty one what went in."""
    if not event.value.array.size:
        name = event.name or event.place.text
        return CellWhy(
            f"{name} is empty: {event.value.shape}", _unknown(event, Sources("unknown"), "")
        )
    event = unpacked(recorded, event)
    with np.errstate(all="ignore"):  # the numbers are a learner's, NaN and infinities too
        found = sources_of(recorded, event, cell)
    value = figure(float(event.value.array[cell]), event.value)
    question = f"why is {entry(event.name or event.place.text, cell)} = {value}?"
    said = _SAID[found.how](event, found, value)
    return CellWhy(question, said, _in_order(found))


def entry(text: str, cell: Cell) -> str:
    """Return how a cell is written: "A1[0, 2]", "(dA1 > 0)[2, 0]"."""
    if not cell:
        return text
    return f"{bracketed(text)}[{', '.join(map(str, cell))}]"


def bracketed(text: str) -> str:
    """Return an expression as it can be indexed: A1, np.exp(z), (1 + np.exp(z))."""
    plain = isinstance(parsed(text), ast.Name | ast.Attribute | ast.Call | ast.Subscript | None)
    return text if plain else f"({text})"


def _in_order(found: Sources) -> Sequence[Source]:
    if found.how != "products":
        return found.cells
    pairs = list(zip(found.cells[::2], found.cells[1::2], strict=True))
    if len(pairs) > TERMS:
        pairs.sort(key=lambda pair: -abs(pair[0].number * pair[1].number))
    return [each for pair in pairs for each in pair]


def _source(source: Source, chosen: bool) -> Row:
    text = entry(source.event.place.text, source.cell)
    number = figure(source.number, source.event.value)
    sign = "▸ " if chosen else "  "
    row = [Span(f"{sign}{text} = {number}", "accent" if chosen else None, bold=chosen)]
    if source.stretched:
        axes = " and ".join(map(str, source.stretched))
        row.append(Span(f"   stretched along axis {axes}", "muted"))
    return row


def _products(event: Event, found: Sources, value: str) -> list[str]:
    left, right = found.cells[::2], found.cells[1::2]
    if not left:
        return [f"the sum of no products = {value}"]
    terms = [
        f"{figure(a.number, a.event.value)} · {figure(b.number, b.event.value)}"
        for a, b in list(zip(left, right, strict=True))[:TERMS]
    ]
    more = f" + … {len(left)} products" if len(left) > TERMS else ""
    line = f"{_line(left)} · {_line(right)}"
    order = ["the largest products first:"] if more else []
    return [line, f"{' + '.join(terms)}{more} = {value}", *order]


def _line(cells: Sequence[Source]) -> str:
    """A row or a column that several cells of one operand make: "W1[2, :]"."""
    first, last = cells[0].cell, cells[-1].cell
    places = [str(at) if at == end else ":" for at, end in zip(first, last, strict=True)]
    text = cells[0].event.place.text
    return f"{bracketed(text)}[{', '.join(places)}]" if places else text


def _pointwise(event: Event, found: Sources, value: str) -> list[str]:
    return [f"{event.place.text}   cell by cell", f"{_with_numbers(event, found)} = {value}"]


def _with_numbers(event: Event, found: Sources) -> str:
    """The text of an operation with numbers in the place of its operands."""
    place = event.place
    text, start = place.text, place.column
    if place.kind == "change":
        before, _, after = text.partition("=")
        old, by = found.cells[0], found.cells[1:]
        return f"{_number(old)} {before.rstrip()[-1]} {_number(by[0]) if by else after.strip()}"
    if place.line != place.end_line:
        return text
    spots = sorted(found.cells, key=lambda each: -each.event.place.column)
    for each in spots:
        spot = each.event.place
        first, last = spot.column - start, spot.end_column - start
        number = figure(each.number, each.event.value)
        before, after = text[:first].rstrip()[-1:], text[last:].lstrip()
        is_bare = before in tuple("+-*/%@") or after.startswith("**")
        if after.startswith(".") or (is_bare and number.startswith("−")):
            number = f"({number})"
        text = f"{text[:first]}{number}{text[last:]}"
    return text


def _number(source: Source) -> str:
    text = figure(source.number, source.event.value)
    return f"({text})" if text.startswith("−") else text


_SUMS = {"einsum": "sum", "cumsum": "sum", "cumprod": "product"}


def _stretch(first: int, last: int, length: int) -> str:
    """How an index is written that goes from the first to the last of so many."""
    if first == last:
        return str(first)
    return ":" if (first, last) == (0, length - 1) else f"{first}:{last + 1}"


def _reduced(event: Event, found: Sources, value: str) -> list[str]:
    taken = found.cells
    first, last, shape = taken[0].cell, taken[-1].cell, taken[0].event.value.shape
    places = [_stretch(*each) for each in zip(first, last, shape, strict=True)]
    name, source = called(event.place.text), taken[0].event.place.text
    name = _SUMS.get(name, name)
    name = f"{name} {_asked(event)}" if name in ("percentile", "quantile") else name
    whole = f"{bracketed(source)}[{', '.join(places)}]" if first else source
    numbers = ", ".join(figure(each.number, each.event.value) for each in taken[: TERMS + 2])
    more = ", …" if len(taken) > TERMS + 2 else ""
    return [f"{name} of the {len(taken)} in {whole}", f"{numbers}{more}  →  {value}"]


def _asked(event: Event) -> str:
    """What follows the array: the 25 of np.percentile(v, 25)."""
    match parsed(event.place.text):
        case ast.Call(args=[_, asked, *_]):
            return ast.unparse(asked)
        case ast.Call(keywords=[ast.keyword(arg="q", value=asked), *_]):
            return ast.unparse(asked)
    return ""


def _moved(event: Event, found: Sources, value: str) -> list[str]:
    source = found.cells[0]
    return [f"{event.place.text}   moves it from {entry(source.event.place.text, source.cell)}"]


def _filled(event: Event, found: Sources, value: str) -> list[str]:
    taken = " and ".join(each.place.text for each in event.operands[:1])
    return [f"{event.place.text}   fills it in: no cell of {taken} comes to lie there"]


def _difference(event: Event, found: Sources, value: str) -> list[str]:
    later, earlier = found.cells
    text = later.event.place.text
    formula = f"{entry(text, later.cell)} - {entry(text, earlier.cell)}"
    return [formula, f"{figure(later.number, later.event.value)} - {_number(earlier)} = {value}"]


def _ranked(event: Event, found: Sources, value: str) -> list[str]:
    (source,) = found.cells
    whose = entry(source.event.place.text, source.cell)
    return [f"{event.place.text}   in rising order, this place belongs to {whose}"]


def _solved(event: Event, found: Sources, value: str) -> list[str]:
    assert found.quotient is not None
    above, below = (shown(each, 4) for each in (found.quotient.above, found.quotient.below))
    below = f"({below})" if below.startswith("−") else below
    return [found.quotient.words, f"{above} / {below} = {value}"]


def _set(event: Event, found: Sources, value: str) -> list[str]:
    return [f"{event.place.text}   sets it to {value}"]


def _weighted(event: Event, found: Sources, value: str) -> list[str]:
    numbers, weights = found.cells[::2], found.cells[1::2]
    terms = [f"{_number(a)} · {_number(b)}" for a, b in list(zip(numbers, weights, strict=True))]
    shares = [_number(each) for each in weights]
    above, below = (f"{' + '.join(each[:TERMS])}{_more(each)}" for each in (terms, shares))
    return [f"{event.place.text}   each times its weight", f"({above}) / ({below}) = {value}"]


def _more(terms: Sequence[str]) -> str:
    return " + …" if len(terms) > TERMS else ""


def _its_words(event: Event, found: Sources, value: str) -> list[str]:
    return list(found.words)


def _returned(event: Event, found: Sources, value: str) -> list[str]:
    inner = found.cells[0].event
    return [f"{event.place.text}   returns what line {inner.line} gave"]


def _bound(event: Event, found: Sources, value: str) -> list[str]:
    made = found.cells[0].event
    return [f"{event.place.text}   stands for what line {made.line} gave"]


def _kept(event: Event, found: Sources, value: str) -> list[str]:
    return [f"{event.place.text}   leaves it as it was"]


_COMPUTING = (ast.ListComp, ast.GeneratorExp, ast.SetComp, ast.DictComp, ast.Lambda)


def _node(event: Event) -> ast.AST:
    return parsed(event.place.text) or ast.Pass()


def _unknown(event: Event, found: Sources, value: str) -> list[str]:
    if event.place.kind == "bound":
        return [f"{event.place.text}   is what line {event.line} gave it"]
    node = _node(event)
    if isinstance(node, ast.Subscript) and not isinstance(node.value, ast.Call):
        whole = ast.unparse(node.value)
        if all(each.place.text != whole for each in event.operands):
            return [f"{event.place.text}   is a part of {whole}, which is no array of numbers"]
    if not event.operands:
        computes = any(isinstance(each, _COMPUTING) for each in ast.walk(node))
        how = "from what it computes within" if computes else "from no other array"
        return [f"{event.place.text}   made it, {how}"]
    went = [f"{each.place.text} {each.value.shape}" for each in event.operands]
    known = WHOLE.get(called(ast.unparse(node.value if isinstance(node, ast.Subscript) else node)))
    came = f"{event.place.text} {event.value.shape} came out"
    return [f"{', '.join(went)} went in", came, *([f"it gives {known}"] if known else [])]


_SAID = {
    "products": _products,
    "pointwise": _pointwise,
    "reduced": _reduced,
    "moved": _moved,
    "filled": _filled,
    "difference": _difference,
    "ranked": _ranked,
    "solved": _solved,
    "set": _set,
    "kept": _kept,
    "weighted": _weighted,
    "told": _its_words,
    "returned": _returned,
    "bound": _bound,
    "unknown": _unknown,
}
