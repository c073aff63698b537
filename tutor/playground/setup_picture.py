"""The set-up as a column of settings under headings, as much of it as there is room for."""

from __future__ import annotations

import textwrap

from tutor.playground.field import Field
from tutor.playground.setup import Setup
from tutor.plots.arrange import fitted
from tutor.plots.cells import Picture, Row, Span

_LABEL = 16  # columns of a setting's name
_FOOT = 3  # rows in which the chosen setting is explained


def setup_picture(setup: Setup, width: int, height: int, focused: bool) -> Picture:
    """Return just so many rows and columns; the chosen setting is always among them."""
    rows: Picture = []
    at = 0
    here = setup.field.name
    for title, fields in setup.sections().items():
        if rows:
            rows.append([])
        rows.append([Span(title, "accent", bold=True)])
        for field in fields:
            chosen = field.name == here
            if chosen:
                at = len(rows)
            rows.append(_row(setup, field, width, chosen and focused))
            rows += _fault_rows(setup, field, width)
    rows = _window(rows, at, max(height - _FOOT, 3))
    foot = _foot(setup, width) if focused else [[]] * _FOOT
    return [fitted(row, width) for row in [*rows, *foot]][:height]


def _row(setup: Setup, field: Field, width: int, chosen: bool) -> Row:
    value = field.kind.written(setup.value(field.name))
    usual = setup.is_usual(field.name)
    room = width - _LABEL - 4
    text = value if len(value) <= room else value[: room - 1] + "…"
    before, after = ("‹", "›") if chosen else (" ", " ")
    return [
        Span("▸ " if chosen else "  ", "accent"),
        Span(field.label.ljust(_LABEL)[:_LABEL], "text" if chosen else "muted"),
        Span(" " * (room - len(text)) + before, "accent"),
        Span(text, "muted" if usual and not chosen else "text", bold=chosen or not usual),
        Span(after, "accent"),
    ]


def _fault_rows(setup: Setup, field: Field, width: int) -> Picture:
    """Say what is wrong right under the setting."""
    if setup.fault is None or setup.fault.name != field.name:
        return []
    lines = textwrap.wrap(f"✘ {setup.fault.message}", width - 4, subsequent_indent="  ")
    return [[Span("  "), Span(line, "wrong")] for line in lines]


def _window(rows: Picture, at: int, height: int) -> Picture:
    """Return as many rows as there is room for, with the one `at` well inside."""
    if len(rows) <= height:
        return rows + [[] for _ in range(height - len(rows))]
    first = min(max(at - height // 2, 0), len(rows) - height)
    window = rows[first : first + height]
    if first:
        window[0] = [Span("  ↑ more", "muted")]
    if first + height < len(rows):
        window[-1] = [Span("  ↓ more", "muted")]
    return window


def _foot(setup: Setup, width: int) -> Picture:
    lines = textwrap.wrap(setup.field.told, width - 2)[: _FOOT - 1]
    return [[], *([Span(f"  {line}", "muted")] for line in lines)] + [[]] * (_FOOT - 1 - len(lines))
