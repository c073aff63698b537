"""A number is never cut: a prefix of 9.1e−5 is 9.1, which is another number."""

from __future__ import annotations

import math
import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.descent import DescentPoint
from tutor.live.surface.readout import table, update_rows
from tutor.plots.arrange import fitted, row_width, shortened
from tutor.plots.cells import Row, Span, plain
from tutor.plots.numbers import shown, shown_within

NUMBER = re.compile(r"[−-]?(?:\d[\d,]*\.?\d*|\.\d+)(?:e[−-]?\d+)?")
MAGNITUDES = st.builds(
    lambda mantissa, power: mantissa * 10.0**power,
    st.floats(-9.999, 9.999),
    st.integers(-290, 290),
) | st.sampled_from([0.0, -0.0, 1.0, -1.0, 12_345.0, 1e15, -(10.0**14), math.inf, -math.inf])
WIDTHS = st.integers(0, 60)


def value_of(text: str) -> float:
    return float(text.replace("−", "-").replace(",", "").replace("∞", "inf"))


def near(one: float, other: float) -> bool:
    """Whether they agree to the one digit that may be left."""
    return math.isclose(one, other, rel_tol=0.5, abs_tol=1e-300)


@given(st.lists(MAGNITUDES, min_size=1, max_size=5), WIDTHS)
def test_a_cut_row_holds_whole_numbers_and_says_that_it_is_cut(
    values: list[float], width: int
) -> None:
    texts = [shown(value) for value in values]
    row: Row = [span for text in texts for span in (Span("w = ", "muted"), Span(f"{text}  "))]
    row[-1] = Span(texts[-1])
    for cut in (shortened(row, width), fitted(row, width)):
        assert row_width(cut) <= width
        left = "".join(span.text for span in cut)
        whole = [text for text in texts if "∞" not in text]
        found = NUMBER.findall(left)
        assert found == whole[: len(found)]
        assert row_width(row) <= width or width == 0 or "…" in left


@given(MAGNITUDES, st.integers(1, 14), st.integers(1, 6))
def test_a_number_takes_no_more_columns_than_it_has(value: float, width: int, digits: int) -> None:
    text = shown_within(value, width, digits)
    assert len(text) <= width
    if text != "…":
        assert near(value_of(text), value)
    if len(shown(value, digits)) <= width:
        assert text == shown(value, digits)


@given(
    st.lists(st.tuples(MAGNITUDES, MAGNITUDES, MAGNITUDES), min_size=1, max_size=4),
    st.integers(30, 100),
)
def test_columns_of_a_readout_never_touch(
    balls: list[tuple[float, float, float]], width: int
) -> None:
    paths = [[DescentPoint(0, np.array([w, b]), cost, np.zeros(2))] for w, b, cost in balls]
    rows = table(["ball"] * len(balls), ["w", "b"], paths, [""] * len(balls), width)
    drawn = [line for line in plain(rows).split("\n")[1:] if line.strip()]
    for line, ball in zip(drawn, balls, strict=True):
        figures = line.split()[-3:]
        for figure, value in zip(figures, ball, strict=True):
            assert figure == "…" or near(value_of(figure), value)


@given(MAGNITUDES, MAGNITUDES, st.integers(24, 80))
def test_a_step_is_told_with_all_its_numbers(value: float, slope: float, width: int) -> None:
    if not (math.isfinite(value) and math.isfinite(slope)):
        return
    place = DescentPoint(0, np.array([value]), 1.0, np.array([slope]))
    told = plain(update_rows(["b"], place, 0.1, width))
    assert shown(value - 0.1 * slope) in told and shown(value) in told
