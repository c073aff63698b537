"""What is said of a value in a row: its number, its shape and dtype, how far its numbers reach."""

from __future__ import annotations

import numpy as np

from tutor.plots.arrange import row_width
from tutor.plots.cells import Row, Span
from tutor.plots.numbers import shown
from tutor.programs.changes import partly_changed
from tutor.programs.listing import described, figure, listed
from tutor.programs.moves import WalkPlace
from tutor.programs.recorded import Event
from tutor.programs.sharing import sharers
from tutor.programs.values import Value


def is_number(value: Value) -> bool:
    return not value.is_array or value.array.ndim == 0 or value.array.size == 0


def number_row(name: str, value: Value) -> Row:
    """A number, or a short list, on one line."""
    if value.array.size == 0:
        return [Span(name, bold=True), Span(f"  {described(value)}, empty", "muted")]
    text = listed(value) if value.array.ndim else figure(float(value.array), value)
    bad = bool(value.bad)
    kind = Span(f"  {value.dtype}", "muted")
    return [Span(name, bold=True), Span(" = "), Span(text, reverse=bad), kind]


def result_head(operation: Event) -> Row:
    value = operation.value
    spot = operation.place
    name = spot.name if spot.name and spot.kind == "operation" else ""
    shown_as = f"{name} = {spot.text}" if name else spot.text
    if is_number(value):
        return number_row(shown_as, value)
    return [Span(shown_as, "accent", bold=True), Span(f"  {described(value)}", "muted")]


def shared_rows(standing: WalkPlace) -> list[Row]:
    """Who else sees a change in place."""
    change = standing.operation
    if change.place.kind != "change" or not change.value.is_array:
        return []
    others = sharers(standing.recorded, change)
    if not others:
        return []
    is_one = len(others) == 1
    said = "is the same memory: it changes" if is_one else "are the same memory: they change"
    names = " and ".join(filter(None, [", ".join(others[:-1]), others[-1]]))
    return [[Span(f"{names} {said}, too", "partly")]]


def range_row(standing: WalkPlace, width: int) -> Row:
    """How far the numbers of an array reach, what is no number, and how many were changed."""
    value, cell = standing.operation.value, standing.cell
    row: Row = [Span(_reach(value), "muted")]
    if value.bad:
        row += [Span("  "), Span(f" {value.bad} ", reverse=True)]
    if value.cut:
        row.append(Span("  its first corner", "muted"))
    if len(cell) > 2:
        row.append(Span(f"  the plane [{', '.join(map(str, cell[:-2]))}, :, :]", "muted"))
    more = [_changed(standing.operation), _clean(value)]
    for said in filter(None, more):
        if row_width(row) + len(said) <= width:
            row.append(Span(said, "muted"))
    return row


def _changed(operation: Event) -> str:
    changed = partly_changed(operation)
    if changed is None:
        return ""
    return f"  {np.count_nonzero(changed)} of {changed.size} changed, underlined"


def _clean(value: Value) -> str:
    is_clean = value.dtype.startswith("float") and not value.bad and not value.cut
    return "   NaN: none   inf: none" if is_clean else ""


def _reach(value: Value) -> str:
    """How far the numbers reach; of truths how many are true."""
    if value.dtype == "bool":
        return f"True: {np.count_nonzero(value.array)} of {value.array.size}"
    least, most = value.range
    if least != least:
        return "no number in it"
    return f"from {shown(least)} to {shown(most)}"
