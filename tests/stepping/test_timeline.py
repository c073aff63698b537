import pytest

from tutor.plots.arrange import cut, fitted, row_width
from tutor.plots.cells import Span, plain
from tutor.plots.timeline import phase_segments, place_in_timeline, timeline

PHASES = phase_segments(["forward"] * 3 + ["backward"] * 5)


def test_the_place_is_marked_and_what_is_done_is_heavy() -> None:
    drawn = [plain([timeline(PHASES, n, 48)]) for n in range(9)]
    assert len(set(drawn)) == 9
    assert all(text.count("◆") == 1 for text in drawn)
    assert "━" not in drawn[0]
    assert "─" not in drawn[8]


@pytest.mark.parametrize("width", [4, 10, 24, 76, 136])
@pytest.mark.parametrize("position", [0, 1, 3, 4, 8])
def test_it_is_as_wide_as_asked(width: int, position: int) -> None:
    assert row_width(timeline(PHASES, position, width)) == width


def test_ten_thousand_steps_fit_a_line() -> None:
    step = ["forward"] * 20 + ["loss"] + ["backward"] * 20 + ["update"] * 9
    row = timeline(phase_segments(step * 200), 777, 76)
    assert row_width(row) == 76


def test_a_click_goes_to_the_step_under_it() -> None:
    assert place_in_timeline(8, 75, 76) == 8
    assert place_in_timeline(8, 0, 76) == 0


def test_an_accent_takes_no_cell_of_its_own() -> None:
    row = [Span("dX̂ = "), Span("X̂")]
    assert row_width(row) == 6
    assert plain([fitted(row, 8)]) == "dX̂ = X̂"
    assert row_width(fitted(row, 8)) == 8
    assert plain([cut(row, 1, 5)]) == "X̂ = X̂"
