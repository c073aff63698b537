import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from tutor.plots.cells import Palette, Span, plain
from tutor.plots.matrix_table import Table, draw_table, table_width

PALETTE = Palette((20, 23, 29), (216, 222, 233), (108, 182, 255), (255, 159, 77), ())


def table(values: np.ndarray, **more: Any) -> Table:
    rows, columns = values.shape
    return Table(
        [Span("Z")],
        (rows, columns),
        values,
        [str(n + 1) for n in range(rows)],
        [f"({n + 1})" for n in range(columns)],
        **more,
    )


def lines(drawn: Table, width: int = 80, height: int = 20, digits: int = 2) -> list[str]:
    return plain(draw_table(drawn, PALETTE, width, height, digits)).splitlines()


def test_operands_stand_in_brackets_together() -> None:
    values = np.array([[1.0, -0.25, 3.0], [0.5, 0.0, -2.0]])
    assert lines(table(values, marked={(0, 0), (0, 1)}, cursor=(1, 2))) == [
        "Z",
        "      (1)    (2)    (3)",
        "1   [1     −0.25]  3",
        "2    0.50   0    [−2]",
    ]


def test_a_large_matrix_is_folded_around_the_cell() -> None:
    values = np.arange(64 * 256, dtype=float).reshape(64, 256)
    drawn = lines(table(values, cursor=(20, 100)), width=40, height=9, digits=0)
    assert any("[5220]" in line for line in drawn)
    assert "…" in drawn[1]
    assert drawn[2].strip().startswith("⋮")
    assert drawn[-1].strip().startswith("⋮")
    assert len(drawn) == 9
    assert max(map(len, drawn)) <= 40


def test_it_is_as_wide_as_it_says() -> None:
    rng = np.random.default_rng(1)
    for digits in (1, 2, 4):
        values = rng.normal(scale=3, size=(5, 6))
        drawn = table(values, cursor=(4, 5))
        assert max(map(len, lines(drawn, digits=digits))) <= table_width(drawn, digits)
        assert "…" not in "".join(lines(drawn, width=table_width(drawn, digits), digits=digits))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (0.001, "1e−3"),
        (-0.001, "−1e−3"),
        (1.5, "1.5"),
        (np.inf, "inf"),
        (-np.inf, "−inf"),
        (np.nan, "nan"),
        (1234567.0, "1e6"),
    ],
)
def test_numbers_of_a_table(value: float, text: str) -> None:
    assert lines(table(np.array([[value, 1.0]])))[2].split()[1] == text


def test_tiny_numbers_are_not_hidden() -> None:
    assert lines(table(np.array([[3e-13, -2e-10]])), digits=4)[2].split() == [
        "1",
        "3.00e−13",
        "−2.00e−10",
    ]


def test_without_colour_nothing_is_lost() -> None:
    values = np.array([[1.0, -1.0]])
    drawn = table(values, cursor=(0, 1))
    plainly = Palette(*[(0, 0, 0)] * 4, (), colour=False)
    picture = draw_table(drawn, plainly, 80, 9, 2)
    assert plain(picture) == plain(draw_table(drawn, PALETTE, 80, 9, 2))
    assert all(span.bg is None for row in picture for span in row)
    assert [span.text.strip() for row in picture for span in row if span.reverse] == ["[−1", "]"]


MAGNITUDES = st.builds(
    lambda mantissa, power: mantissa * 10.0**power, st.floats(-9.9, 9.9), st.integers(-200, 200)
) | st.sampled_from([0.0, -0.0, -0.0376, 1e5, -(10.0**5), np.inf, -np.inf, np.nan])


@given(
    arrays(float, st.tuples(st.integers(1, 4), st.integers(1, 5)), elements=MAGNITUDES), st.data()
)
def test_no_number_is_cut_glued_or_told_as_another(
    values: NDArray[np.float64], data: st.DataObject
) -> None:
    rows, columns = values.shape
    places = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    drawn = table(values, marked=data.draw(st.sets(places)), cursor=data.draw(places))
    digits = data.draw(st.integers(1, 4))
    width = data.draw(st.integers(12, 90))
    picture = lines(drawn, width=width, digits=digits)
    assert max(map(len, picture)) <= width
    if table_width(drawn, digits) > width:
        return
    for line, row in zip(picture[2:], values, strict=True):
        texts = re.findall(r"[^\s\[\]]+", line)[1:]
        assert len(texts) == columns
        for text, value in zip(texts, row.tolist(), strict=True):
            read = float(text.replace("−", "-"))
            assert np.isclose(read, value, rtol=0.5, atol=0.6 * 10.0**-digits, equal_nan=True)
            assert (read == 0) == (value == 0)
