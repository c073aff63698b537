"""What a run came to, as rows: shapes before numbers, numbers in line, the ratio if it is one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import tutor.exercises.beside_expected as beside_expected_module
from tutor.commands.exercises.outcome_text import outcome_lines
from tutor.exercises.aligned import number_texts
from tutor.exercises.attempts import RunError
from tutor.exercises.beside_expected import beside_expected, constant_ratio, plane_of
from tutor.exercises.outcome import CaseResult, Outcome
from tutor.exercises.result_picture import count, result_picture
from tutor.plots.arrange import width_of
from tutor.plots.cells import plain


def drawn(expected: Any, got: Any, width: int = 80) -> str:
    return plain(beside_expected("dW", expected, got, width))


def test_a_constant_ratio_is_told() -> None:
    expected = np.array([[-0.4375, 0.5625], [0.125, 0.875]])
    text = drawn(expected, 4 * expected)
    assert text.index("expected (2, 2)") < text.index("−0.4375")
    assert "got / expected = 4 in every cell" in text
    assert "✘" not in text, "where all differ a mark says nothing"


def test_numbers_stand_below_one_another_with_a_true_minus() -> None:
    lines = drawn(np.array([[-0.4375, 0.5625], [10.125, 0.875]]), np.ones((2, 2))).splitlines()
    assert lines[1].index(".") == lines[2].index(".")
    assert "-" not in "".join(lines)


def test_cells_that_differ_are_marked_where_others_do_not() -> None:
    text = drawn(np.array([[1.0, 2.0]]), np.array([[1.0, 2.5]]))
    assert "2.5✘" in text and text.count("✘") == 1
    assert "got / expected" not in text


def test_numbers_that_hardly_differ_get_the_digits_that_tell() -> None:
    text = drawn(np.array([[0.333333]]), np.array([[0.333338]]))
    assert "0.333333" in text and "0.333338" in text


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        (np.ones((3, 1)), np.ones(3)),
        (np.ones((2, 1)), np.ones((2, 2))),
        (np.ones((2, 2)), 3.0),
        (np.ones((40, 60)), np.zeros((40, 60))),
        (np.ones((2, 5, 5, 3)), np.zeros((2, 5, 5, 3))),
        (1.5, np.nan),
        (np.array([[1.0]]), np.array([[np.inf]])),
        ({"dW1": np.ones((2, 2))}, None),
        (np.array([True, False]), np.array([1, 0])),
        (3, "three"),
    ],
)
@pytest.mark.parametrize("width", [40, 80, 140])
def test_any_two_values_fit(expected: Any, got: Any, width: int) -> None:
    picture = beside_expected("dW", expected, got, width)
    assert width_of(picture) <= width
    assert "expected" in plain(picture) and "got" in plain(picture)


def test_of_images_the_plane_is_shown_that_differs() -> None:
    images = np.zeros((2, 3, 3, 4))
    images[1, 2, 0, 3] = 7.0
    plane, where = plane_of(images, (1, 2, 0, 3))
    assert plane[2, 0] == 7.0 and "[1, :, :, 3]" in where


def test_no_ratio_where_there_is_none() -> None:
    assert constant_ratio(np.array([1.0, 2.0]), np.array([2.0, 5.0])) is None
    assert constant_ratio(np.array([0.0, 2.0]), np.array([0.0, -2.0])) == -1.0
    assert constant_ratio(np.array([0.0, 2.0]), np.array([1.0, -2.0])) is None


def test_the_mistake_comes_first_then_the_case_then_what_was_printed() -> None:
    X = np.array([[1.0, 2.0]])
    case = CaseResult("two numbers", True, False, {"X": X}, {"Y": X}, {"Y": -X}, {"Y": "wrong"})
    fine = CaseResult("m = 1", False, True, {"X": X}, {"Y": X}, {"Y": X}, {})
    outcome = Outcome(False, "The sign is wrong.", "sign", (fine, case), "hello\n", 0.01)
    text = plain(result_picture(outcome, "Y = -X", 80))
    told = ["✘ The sign", "two numbers", "case 2 of 2", "X (1, 2)", "= −1", "✔ m = 1", "hello"]
    places = [text.index(each) for each in told]
    assert places == sorted(places)
    assert count(outcome) == "◐ 1 of 2 pass"


def test_lists_of_arrays_are_told_apart_by_their_places() -> None:
    grads = [[np.ones((3, 2)), np.zeros((3, 1))], [np.ones((1, 3)), np.zeros((1, 1))]]
    wrong = [grads[0], [2 * grads[1][0], grads[1][1]]]
    given = {"cache": [np.ones((2, 4)), np.ones((3, 2))], "sizes": [2, 3, 1]}
    case = CaseResult(
        "2-3-1", True, False, given, {"grads": grads}, {"grads": wrong}, {"grads": "no"}
    )
    outcome = Outcome(False, "Wrong.", None, (case,), "", 0.01)
    for text in (plain(result_picture(outcome, "", 80)), "\n".join(outcome_lines(outcome))):
        for place in ("cache[0] (2, 4)", "cache[1] (3, 2)", "[2, 3, 1]", "grads[1][0]"):
            assert place in text
        assert "grads[0]" not in text and "grads[1][1]" not in text


def test_of_a_program_that_cannot_be_read_the_line_is_shown_and_no_case() -> None:
    case = CaseResult("two numbers", True, False, {"X": np.ones(2)}, {}, {}, {"": "not come to"})
    error = RunError(2, "SyntaxError", "invalid syntax")
    outcome = Outcome(False, "Python cannot read line 2.", cases=(case,), error=error)
    text = plain(result_picture(outcome, "X = 1\nretrun X\n", 80))
    assert "line 2  retrun X" in text and "two numbers" not in text


def test_inputs_inside_of_others_are_written_out() -> None:
    cache = (np.ones((2, 1)), {"W": np.full((1, 2), 7.0)})
    case = CaseResult("a cache", True, False, {"cache": cache}, {"Y": 1.0}, {"Y": 2.0}, {"Y": "x"})
    text = plain(result_picture(Outcome(False, "Twice.", cases=(case,)), "", 80))
    assert "given cache[0] (2, 1)" in text and "7" in text.partition("the inputs")[2]


def test_of_a_large_matrix_both_sides_show_where_it_differs() -> None:
    expected = np.arange(900.0).reshape(30, 30)
    got = expected.copy()
    got[20, 25] = -1.0
    text = drawn(expected, got, 140)
    row = next(line for line in text.splitlines() if "−1✘" in line)
    assert "625" in row and row.count("624") == 2


def test_a_huge_array_is_not_written_out_as_a_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def counted(array: Any, digits: int) -> list[list[str]]:
        sizes.append(array.size)
        return number_texts(array, digits)

    monkeypatch.setattr(beside_expected_module, "number_texts", counted)
    drawn(np.ones((2000, 1000)), np.zeros((2000, 1000)))
    assert max(sizes) < 1000


def test_only_the_line_that_is_told_of_is_shown() -> None:
    error = RunError(2, "SyntaxError", "invalid syntax")
    outcome = Outcome(False, "Line 1 does not belong: it overwrites the sum.", error=error)
    assert "retrun" not in plain(result_picture(outcome, "X = 1\nretrun X\n", 80))


@pytest.mark.parametrize("width", [40, 74, 120])
def test_no_row_of_a_result_is_wider_than_its_place(width: int) -> None:
    names = [f"parameters_of_layer_{number}" for number in range(9)]
    wide = {name: np.full((3, 14), -1234.5678) for name in names}
    got = {**wide, "mean": np.full((2, 9), np.nan)}
    case = CaseResult(
        title="a case with a long title " * 6,
        shown=True,
        passed=False,
        inputs={**wide, "a_single_very_long_name_of_an_input_that_no_line_can_hold" * 2: 1.0},
        expected={**wide, "mean": np.full((2, 9), 123456.789)},
        got=got,
        faults={"mean": "`mean` is wrong in every place of it. " * 8},
    )
    outcome = Outcome(
        False, "Where is the mean? " * 9, cases=(case,) * 7, output="x" * 300, seconds=0.1
    )
    assert width_of(result_picture(outcome, "line = 1", width)) <= width
    for name in names:
        assert f"{name} ✔" in plain(result_picture(outcome, "line = 1", width))
