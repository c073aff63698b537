"""One frame of a loop's stepper: the program, the operation, and a ledger of all numbers."""

from __future__ import annotations

from itertools import groupby
from textwrap import wrap

import numpy as np

from tutor.plots.arrange import beside, fitted
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.frames import framed
from tutor.plots.matrix_table import Table
from tutor.plots.timeline import Segment, timeline
from tutor.stepping import panels
from tutor.stepping.loops import LoopTrace, example_of
from tutor.stepping.tables import draw_tables
from tutor.stepping.view import View
from tutor.typeset import inline

GAP = 2


def loop_frame(trace: LoopTrace, view: View, palette: Palette, width: int, height: int) -> Picture:
    """Draw the program and the panel side by side, the ledger below them."""
    tables = _ledger(trace, view)
    rows = max(table.shape[0] for table in tables) + 2
    ledger = draw_tables(tables, palette, width, max(5, min(rows, height - 10)))
    panel_width = min(max(width * 9 // 20, 34), 60)
    program_width = width - panel_width - GAP
    lines, here = _program(trace, view, program_width)
    top = max(6, min(height - len(ledger) - 2, len(lines) + 1))
    first = max(0, min(here - top // 2, len(lines) - top))
    lines = lines[first : first + top]
    program = [fitted(row, program_width) for row in [*lines, *[[]] * (top - len(lines))]]
    title, body = _panel(trace, view, panel_width - 4)
    panel = framed(title, body[: top - 2], panel_width, height=top)
    line = timeline(_segments(trace), view.walk.position, width)
    return [*beside(program, panel, gap=GAP), [], *ledger, line]


def _segments(trace: LoopTrace) -> list[Segment]:
    """One segment for each turn of the loop, and one for what is before and after it."""
    turns = groupby(map(trace.example_of_step, range(len(trace.steps))))
    runs = [(example, len(list(run))) for example, run in turns]
    return [
        Segment(f"example {example}" if example else "all", f"{example or ''}", "accent", count)
        for example, count in runs
    ]


def _program(trace: LoopTrace, view: View, width: int) -> tuple[Picture, int]:
    """The program with the present line marked, and the row where that line is."""
    lines = trace.lines
    number = view.walk.position - (not view.asking)
    present = trace.line_of(number) if 0 <= number < len(trace.steps) else None
    rows: Picture = []
    here = 0
    for place, line in enumerate(lines):
        if line.repeated and (place == 0 or not lines[place - 1].repeated):
            rows.append([Span(f"  for i = 1 … {trace.examples}:", "muted")])
        if line == present:
            here = len(rows)
        rows += _program_line(inline(line.formula), line.repeated, line == present, width)
    return rows, here


def _program_line(text: str, repeated: bool, present: bool, width: int) -> Picture:
    """One line of the program, in as many rows as it takes; those that go on are set in."""
    mark = Span("❯ " if present else "  ", "accent", bold=True)
    depth = "  " if repeated else ""
    pieces = wrap(text, width - 2, initial_indent=depth, subsequent_indent=depth + "    ")
    spans = [Span(piece, bold=present) for piece in pieces]
    return [[Span("  ") if n else mark, span] for n, span in enumerate(spans)]


def _panel(trace: LoopTrace, view: View, width: int) -> tuple[Row, Picture]:
    walk, step = view.walk, view.shown_step
    if view.trail:
        return [Span("why?", "accent", bold=True)], panels.why_panel(view, width)
    if view.check is not None:
        title: Row = [Span("gradient check", "accent", bold=True)]
        return title, panels.check_panel(view.check, "J", view.check.cell.name)
    title = panels.step_title(step, walk.position + view.asking, len(trace.steps), width)
    if step is None:
        return title, panels.start_panel(walk.next_step)
    if view.asking and view.quiz is not None:
        return title, panels.asked_panel(step.formula, step.name, view.quiz, width)
    number = walk.position - 1
    numbers = trace.provenance(view.cell_in(step), walk.position).numbers
    guess = view.quiz.guesses.get(number) if view.quiz else None
    before = walk.step_was(number)
    return title, panels.step_panel(step, panels.numbers_tex(numbers), before, width, guess)


def _ledger(trace: LoopTrace, view: View) -> list[Table]:
    """The numbers of each example as columns, and beside them those that all examples share."""
    known = trace.known(view.walk.position)
    step = view.shown_step
    taken = set(step.operands) if step else set()
    names = dict.fromkeys([*trace.inputs, *(a.target for a in trace.loop.assignments)])
    of_examples = dict.fromkeys(base for base, n in map(example_of, names) if n is not None)
    shared = [name for name in names if example_of(name)[1] is None]
    examples = range(1, trace.examples + 1)
    grid = [[f"{base}({n})" for n in examples] for base in of_examples]
    labels = [f"({n})" for n in examples]
    half = (len(shared) + 1) // 2
    columns = [[[name] for name in part] for part in (shared[:half], shared[half:])]
    present = step.name if step else ""
    return [
        _table("each example", grid, list(of_examples), labels, known, taken, present),
        *(
            _table("", part, [row[0] for row in part], [""], known, taken, present)
            for part in columns
        ),
    ]


def _table(
    title: str,
    names: list[list[str]],
    row_labels: list[str],
    column_labels: list[str],
    known: dict[str, float],
    taken: set[str],
    present: str,
) -> Table:
    """Named numbers as a table; what is not known yet is a dot."""
    places = {name: (r, c) for r, row in enumerate(names) for c, name in enumerate(row)}
    shape = (len(names), max(map(len, names), default=0))
    values = np.array([[known.get(name, 0.0) for name in row] for row in names]).reshape(shape)
    return Table(
        title=[Span(title, "muted")],
        shape=shape,
        values=values,
        row_labels=row_labels,
        column_labels=column_labels,
        known=np.array([[name in known for name in row] for row in names]).reshape(shape),
        marked={place for name, place in places.items() if name in taken},
        cursor=places.get(present),
    )
