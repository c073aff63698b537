"""Lines in order, indented, left out: what a file keeps of them is what is read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from exercise_course import PARSONS_SOLUTION, make_course

from tutor.exercises.line_order import file_of, ordered, placed_lines, program_of
from tutor.exercises.loading import find
from tutor.exercises.model import Exercise
from tutor.exercises.work import first_text


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    return find(make_course(tmp_path / "course"), "mean-in-order")


def test_at_first_all_lines_are_there_in_another_order(exercise: Exercise) -> None:
    lines = placed_lines(exercise, first_text(exercise))
    assert not any(line.out for line in lines)
    offered = [*PARSONS_SOLUTION.split("\n")[:-1], "slope = total * m"]
    assert sorted(line.text for line in lines) == sorted(each.strip() for each in offered)
    assert program_of(lines) != PARSONS_SOLUTION


def test_what_is_kept_is_read_again(exercise: Exercise) -> None:
    lines = [line._replace(level=n % 3) for n, line in enumerate(placed_lines(exercise, ""))]
    lines = [
        line._replace(out=n in (1, 4), level=0 if n in (1, 4) else line.level)
        for n, line in enumerate(lines)
    ]
    assert placed_lines(exercise, file_of(ordered(lines))) == ordered(lines)


def test_lines_that_a_file_has_lost_are_left_out(exercise: Exercise) -> None:
    lines = placed_lines(exercise, "def mean_slope(dZ):\n    return slope\n")
    assert [line.text for line in lines if not line.out] == ["def mean_slope(dZ):", "return slope"]
    assert len([line for line in lines if line.out]) == 4
