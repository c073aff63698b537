"""A number on the screen is whole, stands apart from the next one, and says what is true."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.descent import DescentPoint
from tutor.commands.training_text import figures
from tutor.live.surface.readout import table as surface_table
from tutor.live.surface.readout import update_rows
from tutor.plots.arrange import fitted, row_width, shortened
from tutor.plots.axes import axis, labels_of
from tutor.plots.bars import Bar, bars
from tutor.plots.cells import Palette, Picture, Span, plain
from tutor.plots.confusion import confusion_matrix
from tutor.plots.frames import window
from tutor.plots.gap import gap_line
from tutor.plots.matrix_table import Table, draw_table
from tutor.plots.numbers import shown, shown_within

PALETTE = Palette((20, 23, 29), (216, 222, 233), (108, 182, 255), (255, 159, 77), ())
NUMBER = re.compile(r"−?[0-9][0-9.,]*(?:e−?[0-9]+)?|−?∞|–|−?inf|nan")

finite = st.floats(-1e300, 1e300) | st.integers(-(10**15), 10**15).map(float)
magnitudes = st.builds(
    lambda sign, mantissa, power: sign * mantissa * 10.0**power,
    st.sampled_from([-1, 1]),
    st.floats(1, 9.999),
    st.integers(-299, 299),
)
values = finite | magnitudes | st.sampled_from([0.0, -0.0, math.nan, math.inf, -math.inf])


def read(text: str) -> float:
    words = {"∞": "inf", "–": "nan", "−": "-", ",": ""}
    for word, meant in words.items():
        text = text.replace(word, meant)
    return float(text)


def unit_of(text: str) -> float:
    """How much the last digit of a number counts."""
    mantissa, _, power = text.replace("−", "-").replace(",", "").partition("e")
    decimals = len(mantissa.partition(".")[2])
    if decimals == 0 and not power:
        digits = mantissa.lstrip("-")
        decimals = -(len(digits) - len(digits.rstrip("0")))
    return 10.0 ** (int(power or 0) - decimals)


def holds(text: str, value: float) -> bool:
    """Whether a number as it is written is the value, rounded at its last digit."""
    told = read(text)
    if not math.isfinite(value):
        return told == value or (math.isnan(told) and math.isnan(value))
    if told == 0 or value == 0:
        return told == value
    return abs(told - value) <= unit_of(text) * 0.5000001 + abs(value) * 1e-12


def numbers_in(line: str) -> list[str]:
    found = NUMBER.findall(line)
    assert not re.search(r"[0-9]−[0-9]|[0-9]\.[0-9]*\.", re.sub(r"e−", "e", line)), line
    assert "-" not in line
    return found


@given(values, st.integers(1, 6))
def test_a_number_is_true_to_the_digits_shown(value: float, digits: int) -> None:
    assert holds(shown(value, digits), value)


@given(values, st.integers(0, 14))
@example(9.1e-05, 3)
def test_a_number_with_little_room_takes_a_shorter_form_or_is_left_out(
    value: float, width: int
) -> None:
    text = shown_within(value, width)
    assert len(text) <= width
    assert text in ("", "…") or holds(text, value)
    assert width < 7 or text != "…"


@given(st.lists(values, min_size=1, max_size=6), st.integers(0, 60))
def test_a_row_is_never_cut_within_a_number(several: list[float], width: int) -> None:
    whole = [shown(value) for value in several]
    row = [Span("w = "), *(Span(f"{text} ") for text in whole)]
    for drawn in (fitted(row, width), shortened(row, width)):
        text = plain([drawn])
        assert row_width(drawn) <= width
        found = NUMBER.findall(text)
        assert found == whole[: len(found)]
        assert len(found) == len(whole) or width == 0 or text.endswith("…")


@given(st.lists(values, min_size=1, max_size=6), st.integers(4, 40), st.integers(0, 60))
def test_a_window_shows_no_part_of_a_number(several: list[float], width: int, centre: int) -> None:
    whole = [shown(value) for value in several]
    seen = plain(window([[Span("  ".join(whole))]], width, 1, (0, centre)))
    assert len(seen) <= width
    assert set(NUMBER.findall(seen)) <= set(whole)


@given(
    st.lists(st.lists(values, min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(6, 60),
    st.integers(1, 4),
    st.booleans(),
)
@example([[-0.0376, -0.1, 0.5]], 30, 1, True)
@example([[1e-300, 0.005, 0.0]], 60, 4, False)
def test_numbers_of_a_matrix(
    rows: list[list[float]], width: int, digits: int, marked: bool
) -> None:
    grid = np.array(rows)
    table = Table(
        [Span("Z")],
        grid.shape,
        grid,
        ["r"] * len(rows),
        ["a", "b", "c"],
        marked={(0, 0)} if marked else (),
        cursor=(0, 1) if marked else None,
    )
    lines = plain(draw_table(table, PALETTE, width, 12, digits)).splitlines()
    assert max(map(len, lines)) <= width
    for line, row in zip(lines[2:], rows, strict=False):
        cells = line.removeprefix("r").replace("[", " ").replace("]", " ").split()
        pending = list(row)
        for cell in cells:
            if cell not in ("…", "⋮"):
                while pending and not holds(cell, pending[0]):
                    pending.pop(0)
                assert pending, (line, row)
                pending.pop(0)
        assert len(cells) == 3 or "…" in line


def place(value: float, slope: float) -> DescentPoint:
    return DescentPoint(0, np.array([value, slope]), value, np.array([slope, value]))


@settings(max_examples=50)
@given(finite | magnitudes, finite | magnitudes, st.integers(38, 100))
@example(0.0001523, 0.0006094, 38)
@example(-3.406, 0.0001523, 38)
def test_numbers_beside_a_surface(value: float, slope: float, width: int) -> None:
    there = place(value, slope)
    drawn: Picture = surface_table(["sgd"], ["w", "b"], [[there]], [""], width)
    figures = numbers_in(plain(drawn).splitlines()[1].replace("● sgd", ""))
    assert all(
        holds(text, number) for text, number in zip(figures, [value, slope, value], strict=True)
    )
    steps = update_rows(["w", "b"], there, 0.1, width)
    assert all(row_width(row) <= width for row in steps)
    ends = [line.rpartition("= ")[2] for line in plain(steps).splitlines() if " = " in line]
    results = [value - 0.1 * slope, slope - 0.1 * value]
    assert all(holds(text, number) for text, number in zip(ends, results, strict=True))


@given(magnitudes, magnitudes, st.integers(2, 7))
def test_the_ticks_of_an_axis_are_told_apart(low: float, high: float, most: int) -> None:
    drawn = axis([low, high], most)
    assert "-" not in "".join(drawn.labels)
    assert len(set(drawn.labels)) == len(drawn.labels)
    size = drawn.high - drawn.low
    for tick, label in zip(drawn.ticks, drawn.labels, strict=True):
        assert abs(read(label) - tick) <= size / 100


@pytest.mark.parametrize("start", [1e6, -1e6, 1e7])
def test_ticks_near_one_another_at_a_large_number(start: float) -> None:
    labels = labels_of((start, start + 1, start + 2), 1)
    assert [read(label) for label in labels] == [start, start + 1, start + 2]


@given(values, values)
def test_figures_of_a_training_run_never_touch(loss: float, validation: float) -> None:
    from engine.training import Snapshot

    names = Snapshot.__dataclass_fields__
    blank = dict.fromkeys(names)
    last = Snapshot(**{**blank, "epoch": 1, "seconds": 0.0, "loss": loss, "val_loss": validation})
    line = next(line for line in figures(last) if line.startswith("loss"))
    told = line.removeprefix("loss").split()
    assert len(told) == 2
    assert all(holds(text, value) for text, value in zip(told, (loss, validation), strict=True))


@given(values, values, st.integers(8, 100))
def test_a_gap_is_told_within_its_width(guess: float, truth: float, width: int) -> None:
    rows = gap_line(guess, truth, width)
    assert max(map(row_width, rows)) <= width
    line = plain(rows[1:])
    assert "…" in line or (shown(guess) in line and shown(truth) in line)
    assert "-" not in line


@given(st.integers(2, 12), st.integers(1, 12), st.integers(30, 100))
def test_a_class_name_is_not_cut_without_a_sign(classes: int, length: int, width: int) -> None:
    names = [chr(97 + place) * length for place in range(classes)]
    drawn = plain(confusion_matrix(np.eye(classes, dtype=int), names, width, PALETTE))
    heads = [line.split()[0] for line in drawn.splitlines()[2:]]
    named = [head for head in heads if set(head) <= {*"abcdefghijkl…"}]
    assert len(named) >= classes - 1
    assert all(head in names or head.endswith("…") for head in named)


@given(st.builds(Bar, st.just("b"), magnitudes), st.integers(20, 60))
def test_a_bar_is_beside_its_number(bar: Bar, width: int) -> None:
    row = plain(bars([bar], width))
    assert holds(row.split()[-1], bar.value)
