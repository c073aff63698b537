"""A frame of one's own code: the source, beside it values and what is said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tutor.plots.arrange import fitted, in_cells, row_width, shortened, wrapped
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.frames import framed
from tutor.programs.engine_line import engine_line
from tutor.programs.moves import WalkPlace
from tutor.programs.notes import Notes, line_marks
from tutor.programs.source_panel import MARGIN, first_shown, source_panel
from tutor.programs.turns import place_in_loops
from tutor.programs.value_panel import value_panel
from tutor.programs.why.asked import WhyQuestion

WIDE = 110
"""Columns from which on everything stands beside one another; below there are tabs."""
GAP = 2
LEFT = 64
"""Columns of the source; longer lines take more where there are as many."""
ANSWER = 12
"""Rows of the box that says why, its frame with them, at most."""
SAID = 3
"""Rows of what is said of all, where there is room for one part alone, at most."""
_FRAME = 4
"""Columns of a frame and the blanks within it."""
_SIGN = 2
"""Columns of a sign before a text."""
TABS = ("source", "values", "tree")


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What is drawn beside the tree; what there is no room for is empty."""

    left: int
    """Columns of the source, and of the tree below it."""
    source: Picture = field(default_factory=list)
    first: int = 0
    """The line of the program that the source begins with, counted from 0."""
    values: Picture = field(default_factory=list)
    below: Picture = field(default_factory=list)
    """Rows below the one part that there is room for."""


