"""The set-up as a column of settings under headings, as much of it as there is room for."""

from __future__ import annotations

import textwrap

from tutor.playground.setup import Setup
from tutor.plots.arrange import fitted
from tutor.plots.cells import Picture, Row, Span
from tutor.runs.changes import LIVE
from tutor.settings.kinds import NumberKind, Words
from tutor.settings.setting import Setting

_FOOT = 4  # rows at most in which the chosen setting is explained
_MORE = {"activation": "; a adds a layer"}  # beside what the setting is


def setup_picture(setup: Setup, width: int, height: int, focused: bool) -> Picture:
    """Return just so many rows and columns; the chosen setting is always among them."""
    listed = _listed(setup, width, focused)
    foot = _foot(setup.field, width)
    room = max(height - len(foot), 3)
    first = _first_seen(setup, listed, room)
    rows = [row for _, row in listed[first : first + room]]
    if first:
        rows[0] = [Span("  ↑ more", "muted")]
    if first + room < len(listed):
        rows[-1] = [Span("  ↓ more", "muted")]
    rows += [[] for _ in range(room - len(rows))]
    return [fitted(row, width) for row in [*rows, *(foot if focused else [])]][:height]


def field_at(setup: Setup, width: int, height: int, row: int) -> str | None:
    """Return the name of the setting that is in a row of the picture, if there is one."""
    listed = _listed(setup, width, focused=True)
    room = max(height - len(_foot(setup.field, width)), 3)
    names = [name for name, _ in listed]
    place = _first_seen(setup, listed, room) + row
    return names[place] or None if row < room and place < len(names) else None


def _listed(setup: Setup, width: int, focused: bool) -> list[tuple[str, Row]]:
    """Return all rows, each with the name of the setting that it belongs to."""
    rows: list[tuple[str, Row]] = []
    for title, fields in setup.sections().items():
        if rows:
            rows.append(("", []))
        rows.append(("", [Span(title, "accent", bold=True)]))
        for field in fields:
            chosen = field.name == setup.field.name
            drawn = [_row(setup, field, width, chosen and focused)]
            rows += [(field.name, row) for row in drawn + _fault_rows(setup, field, width)]
    return rows


def _first_seen(setup: Setup, listed: list[tuple[str, Row]], height: int) -> int:
    """Return the first row of those there is room for, with the chosen setting well inside."""
    chosen = [place for place, (name, _) in enumerate(listed) if name == setup.field.name]
    at, end = chosen[0], chosen[-1] + 1
    if len(listed) <= height:
        return 0
    return min(max(at - height // 2, end + 1 - height, 0), at - 1, len(listed) - height)


def _row(setup: Setup, field: Setting, width: int, chosen: bool) -> Row:
    value = field.kind.written(setup.value(field.name))
    usual = setup.is_usual(field.name)
    at_once = " ↻" if field.name in LIVE else ""
    room = max(width - len(field.label + at_once) - 5, 1)
    typed_only = isinstance(field.kind, Words)
    text = value
    if len(value) > room:  # of a path, the end tells most
        text = "…" + value[len(value) - room + 1 :] if typed_only else value[: room - 1] + "…"
    before, after = "  " if not chosen else " ⏎" if typed_only else "‹›"
    return [
        Span("▸ " if chosen else "  ", "accent"),
        Span(field.label, "text" if chosen else "muted"),
        Span(at_once, "update"),
        Span(" " * (room - len(text) + 1) + before, "accent"),
        Span(text, "muted" if usual and not chosen else "text", bold=chosen or not usual),
        Span(after, "accent"),
    ]


def _fault_rows(setup: Setup, field: Setting, width: int) -> Picture:
    """Say what is wrong right under the setting."""
    if setup.fault is None or setup.fault.name != field.name:
        return []
    lines = textwrap.wrap(f"✘ {setup.fault.message}", width - 4, subsequent_indent="  ")
    return [[Span("  "), Span(line, "wrong")] for line in lines]


def _foot(field: Setting, width: int) -> Picture:
    """Say what the setting is, and what may be typed."""
    between = f"; {field.kind.between()}" if isinstance(field.kind, NumberKind) else ""
    more = "; ↻ takes hold as it runs" if field.name in LIVE else _MORE.get(field.name, "")
    lines = textwrap.wrap(f"{field.about}{more}{between}", width - 2)[:_FOOT]
    lines += [""] * (2 - len(lines))
    return [[], *([Span(f"  {line}", "muted")] for line in lines)]
