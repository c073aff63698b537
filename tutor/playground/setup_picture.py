"""The set-up as a column of settings under headings, as much of it as there is room for."""

from __future__ import annotations

import textwrap

from tutor.playground.field import Field
from tutor.playground.kinds import Number, Words
from tutor.playground.setup import Setup
from tutor.plots.arrange import fitted
from tutor.plots.cells import Picture, Row, Span

_FOOT = 4  # rows at most in which the chosen setting is explained


def setup_picture(setup: Setup, width: int, height: int, focused: bool) -> Picture:
    """Return just so many rows and columns; the chosen setting is always among them."""
    rows: Picture = []
    at = end = 0
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
            if chosen:
                end = len(rows)
    foot = _foot(setup.field, width)
    rows = _window(rows, at, end, max(height - len(foot), 3))
    return [fitted(row, width) for row in [*rows, *(foot if focused else [])]][:height]


def _row(setup: Setup, field: Field, width: int, chosen: bool) -> Row:
    value = field.kind.written(setup.value(field.name))
    usual = setup.is_usual(field.name)
    room = max(width - len(field.label) - 5, 1)
    typed_only = isinstance(field.kind, Words)
    text = value
    if len(value) > room:  # of a path, the end tells most
        text = "…" + value[len(value) - room + 1 :] if typed_only else value[: room - 1] + "…"
    before, after = "  " if not chosen else " ⏎" if typed_only else "‹›"
    return [
        Span("▸ " if chosen else "  ", "accent"),
        Span(field.label, "text" if chosen else "muted"),
        Span(" " * (room - len(text) + 1) + before, "accent"),
        Span(text, "muted" if usual and not chosen else "text", bold=chosen or not usual),
        Span(after, "accent"),
    ]


def _fault_rows(setup: Setup, field: Field, width: int) -> Picture:
    """Say what is wrong right under the setting."""
    if setup.fault is None or setup.fault.name != field.name:
        return []
    lines = textwrap.wrap(f"✘ {setup.fault.message}", width - 4, subsequent_indent="  ")
    return [[Span("  "), Span(line, "wrong")] for line in lines]


def _window(rows: Picture, at: int, end: int, height: int) -> Picture:
    """Return as many rows as there is room for, with those from `at` to `end` well inside."""
    if len(rows) <= height:
        return rows + [[] for _ in range(height - len(rows))]
    first = min(max(at - height // 2, end + 1 - height, 0), at - 1, len(rows) - height)
    window = rows[first : first + height]
    if first:
        window[0] = [Span("  ↑ more", "muted")]
    if first + height < len(rows):
        window[-1] = [Span("  ↓ more", "muted")]
    return window


def _foot(field: Field, width: int) -> Picture:
    """Say what the setting is, and what may be typed."""
    between = f"; {field.kind.between()}" if isinstance(field.kind, Number) else ""
    lines = textwrap.wrap(f"{field.told}{between}", width - 2)[:_FOOT]
    lines += [""] * (2 - len(lines))
    return [[], *([Span(f"  {line}", "muted")] for line in lines)]