def frame(
    standing: WalkPlace,
    notes: Notes,
    palette: Palette,
    size: tuple[int, int],
    tab: int,
    asked: WhyQuestion | None = None,
) -> Frame:
    """Draw all that `size`, width and height, has room for; in narrow ones the part of a tab.

    What is `asked` about a cell is answered in a box below.
    """
    width, height = size
    if width < WIDE:
        return _narrow(standing, notes, palette, size, TABS[tab], asked)
    lines = standing.recorded.program.written_lines
    longest = max(len(in_cells(line)) for line in lines)
    left = min(max(LEFT, MARGIN + longest), width * 45 // 100)
    right = width - left - GAP
    count = min(max(height // 2, height - 20), len(lines))
    spot = standing.operation.place
    first = first_shown(lines, spot, count)
    source = source_panel(lines, spot, line_marks(standing, notes), notes.phases, left, count)
    answer = _answer(asked, notes, min(ANSWER, height // 3) - 2, right - _FRAME)
    said = [*notes.boxes, *answer]
    boxes = _fitting([_boxed(box, right) for box in said], height * 3 // 5)
    room = height - len(boxes) - bool(boxes)
    values = value_panel(standing, palette, right, room, notes)
    filled: Picture = [[] for _ in range(height - len(boxes) - len(values))]
    column = [*values, *filled, *(shortened(row, right) for row in boxes)]
    return Frame(left, source, first, column[:height])


def _answer(
    asked: WhyQuestion | None, notes: Notes, room: int, width: int
) -> Sequence[tuple[str, Picture]]:
    """The answer to what is asked; where the engine has something else, its own way below."""
    if asked is None:
        return []
    engine, value = notes.engine.get(asked.standing.position), asked.standing.operation.value
    if engine is None or not engine.is_apart or engine.array.shape != value.array.shape:
        return [asked.box(room, width)]
    title, rows = asked.box(room - 1, width)
    return [(title, [*rows, [Span(engine_line(engine, asked.standing.cell))]])]


def _fitting(boxes: Sequence[Picture], height: int) -> Picture:
    """As many boxes, the last of them, as there is room for; one at least."""
    kept: Picture = []
    for box in reversed(boxes):
        if not kept or len(kept) + len(box) <= height:
            kept = [*box, *kept]
    return kept


def _boxed(box: tuple[str, Picture], width: int) -> Picture:
    """A title and rows in a frame, each row on as many as it takes."""
    title, rows = box
    folded = [part for row in rows for part in broken(row, width - _FRAME)]
    return framed([Span(title, bold=True)], folded, width)


def broken(row: Row, width: int) -> Picture:
    """Return a text, with at most a sign before it, on as many rows as it takes.

    Others are shortened where they are drawn.
    """
    sign = row[:-1]
    indent = row_width(sign)
    if row_width(row) <= width or indent > _SIGN:
        return [row]
    texts = wrapped(row[-1].text, max(1, width - indent))
    ahead: Picture = [sign, *[[Span(" " * indent)] if sign else []] * (len(texts) - 1)]
    return [[*first, row[-1]._replace(text=text)] for first, text in zip(ahead, texts, strict=True)]


def _narrow(
    standing: WalkPlace,
    notes: Notes,
    palette: Palette,
    size: tuple[int, int],
    tab: str,
    asked: WhyQuestion | None,
) -> Frame:
    """One part, the one row that is said of all, and the answer to what is asked."""
    width, height = size
    told = _answer(asked, notes, min(ANSWER, height // 2) - 2, width - _FRAME)
    answer = [row for box in told for row in _boxed(box, width)]
    said = _shown_of(broken(_said(standing, notes), width), max(1, min(SAID, height // 5)))
    below = [shortened(row, width) for row in [*said, *answer]]
    room = max(1, height - len(below))
    if tab == "source":
        lines, spot = standing.recorded.program.written_lines, standing.operation.place
        source = source_panel(lines, spot, line_marks(standing, notes), notes.phases, width, room)
        return Frame(width, source, first_shown(lines, spot, room), below=below)
    if tab == "values":
        values = value_panel(standing, palette, width, room, notes)
        return Frame(width, values=[shortened(row, width) for row in values], below=below)
    return Frame(width, below=below)


def _shown_of(rows: Picture, most: int) -> Picture:
    """Return as many rows as there may be; the last one says that there are more."""
    if len(rows) <= most:
        return rows
    return [*rows[: most - 1], [*rows[most - 1], Span(" …")]]


def _said(standing: WalkPlace, notes: Notes) -> Row:
    return notes.line or [Span(_place(standing), "muted")]


def head(standing: WalkPlace, width: int, tab: int | None, against: str) -> Row:
    """The row at the top: which program, where one is in it, and all tabs where there are any."""
    name = Span(standing.recorded.program.name)
    titled = [Span("Own code   ", bold=True), name]
    lefts = [[*titled, Span(f"   against {against}", "muted")]] if against else []
    tabs = [] if tab is None else _tabs(tab)
    places = [_where(standing), _number(standing)]
    rights = [[Span(place, "muted"), *tabs] for place in places]
    for right in [*rights, tabs]:
        for left in [*lefts, titled]:
            if row_width(left) + GAP + row_width(right) <= width:
                return [*fitted(left, width - row_width(right)), *right]
    return [*fitted([name], width - GAP - row_width(tabs)), Span(" " * GAP), *tabs]


def tab_at(row: Row, column: int) -> int | None:
    """Return the tab whose name stands at a column of the head; None where none does."""
    text = "".join(span.text for span in row)
    names = [f"{number + 1} {name}" for number, name in enumerate(TABS)]
    starts = [text.rfind(name) for name in names]
    if min(starts) < 0:
        return None
    places = zip(starts, names, strict=True)
    return next((n for n, (at, name) in enumerate(places) if at <= column < at + len(name)), None)


def _tabs(shown: int) -> Row:
    row: Row = []
    for number, name in enumerate(TABS):
        here = number == shown
        row += [Span("   "), Span(f"{number + 1} {name}", reverse=here, bold=here)]
    return row


def _where(standing: WalkPlace) -> str:
    """The place that one is in, and which operation of the run it is."""
    parts = [_place(standing), f"operation {_number(standing)}"]
    return " · ".join(part for part in parts if part)


def _place(standing: WalkPlace) -> str:
    """The call that one is in, and the turns of loops, the outermost first."""
    recorded = standing.recorded
    path = recorded.path(standing.operation.node)
    calls = [
        site.name for node in path if recorded.is_call(node) and (site := recorded.nodes[node].site)
    ]
    turns = place_in_loops(recorded, standing.operation.node)
    return " · ".join([*(f"call {name}" for name in calls[-1:]), *turns])


def _number(standing: WalkPlace) -> str:
    """Which operation it is: of a whole run among those that gave numbers, as one walks by them."""
    if standing.recorded.is_whole:
        return f"{standing.position + 1:,} of {len(standing.recorded.operations):,}"
    return f"{standing.operation.number + 1:,} of {standing.recorded.total:,}"
