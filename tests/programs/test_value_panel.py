"""What is shown of the values: heads, cells, and which of them the chosen one is made of."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tutor.plots.cells import Palette, Picture, plain
from tutor.plots.matrix_table import Table, draw_table
from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program
from tutor.programs.running import run_program
from tutor.programs.value_panel import value_panel

PALETTE = Palette((0, 0, 0), (255, 255, 255), (0, 0, 255), (255, 128, 0), ((1, 2, 3),) * 4)
BEGIN = (
    "import numpy as np\nX = np.arange(800.0).reshape(200, 4)\nW = np.array([[1.0, 2.0, 3.0]])\n"
)


def at_last(code: str) -> WalkPlace:
    run = run_program(Program("code.py", BEGIN + code), seconds=60)
    assert run.message == ""
    return WalkPlace(run).at(len(run.operations) - 1)


def drawn(code: str, width: int = 74, height: int = 30) -> Picture:
    return value_panel(at_last(code), PALETTE, width, height)


@pytest.mark.parametrize("width", [64, 76])
@pytest.mark.parametrize(
    ("code", "shapes"),
    [
        (
            "Z = X / X.sum(axis=1, keepdims=True)",
            ["(200, 4) float64", "(200, 1) float64 ⇢ (200, 4)"],
        ),
        (f"Z = ({' + '.join(['X'] * 40)}) * 2", ["(200, 4) float64"]),
        (f"Z = ({' + '.join(['X[0, 1]'] * 40)}) * 2", [" = 80  float64"]),
    ],
)
def test_the_text_gives_way_to_the_shape(code: str, shapes: list[str], width: int) -> None:
    told = plain(drawn(code, width))
    for shape in shapes:
        assert shape in told
    assert max(map(len, told.splitlines())) <= width


def test_what_is_no_number_stands_out_and_what_is_clean_says_so() -> None:
    picture = drawn("Z = np.log(W - 2) * 0")
    out = [span.text.strip("[] ") for row in picture for span in row if span.reverse]
    assert "nan" in out and "NaN" in out
    assert "NaN: none   inf: none" in plain(drawn("Z = W * 2"))
    assert "NaN" not in plain(drawn("Z = np.arange(4)"))


def test_truths_are_written_as_such() -> None:
    told = plain(drawn("Z = W > 1"))
    assert "True: 2 of 3" in told
    assert "[False]" in told and "True   True" in told


def test_lists_and_tuples_have_their_own_brackets() -> None:
    assert "X.shape = (200, 4)  tuple" in plain(drawn("s = X.shape"))
    assert "[200, 4]  list" in plain(drawn("s = list(X.shape)"))
    assert "(3,)  tuple" in plain(drawn("s = W[0].shape"))


def test_operands_go_along_with_the_result_their_cells_in_brackets() -> None:
    place = at_last("Z = X @ np.ones((4, 2))").with_cell((150, 1))
    told = plain(value_panel(place, PALETTE, 74, 30))
    assert "150  [600  601  602  603]" in told
    assert re.search(r"\b0 +1 +\[1\]", told)


def test_the_cell_one_stands_at_is_one_that_was_changed() -> None:
    place = at_last("Z = X + 0\nZ[150, 2] = -5")
    assert place.cell == (150, 2)
    picture = value_panel(place, PALETTE, 74, 30)
    assert "1 of 800 changed" in plain(picture)
    assert any(span.underline and "−5" in span.text for row in picture for span in row)
    assert at_last("Z = X + 0\nZ -= 1").cell == (0, 0)


def test_small_numbers_are_not_written_in_two_ways() -> None:
    code = "s = np.linspace(-0.02, 0.02, 480).reshape(60, 8)\nZ = s * (s > 0)"
    told = plain(drawn(code))
    assert "e−" not in told
    assert "−0.0200" in told


def lines(values: list[list[float]], wrong: list[list[bool]] | None = None) -> list[str]:
    array = np.array(values)
    table = Table(
        *([], array.shape, array, [str(n) for n in range(len(array))]),
        [str(n) for n in range(array.shape[1])],
        cursor=(0, 0),
        wrong=None if wrong is None else np.array(wrong),
    )
    return plain(draw_table(table, PALETTE, 80, 20, 4)).splitlines()[2:]


def test_numbers_stand_in_line_at_their_points() -> None:
    first, second, third = lines([[0.094, 1], [-0.4577, 0], [3, -2]])
    assert first.index("0.0940") + 1 == second.index("−0.4577") + 2
    assert second.index(".") - 1 == third.index("3")
    assert first.rindex("1") == second.rindex("0") == third.rindex("2")


def test_a_cross_stands_behind_a_number_within_its_bracket() -> None:
    first, second = lines([[0.5, 2.5], [1.5, 3.5]], [[True, False], [True, True]])
    assert first.split() == ["0", "[0.5✘]", "2.5"]
    assert second.split() == ["1", "1.5✘", "3.5✘"]
