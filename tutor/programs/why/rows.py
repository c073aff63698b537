"""Why a cell is what it is, in rows: the operation with its numbers, and where each came from."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tutor.plots.arrange import shortened
from tutor.plots.cells import Colour, Picture, Row, Span, plain
from tutor.plots.numbers import shown
from tutor.programs.expressions import called, parsed
from tutor.programs.listing import figure
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.cells import cell_of, number_of, within
from tutor.programs.why.choosing import compared
from tutor.programs.why.gone_through import gone_through
from tutor.programs.why.indexed import bracketed, entry
from tutor.programs.why.origins import origin
from tutor.programs.why.source import Cell, Source, Sources
from tutor.programs.why.sources import sources_of
from tutor.programs.why.sums import by_size, leading, product_of, products, reduced, weighted
from tutor.programs.why.unpacked import unpacked
from tutor.programs.why.whole import WHOLE

_FACTOR = 16
"""Characters of a factor in a row with its product."""
_ASKED = 40
"""Characters of an operation without a name in the question."""


@dataclass(frozen=True, slots=True, eq=False)
class CellWhy:
    """What a cell was made of."""

    question: str
    said: Sequence[str]
    """Its formula and its numbers."""
    sources: Sequence[Source] = ()
    """The cells that can be asked about in turn, those of the largest terms first."""
    in_pairs: bool = False
    """Whether each is multiplied by the next one."""

    def opened(self, recorded: Recorded, number: int) -> tuple[Event, Cell] | None:
        """Return what made a source, None where the program was given it."""
        if not self.sources:
            return None
        source = self.sources[number % len(self.sources)]
        if made := origin(recorded, source.event):
            return made, source.cell
        through = gone_through(recorded, source.event, source.cell)
        made = origin(recorded, through[0]) if through else None
        return (made, through[1]) if made and through else None

    def rows(self, chosen: int, room: int) -> Picture:
        """Return all in rows, of the sources those round the chosen one."""
        rows: Picture = [[Span(line)] for line in self.said]
        size = 2 if self.in_pairs else 1
        here, count = chosen // size, len(self.sources) // size
        left = max(1, room - len(rows))
        first = max(0, min(here - left // 2, count - left))
        listed = [self._row(each, chosen) for each in range(first, min(first + left, count))]
        gap, more = ("  ", "") if self.in_pairs else ("   ", " more")  # products take more room
        if first:
            listed[0].append(Span(f"{gap}↑ {first}{more}", "muted"))
        if below := count - first - len(listed):
            listed[-1].append(Span(f"{gap}↓ {below}{more}", "muted"))
        return rows + listed

    def _row(self, number: int, chosen: int) -> Row:
        """One source with its number, or two with their product."""
        if not self.in_pairs:
            return _source(self.sources[number], number == chosen)
        pair = self.sources[2 * number : 2 * number + 2]
        left, right = (2 * number + n == chosen for n in (0, 1))
        first = _factor(pair[0], "▸ " if left else "  ", left)
        second = _factor(pair[1], " ·▸" if right else " · ", right)
        return [first, second, Span(f" = {product_of(*pair)}")]


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
    name = _short_entry(event.name or event.place.text, cell, _ASKED)
    question = f"why is {name} = {value}?"
    said = _SAID[found.how](event, found, value)
    return CellWhy(question, said, _in_order(event, found), found.how in _PAIRED)


_PAIRED = ("products", "weighted")


def _in_order(event: Event, found: Sources) -> Sequence[Source]:
    if found.how == "reduced":
        return leading(event, found.cells)
    return by_size(found.cells) if found.how == "products" else found.cells


def _factor(source: Source, before: str, chosen: bool) -> Span:
    name = _short_entry(source.event.place.text, source.cell, _FACTOR)
    return Span(f"{before}{name}", "accent" if chosen else None, bold=chosen)


def _source(source: Source, chosen: bool) -> Row:
    """A source: its name gives way to its number where there is no room for both."""
    colour: Colour | None = "accent" if chosen else None
    sign = "▸ " if chosen else "  "
    row = [
        Span(f"{sign}{cell_of(source)}", colour, bold=chosen),
        Span(f" = {number_of(source)}", colour, bold=chosen),
    ]
    if source.stretched:
        axes = " and ".join(map(str, source.stretched))
        row.append(Span(f"   stretched along axis {axes}", "muted"))
    return row


def _short_entry(text: str, cell: Cell, most: int) -> str:
    """How a cell is written, of its expression so many characters at most."""
    short = plain([shortened([Span(text)], most)])
    if short != text and bracketed(text) != text and cell:
        short = f"({short})"
    return entry(short, cell)


def _pointwise(event: Event, found: Sources, value: str) -> list[str]:
    how = "   cell by cell" if event.value.array.ndim else ""
    rows = [f"{event.place.text}{how}", f"{_with_numbers(event, found)} = {value}"]
    return [*rows, decided] if (decided := compared(event)) else rows


def _with_numbers(event: Event, found: Sources) -> str:
    """The text of an operation with numbers in the place of its operands."""
    place = event.place
    text, start = place.text, place.column
    if place.kind == "change":
        before, _, after = text.partition("=")
        old, by = found.cells[0], found.cells[1:]
        other = within(number_of(by[0])) if by else after.strip()
        before = before.rstrip()
        sign = before[-2:] if before.endswith(("**", "//", "<<", ">>")) else before[-1:]
        return f"{number_of(old)} {sign} {other}"
    if place.line != place.end_line:
        return text
    spots = sorted(found.cells, key=lambda each: -each.event.place.column)
    for each in spots:
        spot = each.event.place
        first, last = spot.column - start, spot.end_column - start
        number = number_of(each)
        before, after = text[:first].rstrip()[-1:], text[last:].lstrip()
        is_bare = before in tuple("+-*/%@") or after.startswith("**")
        is_signed = text[:first].strip() in ("-", "+", "~")  # else -11 = −11 says nothing
        if is_signed or after.startswith(".") or (is_bare and number.startswith("−")):
            number = f"({number})"
        text = f"{text[:first]}{number}{text[last:]}"
    return text


def _moved(event: Event, found: Sources, value: str) -> list[str]:
    source = found.cells[0]
    if cell_of(source) == event.place.text:
        return [f"{event.place.text}   is a part of {source.event.place.text}"]
    how = _ORDERS.get(called(event.place.text), "moves it from")
    return [f"{event.place.text}   {how} {cell_of(source)}"]


_ORDERS = {
    "sort": "puts them in rising order; this one stood at",
    "partition": "puts the smaller ones first; this one stood at",
    "unique": "has each value once, in rising order; this one stands first at",
}


def _filled(event: Event, found: Sources, value: str) -> list[str]:
    taken = " and ".join(each.place.text for each in event.operands[:1])
    return [f"{event.place.text}   fills it in: no cell of {taken} comes to lie there"]


def _difference(event: Event, found: Sources, value: str) -> list[str]:
    later, earlier = found.cells
    formula = f"{cell_of(later)} - {cell_of(earlier)}"
    return [formula, f"{number_of(later)} - {within(number_of(earlier))} = {value}"]


def _ranked(event: Event, found: Sources, value: str) -> list[str]:
    (source,) = found.cells
    whose = cell_of(source)
    return [f"{event.place.text}   in rising order, this place belongs to {whose}"]


def _solved(event: Event, found: Sources, value: str) -> list[str]:
    assert found.quotient is not None
    above, below = (shown(each, 4) for each in (found.quotient.above, found.quotient.below))
    below = f"({below})" if below.startswith("−") else below
    return [found.quotient.words, f"{above} / {below} = {value}"]


def _set(event: Event, found: Sources, value: str) -> list[str]:
    return [f"{event.place.text}   sets it to {value}"]


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
    if not event.operands and isinstance(node, ast.Compare):  # best is None
        return [f"{event.place.text}   is {value or 'no number'}"]
    if not event.operands:
        computes = any(isinstance(each, _COMPUTING) for each in ast.walk(node))
        how = "from what it computes within" if computes else "from no other array"
        if not event.value.array.ndim and not computes:
            how = "from what is written there"
        return [f"{event.place.text}   made it, {how}"]
    went = [f"{each.place.text} {each.value.shape}" for each in event.operands]
    known = WHOLE.get(called(ast.unparse(node.value if isinstance(node, ast.Subscript) else node)))
    came = f"{event.place.text} {event.value.shape} came out"
    return [f"{', '.join(went)} went in", came, *([f"it gives {known}"] if known else [])]


_SAID = {
    "products": products,
    "pointwise": _pointwise,
    "reduced": reduced,
    "moved": _moved,
    "filled": _filled,
    "difference": _difference,
    "ranked": _ranked,
    "solved": _solved,
    "set": _set,
    "kept": _kept,
    "weighted": weighted,
    "told": _its_words,
    "returned": _returned,
    "bound": _bound,
    "unknown": _unknown,
}
