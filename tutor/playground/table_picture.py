"""What is in a table, as a picture: a row a column, what is left out below, what comes of it."""

from __future__ import annotations

import textwrap

import numpy as np

from tutor.playground.own_table import OwnTable
from tutor.playground.table_columns import BINS
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.numbers import percent, shown
from tutor.runs.command import command_line
from tutor.typeset.characters import cells

WIDE = 120
_FIRST_MISSING = ": a value is missing ("
_NAME, _KIND, _MISSING = 16, 9, 9
_RANGE = 36


def title(table: OwnTable, width: int) -> Picture:
    """The name of the file, and how it is written."""
    rows, columns = len(table.rows.rows), len(table.columns)
    header = "header" if table.rows.has_names else "no header"
    form = " · ".join(
        (f"{rows:,} row{'s' * (rows != 1)}", f"{columns:,} column{'s' * (columns != 1)}")
        + ((table.rows.separator, table.encoding, header) if width >= WIDE else (header,))
    )
    left = f"What is in your table   {table.rows.name}"
    room = max(width - cells(form) - 2, 10)
    return [[Span(_cell(left, room), "accent", bold=True), Span(f"  {form}", "muted")]]


def listed(table: OwnTable, width: int, height: int) -> Picture:
    """A row a column, as many as there is room for, the chosen one among them."""
    wide = width >= WIDE
    head = [Span("  " + "".join(_heads(wide)), "muted")]
    rows: list[tuple[int | None, Row]] = []
    order = table.order
    for number, place in enumerate(order):
        if number and table.roles[place] == "out" != table.roles[order[number - 1]]:
            rows.append((None, []))
        rows.append((place, _row(table, place, width)))
    room = max(height - 1 - (0 if wide else 3), 1)
    at = [place for place, _ in rows].index(table.chosen)
    first = min(max(at - room // 2, 0), max(len(rows) - room, 0))
    seen = [row for _, row in rows[first : first + room]]
    if first:
        seen[0] = [Span("    ↑ more", "muted")]
    if first + room < len(rows):
        seen[-1] = [Span("    ↓ more", "muted")]
    return [head, *seen, *([] if wide else _below(table, width))]


def outcome(table: OwnTable, width: int) -> Picture:
    """What is learned from, or what is undecided; then the command that does the same."""
    command = command_line(table.settings, {"standardise": False})
    if table.used is None:
        told = _wrapped(f"◐ Undecided. {_plainly(table.fault)}", width, "partly", 4)
    else:
        told = _wrapped(_summary(table), width, "text", 3)
        for warning in table.used.reading.warnings[:3]:
            told += _wrapped(f"! {warning}", width, "partly", 2)
    same = _wrapped(f"The same from the command line: {command}", width, "muted", 3)
    return [*told, *same]


def _plainly(fault: str) -> str:
    """A message in one paragraph, with keys in place of flags."""
    lines = [line.strip() for line in fault.splitlines()]
    if len(lines) > 1:  # the last of several names the flags
        lines[1:] = [f"{'; '.join(lines[1:-1])}.", "← → chooses what becomes of them."]
    if len(lines) > 1 and _FIRST_MISSING in lines[0]:  # as the others say, with all lines
        lines = lines[1:]
    return " ".join(lines)


def _summary(table: OwnTable) -> str:
    assert table.used is not None
    used, reading = table.used, table.used.reading
    m, n = used.X.shape[1], len(used.names)
    told = f"So {n:,} input{'s' * (n != 1)} and {m:,} row{'s' * (m != 1)}"
    if reading.classes:
        most, count = max(reading.classes.items(), key=lambda pair: pair[1])
        told += (
            f", {count:,} of class {most}: to say {most} always is right "
            f"{percent(count / m, 1)} % of the time."
        )
    else:
        deviations = ", ".join(shown(float(row.std())) for row in np.atleast_2d(used.labels))
        told += f": to say the mean always is off by {deviations} (RMSE)."
    share = table.settings.get("validation_split")
    held = f" {percent(share)} % of the rows are held out for validation." if share else ""
    return f"{told}{held} Figures for scaling and filling are those of the training part alone."


def _heads(wide: bool) -> list[str]:
    heads = ["  column".ljust(_NAME + 4), "kind".ljust(_KIND + 2)]
    heads += ["range or words".ljust(_RANGE + 2)] if wide else []
    heads += ["missing".rjust(_MISSING - 2) + "    "]
    heads += ["histogram".ljust(BINS + 2)] if wide else []
    return [*heads, "what is done with it"]


def _row(table: OwnTable, place: int, width: int) -> Row:
    wide, here = width >= WIDE, place == table.chosen
    seen = table.glances[place]
    out = table.roles[place] == "out"
    colour = "muted" if out else "text"
    name = table.rows.names[place] or "(no name)"
    lacking = table.lacks(place) if not out else seen.missing
    row: Row = [
        Span("  ▸ " if here else "    ", "accent"),
        Span(_cell(name, _NAME) + "  ", colour, bold=here),
        Span(_cell(_kind(table, place), _KIND) + "  ", colour),
    ]
    if wide:
        row.append(Span(_cell(seen.range, _RANGE) + "  ", colour))
    row.append(
        Span((f"{lacking:,}" if lacking else "").rjust(_MISSING - 2) + "    ", colour, bold=not out)
    )
    if wide:
        row.append(Span(seen.histogram.ljust(BINS) + "  ", colour))
    left = sum(cells(span.text) for span in row)
    return [*row, *_done(table, place, width - left)]


def _kind(table: OwnTable, place: int) -> str:
    if table.roles[place] == "label":
        return "label"
    return "words" if table.is_words(place) else table.columns[place].kind


def _done(table: OwnTable, place: int, room: int) -> Row:
    """What is done with a column; at the cursor its options, the one that holds in ‹ ›."""
    if table.roles[place] == "out":
        return [Span(_cut(f"left out: {table.whys.get(place, '')}", room), "muted")]
    if place == table.chosen and table.options():
        return _options(table, room)
    told = [_use_of(table, place)]
    if table.lacks(place):
        told.append(_filling(table, place))
    if far := table.glances[place].far:
        told.append(far)
    return [Span(_cut(" · ".join(told), room), "text")]


def _options(table: OwnTable, room: int) -> Row:
    row: Row = []
    for option in table.options():
        word = {"refuse": "undecided", "drop": "drop rows"}.get(option, option)
        now = option == table.option
        row.append(Span(f"‹ {word} ›  " if now else f"{word}  ", "accent" if now else "muted"))
    taken = sum(len(span.text) for span in row)
    if taken <= room:
        far = table.glances[table.chosen].far
        return [*row, Span(_cut(f"· {far}", room - taken), "text")] if far else row
    return [span for span in row if span.fg == "accent"]  # no room but for the one that holds


def _use_of(table: OwnTable, place: int) -> str:
    scaled = "scaled" if table.is_scaled(place) else "as it is"
    if table.roles[place] == "label":
        if table.used is None:
            return "label"
        classes = table.used.classes
        return f"label, {len(classes)} classes" if classes else f"label, numbers, {scaled}"
    if table.is_words(place):
        words = len(table.columns[place].counts)
        return f"one column a word: {words}"
    return scaled


def _filling(table: OwnTable, place: int) -> str:
    missing, count = table.way(place), table.lacks(place)
    if missing == "refuse":
        return "undecided"
    if missing == "drop":
        return f"drop {count:,} row{'s' * (count != 1)}"
    figure = np.nanmean if missing == "mean" else np.nanmedian
    return f"{missing} {shown(float(figure(table.columns[place].values)))}"


def _below(table: OwnTable, width: int) -> Picture:
    """Range, words and histogram of the chosen column, where the list has no room for them."""
    seen = table.glances[table.chosen]
    far = f" · {seen.far}" if seen.far else ""
    first = _cut(f"  {table.rows.names[table.chosen] or '(no name)'}: {seen.range}{far}", width)
    return [[], [Span(first, "text")], [Span(f"  {seen.histogram}", "text")]]


def _wrapped(text: str, width: int, role: str, most: int) -> Picture:
    text = _printable(text)
    room = width - 4 if cells(text) == len(text) else (width - 4) // 2  # letters of two cells
    lines = textwrap.wrap(text, room, subsequent_indent="  ")
    if len(lines) > most:
        lines = [*lines[: most - 1], _cut(" ".join(lines[most - 1 :]), width - 4)]
    return [[Span(f"  {line}", role)] for line in lines]


def _cell(text: str, width: int) -> str:
    """The text in just so many cells."""
    kept = _cut(text, width)
    return kept + " " * (width - cells(kept))


def _cut(text: str, width: int) -> str:
    """The text, or as much of it as there is room for, ended by …"""
    text = _printable(text)
    if cells(text) <= width:
        return text
    kept = text
    while kept and cells(kept) > width - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def _printable(text: str) -> str:
    """A stranger's words with nothing in them that a terminal obeys."""
    return "".join(sign if sign.isprintable() else "·" for sign in text)
