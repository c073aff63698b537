"""Only the whole is 100 % and only nothing 0 %, wherever a share is told; nothing is cut."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from engine import metrics
from engine.training import Snapshot
from tests.plots.test_numbers_on_screen import PALETTE, holds, magnitudes, read, values
from tutor.commands.step_text import figure as figure_of_step
from tutor.commands.training_text import figures
from tutor.live.image.sliding import _number
from tutor.live.plot.options import PlotOptions
from tutor.live.plot.scene import PlotScene
from tutor.plots.arrange import row_width
from tutor.plots.cells import plain
from tutor.plots.confusion import confusion_matrix
from tutor.plots.numbers import percent, shown_share
from tutor.plots.reliability import reliability_diagram
from tutor.runs.words import report_rows, status_row
from tutor.stepping.panels import _lit_digits, numbers_tex
from tutor.sweeps.table import short, short_spread

near_the_ends = st.builds(lambda power: 10.0**-power, st.floats(0.1, 6))  # of a million examples
nearly_one = near_the_ends.map(lambda share: 1 - share)
shares = st.floats(1e-6, 1 - 1e-6) | st.sampled_from([0.0, 1.0]) | near_the_ends | nearly_one


@given(shares, st.integers(0, 3))
@example(0.9997, 1)
@example(0.00004, 1)
def test_a_share_in_hundredths(share: float, decimals: int) -> None:
    text = percent(share, decimals)
    assert holds(text, 100 * share)
    assert (text.strip("0.") == "") == (share == 0)
    assert (float(text) == 100) == (share == 1)


@given(shares, st.integers(1, 6))
@example(0.99996, 4)
def test_a_share_as_a_number(share: float, digits: int) -> None:
    text = shown_share(share, digits)
    assert holds(text, share)
    assert (text == "1") == (share == 1) and (text == "0") == (share == 0)


@given(
    st.integers(2, 8).flatmap(
        lambda n: st.lists(
            st.lists(st.integers(0, 3) | st.integers(0, 10**6), min_size=n, max_size=n),
            min_size=n,
            max_size=n,
        )
    ),
    st.integers(20, 90),
)
@example([[9999, 1], [0, 10000]], 20)
def test_a_confusion_matrix_in_any_width(counts: list[list[int]], width: int) -> None:
    names = [chr(97 + place) for place in range(len(counts))]
    lines = plain(confusion_matrix(np.array(counts), names, width, PALETTE)).splitlines()
    rows = [line for line in lines if re.match(r" *[a-h](?: |$)", line)]
    assert len(rows) == len(counts)
    narrow = any(line.startswith("per cent") for line in lines)
    for true, (line, row) in enumerate(zip(rows, counts, strict=True)):
        cells = line.partition(names[true])[2]
        if narrow:
            told = [cells[1 + 3 * place : 4 + 3 * place] for place in range(len(row))]
            for text, count in zip(told, row, strict=True):
                assert (text.strip() == "100") == (0 < count == sum(row))
                assert (not text.strip()) == (count == 0)
                part = 100 * count / max(sum(row), 1)
                assert text.strip() in ("", "·", "100", "99") or abs(int(text) - part) <= 0.5
        else:
            *told, recall = cells.split()
            assert [int(text) for text in told] == row
            part = row[true] / sum(row) if sum(row) else None
            assert recall == "–" if part is None else holds(recall.rstrip("%"), 100 * part)
            assert (recall == "100.0%") == (part == 1)


@given(st.lists(shares, min_size=1, max_size=40), st.integers(1, 20), st.integers(40, 90))
def test_a_reliability_diagram(sure: list[float], bins: int, width: int) -> None:
    found = metrics.calibration(np.array([sure]), np.array([1, 0] * 20)[: len(sure)], bins)
    for row in reliability_diagram(found, width)[1:]:
        assert row_width(row) <= width
        low, high = row[0].text.split(" – ")
        assert float(high) > float(low)
        assert row[0].text.endswith(" ")


@given(magnitudes | shares)
@example(0.99996)
def test_a_figure_of_a_sweep(value: float) -> None:
    text = short(value)
    assert len(text) <= 6
    assert text in ("<1", ">1", "…") or holds(text, value)
    assert (text == "1.000") == (value == 1) or not 0.5 < value < 1.5
    cell = cast(Any, SimpleNamespace(mean=value, spread=abs(value) / 7))
    spread = short_spread(cell)
    assert spread in ("<1", ">1", "…") or holds(spread, cell.spread)


@given(shares)
def test_the_figures_of_a_run_on_the_command_line(share: float) -> None:
    blank = dict.fromkeys(Snapshot.__dataclass_fields__)
    last = Snapshot(**{**blank, "epoch": 1, "seconds": 0.0, "loss": 1.0, "accuracy": share})
    told = next(line for line in figures(last) if line.startswith("accuracy")).split()[1]
    assert holds(told, share)
    assert (read(told) == 1) == (share == 1) and (read(told) == 0) == (share == 0)


@given(values)
def test_a_number_of_a_step_on_the_command_line(value: float) -> None:
    assert holds(figure_of_step(value), value)


@given(st.floats(-1e6, 1e6) | magnitudes)
@example(0.04)
@example(-1234567.0)
def test_a_number_under_a_window(value: float) -> None:
    assume(abs(value) < 1e9)
    text = _number(value)
    assert "-" not in text and len(text) <= 14
    assert holds(text, value)


@given(values, st.integers(0, 12))
def test_the_digits_that_agree(value: float, digits: int) -> None:
    text = "".join(span.text for span in _lit_digits(value, digits))
    assert "-" not in text
    assert holds(text, value)


@given(st.floats(1e-12, 1e6))
def test_a_long_number_of_a_formula_stays_a_number(value: float) -> None:
    written = f"{value:.20f}".rstrip("0")
    assume(len(written.partition(".")[2]) >= 5)
    told = numbers_tex(written).replace(r" \cdot 10^{", "e").replace("}", "")
    assert "e-0" not in numbers_tex(written)
    assert float(told) == pytest.approx(value, rel=0.01, abs=1e-15)


@given(st.floats(-1e4, 1e4), st.floats(-6, 0), st.floats(-1e3, 1e3), st.integers(90, 200))
@example(2.0, -3.0, 1.0, 90)
def test_a_nudge_beside_a_plot(point: float, power: float, k: float, width: int) -> None:
    nudge = 10.0**power
    given_options = {"curves": [f"({k!r})*x"], "domain": [-1e4, 1e4], "point": point}
    options = PlotOptions.model_validate_json(json.dumps({**given_options, "nudge": nudge}))
    scene = PlotScene(options)
    line = plain(scene._nudged(scene.started(), width))
    place, gives, change, times = re.findall(r"(?:= |gives |: |, )([−0-9.,e]*[0-9])", line)
    here, there = point * k, (point + nudge) * k
    assert holds(place, point + nudge) and holds(gives, there)
    assert holds(change, abs(there - here)) and read(times) == pytest.approx(k, rel=0.01, abs=0.01)
    assert read(place) > point


def test_a_nudge_beside_a_narrow_plot_is_told_whole() -> None:
    options = PlotOptions(curves=("log(a)",), variable="a", domain=(0.1, 6), point=0.1, nudge=0.001)
    scene = PlotScene(options)
    told = plain(scene._nudged(scene.started(), 72)).rstrip()
    assert len(told) <= 72 and told.endswith("0.00995033 more, 9.9503 nudges")


@given(shares, magnitudes.map(abs), st.integers(30, 120), st.booleans())
@example(0.9997, 1e-5, 30, True)
def test_how_a_run_stands(share: float, loss: float, width: int, running: bool) -> None:
    blank = dict.fromkeys(Snapshot.__dataclass_fields__)
    figures_of = {"epoch": 3, "step": 30, "loss": loss, "accuracy": share, "seconds": 0.0}
    rates = dict.fromkeys(("macro_f1", "top2", "ece"), share)
    config = SimpleNamespace(epochs=9)
    run: Any = SimpleNamespace(
        snapshot=Snapshot(**{**blank, **figures_of, **rates}),
        training=SimpleNamespace(config=config),
        data=SimpleNamespace(class_names=("a", "b", "c")),
    )
    row = status_row(run, running, "10 epochs/s", width)
    assert row_width(row) <= width
    if told := re.search(r"([0-9.]+) %", plain([row])):
        assert holds(told[1], 100 * share)
        assert (float(told[1]) == 100) == (share == 1)
    run.snapshot = replace(run.snapshot, final=True)
    (report, _) = report_rows(run, "", width)
    measured = plain([report])
    for name in ("accuracy", "top-2"):
        hundredths = re.search(rf"{name} ([0-9.]+) %", measured)
        assert hundredths and holds(hundredths[1], 100 * share)
        assert (float(hundredths[1]) == 100) == (share == 1)
    for name in ("macro F1", "ECE"):
        number = re.search(rf"{name} (\S+)", measured)
        assert number and holds(number[1], share) and (number[1] == "1") == (share == 1)
