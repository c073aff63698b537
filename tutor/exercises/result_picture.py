"""What a run of an exercise came to, as rows: the mistake first, then the case that shows it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tutor.exercises.beside_expected import (
    alike,
    beside_expected,
    drawn_numbers,
    flat,
    numbers_of,
    said,
    shape_of,
)
from tutor.exercises.judgement_picture import judgement_picture
from tutor.exercises.outcome import CaseResult, Outcome
from tutor.plots.arrange import beside, row_width, shortened, width_of
from tutor.plots.cells import Colour, Picture, Row, Span

MOST_DRAWN = 40
"""Numbers of an input that is written out below; of a larger one the shape is told."""
PRINTED = 200
"""Lines of output that are shown."""
_GAP = "   "
_NAMED = re.compile(r"[Ll]ine ([0-9]+)")
_UNREADABLE = ("SyntaxError", "IndentationError", "TabError")
"""What keeps a program from being run at all."""


def result_picture(outcome: Outcome, code: str, width: int) -> Picture:
    """Draw an outcome for the learner; no row is wider than `width`."""
    return [shortened(row, width) for row in _spaced(list(_parts(outcome, code, width)))]


def _parts(outcome: Outcome, code: str, width: int) -> Iterator[Picture]:
    yield _verdict(outcome, width)
    yield _stopped_at(outcome, code, width)
    if outcome.judgement is not None:
        yield judgement_picture(outcome.judgement, width)
    if outcome.error is not None and outcome.error.kind in _UNREADABLE:
        return
    if outcome.failing is not None:
        yield _failing(outcome, outcome.failing, width)
    yield _cases(outcome, width)
    yield _printed(outcome.output, width)
    if outcome.failing is not None:
        yield _inputs(outcome.failing, width)


def count(outcome: Outcome) -> str:
    """Return how many cases pass, with its sign, for the head of a screen."""
    passed, total = sum(case.passed for case in outcome.cases), len(outcome.cases)
    if outcome.passed:
        return f"✔ all {total} pass"
    if not total:
        return "✘ it did not run"
    return f"{'◐' if passed else '✘'} {passed} of {total} pass"


def _verdict(outcome: Outcome, width: int) -> Picture:
    sign: Span = (
        Span("✔ ", "right", bold=True) if outcome.passed else Span("✘ ", "wrong", bold=True)
    )
    colour: Colour = "right" if outcome.passed else "wrong"
    message = outcome.message or ("All cases pass." if outcome.passed else "Not yet.")
    lines = textwrap.wrap(message, max(width - 2, 20)) or [""]
    first, *rest = [Span(line, colour) for line in lines]
    return [[sign, first], *([Span("  "), line] for line in rest)]


def _stopped_at(outcome: Outcome, code: str, width: int) -> Picture:
    """Show where in the code it stopped, unless another line is what the learner is told of."""
    line = outcome.error.line if outcome.error else None
    lines, named = code.splitlines(), _NAMED.findall(outcome.message)
    if line is None or not 1 <= line <= len(lines) or (named and str(line) not in named):
        return []
    row: Row = [Span(f"line {line}  ", "muted"), Span(lines[line - 1].strip())]
    return [shortened(row, width)]


def _failing(outcome: Outcome, case: CaseResult, width: int) -> Picture:
    """Show the first case that fails: shapes, expected and got, what agrees."""
    number = outcome.cases.index(case) + 1 if case in outcome.cases else 0
    left: Row = [Span("first failing case  ", "muted"), Span(case.title, bold=True)]
    right = [Span(f"case {number} of {len(outcome.cases)}" if number else "", "muted")]
    left = shortened(left, width - row_width(right) - 2)
    gap = Span(" " * max(width - row_width(left) - row_width(right), 1))
    picture: Picture = [[*left, gap, *right], *_given(case, width)]
    for name, sentence in case.faults.items():
        shown = _differing(name, case, width)
        if not shown and sentence != outcome.message:
            shown = [[Span(line)] for line in textwrap.wrap(sentence, width)]
        if shown:
            picture += [[], *shown]
    agreed = [name for name in case.expected if name not in case.faults and name in case.got]
    if agreed and case.faults:
        words = _GAP.join(f"{name}\0✔" for name in agreed)
        lines = textwrap.wrap(words, width)
        picture += [[], *([Span(line.replace("\0", " "), "right")] for line in lines)]
    return picture


def _given(case: CaseResult, width: int) -> Picture:
    """Name the inputs with their shapes."""
    words = [
        f"{place} {shape_of(value) if _is_array(value) else said(value)}"
        for place, value in _flat_inputs(case)
    ]
    lines = textwrap.wrap(_GAP.join(words).replace(" (", "\0("), max(width - 6, 20))
    return [
        [Span("given " if number == 0 else "      ", "muted"), Span(line.replace("\0", " "))]
        for number, line in enumerate(lines)
    ]


def _flat_inputs(case: CaseResult) -> Iterator[tuple[str, Any]]:
    """Yield the inputs, those in lists and dictionaries one by one."""
    for name, given in case.inputs.items():
        yield from flat(name, given)


def _is_array(value: object) -> bool:
    return bool(getattr(value, "shape", ()))


def _differing(name: str, case: CaseResult, width: int) -> Picture:
    """Show one result that is wrong; of a dictionary or a list the parts that differ."""
    picture: Picture = []
    if name not in case.got or name not in case.expected:
        return picture
    wanted, came = dict(flat(name, case.expected[name])), dict(flat(name, case.got[name]))
    if set(wanted) != set(came):
        return picture + beside_expected(name, case.expected[name], case.got[name], width)
    for place, value in wanted.items():
        if said_alike(value, came[place]):
            continue
        picture += beside_expected(place, value, came[place], width)
    return picture


def said_alike(one: object, other: object) -> bool:
    """Whether two values are the same as far as can be seen."""
    first, second = numbers_of(one), numbers_of(other)
    if first is None or second is None:
        return said(one) == said(other)
    if first.shape != second.shape:
        return False
    return bool(alike(first, second).all())


def _cases(outcome: Outcome, width: int) -> Picture:
    """List the cases, each with its sign, and how long they took."""
    if not outcome.cases:
        return []
    rows: Picture = [[]]
    for case in outcome.cases:
        sign = Span("✔ " if case.passed else "✘ ", "right" if case.passed else "wrong")
        item: Row = [sign, Span(case.title, "muted"), Span(_GAP)]
        if rows[-1] and row_width(rows[-1]) + row_width(item) - len(_GAP) > width:
            rows.append([])
        rows[-1] += item
    time: Row = [Span(f"{outcome.seconds:.2f} s", "muted")]
    if row_width(rows[-1]) + row_width(time) <= width:
        rows[-1] += time
    else:
        rows.append(time)
    return [shortened(row, width) for row in rows]


def _inputs(case: CaseResult, width: int) -> Picture:
    """Write out the inputs that are small, to be worked through by hand."""
    picture: Picture = []
    line: Picture = []
    for name, value in _flat_inputs(case):
        if not _is_array(value) or np.size(value) > MOST_DRAWN:
            continue
        block = drawn_numbers(name, value)
        if line and width_of(line) + width_of(block) + 4 > width:
            picture += [*([[]] if picture else []), *line]
            line = []
        line = beside(line, block, gap=4) if line else block
    if line:
        picture += [*([[]] if picture else []), *line]
    return [[Span("the inputs of this case", "muted")], *picture] if picture else []


def _printed(output: str, width: int) -> Picture:
    if not output.strip():
        return []
    lines = output.rstrip("\n").expandtabs(4).splitlines()
    shown: Sequence[str] = lines[:PRINTED]
    rows: Picture = [[Span("printed", "muted")]]
    for line in shown:
        printable = "".join(letter if letter.isprintable() else "·" for letter in line)
        rows.append(shortened([Span(printable)], width - 2))
    if len(lines) > PRINTED:
        rows.append([Span(f"… and {len(lines) - PRINTED:,} lines more", "muted")])
    return beside([[Span("│", "muted")] for _ in rows], rows, gap=1)


def _spaced(parts: Sequence[Picture]) -> Picture:
    picture: Picture = []
    for part in parts:
        if part:
            picture += [*([[]] if picture else []), *part]
    return picture
