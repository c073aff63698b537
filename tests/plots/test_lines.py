"""Line charts: what stands where, in pictures without colour."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tutor.plots.axes import axis
from tutor.plots.cells import Picture, plain
from tutor.plots.lines import Mark, Series, Style, line_chart

BLANK_BRAILLE = " ⠀"


def width_of(picture: Picture) -> int:
    return max(sum(len(span.text) for span in row) for row in picture)


def is_drawn(character: str) -> bool:
    return "⠁" <= character <= "⣿"


def test_a_falling_line_starts_at_the_top_left_and_ends_at_the_bottom_right() -> None:
    rows = plain(line_chart([Series("J", [0, 1, 2], [2.0, 1.0, 0.0])], 40, 15)).split("\n")
    assert rows[0].startswith("2.0┤") and is_drawn(rows[0][4])
    canvas = [row[4:] for row in rows[:-2]]
    assert is_drawn(canvas[-1].rstrip()[-1])
    assert len(rows) == 15


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_a_value_that_is_not_finite_leaves_a_gap(bad: float) -> None:
    xs = list(range(9))
    whole = plain(line_chart([Series("J", xs, [1.0] * 9)], 30, 6, y_range=(0, 2)))
    broken = plain(
        line_chart([Series("J", xs, [1.0] * 4 + [bad] + [1.0] * 4)], 30, 6, y_range=(0, 2))
    )
    count = sum(map(is_drawn, whole))
    assert 0 < sum(map(is_drawn, broken)) < count


def test_nothing_finite_draws_axes_only() -> None:
    picture = plain(line_chart([Series("J", [0, 1], [np.nan, np.inf])], 30, 8))
    assert "└" in picture and not any(map(is_drawn, picture))


def test_no_series_at_all_draws_axes() -> None:
    assert "└" in plain(line_chart([], 30, 8))


def test_a_log_axis_has_decades_and_leaves_out_what_is_not_positive() -> None:
    picture = plain(
        line_chart([Series("J", [0, 1, 2, 3], [100.0, 1.0, 0.0, -5.0])], 40, 14, log_y=True)
    )
    assert [row.split("┤")[0].strip() for row in picture.split("\n") if "┤" in row] == [
        "100",
        "10",
        "1",
    ]


def test_lines_differ_by_dots_and_carry_their_names_where_they_end() -> None:
    xs = np.linspace(0, 1, 50)
    picture = plain(
        line_chart([Series("upper", xs, xs * 0 + 1), Series("lower", xs, xs * 0)], 60, 10)
    )
    rows = picture.split("\n")
    upper = next(row for row in rows if "upper" in row)
    lower = next(row for row in rows if "lower" in row)
    assert rows.index(upper) < rows.index(lower)
    assert upper.endswith("── upper") and lower.endswith("╌╌ lower")
    assert upper.count("⠉") > 40 and " " in lower[4:40].strip()


def test_names_of_lines_that_end_together_keep_apart() -> None:
    names = ["one", "two", "three"]
    rows = plain(line_chart([Series(name, [0, 1], [1, 1]) for name in names], 60, 10)).split("\n")
    assert len({number for name in names for number, row in enumerate(rows) if name in row}) == 3


def test_a_narrow_chart_names_its_lines_in_the_row_above() -> None:
    series = [Series("training", [0, 1], [1, 0]), Series("validation", [0, 1], [1, 0.5])]
    rows = plain(line_chart(series, 38, 10, y_label="loss")).split("\n")
    assert rows[0] == "loss        ── training  ╌╌ validation"


def test_a_long_series_is_drawn_by_the_mean_of_each_column() -> None:
    noisy = np.tile([0.0, 1.0], 5000)
    picture = line_chart([Series("J", np.arange(10000), noisy)], 40, 11, y_range=(0, 1))
    middle = [row for row in plain(picture).split("\n") if any(map(is_drawn, row))]
    assert len(middle) == 1


def test_marks_stand_on_the_value() -> None:
    rows = plain(line_chart([Series("J", [0, 1], [0, 1])], 31, 9, marks=[Mark(1, 1)])).split("\n")
    assert rows[0].endswith("●")


def test_the_words_of_a_mark_stand_beside_it_as_far_as_there_is_room() -> None:
    flat = Series("J", [0, 1], [0, 0])
    marks = [Mark(0, 1, "◆", text="here"), Mark(1, 0, "◆", text="cut off")]
    rows = plain(line_chart([flat], 30, 9, y_range=(0, 1), marks=marks)).split("\n")
    assert "┤◆ here" in rows[0]
    assert rows[-3].endswith("◆") and len(rows[-3]) == 30


@pytest.mark.sampled
@pytest.mark.parametrize("start", [0.0, -2.0, 1e-7, 1e6])
@pytest.mark.parametrize("part", [0, 0.1, 0.35, 0.7, 0.999, 1, 1 + 1e-12, -1e-12])
@pytest.mark.parametrize("height", [5, 9, 16])
def test_a_mark_stays_in_sight_up_to_the_ends_of_the_axes(
    start: float, part: float, height: int
) -> None:
    ends = (start, start + 3.0)
    mark = Mark(start + 3.0 * part, start + 3.0 * part)
    drawn = line_chart([Series("J", ends, ends)], 40, height, y_range=ends, marks=[mark])
    assert plain(drawn).count("●") == 1


@pytest.mark.parametrize(("value", "glyph"), [(9.0, "▲"), (-9.0, "▼"), (1e300, "▲"), (1.01, "▲")])
def test_a_mark_above_or_below_the_axis_is_pointed_to(value: float, glyph: str) -> None:
    flat = Series("J", [0, 1], [0.5, 0.5])
    rows = plain(line_chart([flat], 30, 9, y_range=(0, 1), marks=[Mark(0.5, value)])).splitlines()
    assert glyph in (rows[0] if glyph == "▲" else rows[-3])
    assert "●" not in "".join(rows)


@pytest.mark.parametrize("mark", [Mark(0.5, float("nan")), Mark(-3, 0)])
def test_a_mark_outside_the_axes_is_left_out(mark: Mark) -> None:
    picture = line_chart(
        [Series("J", [0, 1], [0, 0])], 30, 9, y_range=(0, 1), x_range=(0, 1), marks=[mark]
    )
    assert "●" not in plain(picture)


def test_huge_values_of_a_diverged_run_are_drawn() -> None:
    picture = plain(line_chart([Series("J", [0, 1, 2], [1.0, 1e308, -1e308])], 40, 10))
    assert "e300" in picture


def test_roles_survive_plotext() -> None:
    picture = line_chart([Series("J", [0, 1], [0, 1], role="loss")], 30, 8)
    assert {span.fg for row in picture for span in row if any(map(is_drawn, span.text))} == {"loss"}


def test_threads_do_not_mix_their_drawings() -> None:
    def draw(level: float) -> str:
        return plain(line_chart([Series("J", [0, 1], [level, level])], 40, 10, y_range=(0, 3)))

    alone = {level: draw(level) for level in (0.0, 1.0, 2.0, 3.0)}

    def stays(level: float) -> bool:
        return all(draw(level) == alone[level] for _ in range(10))

    with ThreadPoolExecutor(4) as beside:
        assert all(beside.map(stays, alone))


@settings(max_examples=60, deadline=None)
@given(
    ys=st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=30),
    width=st.integers(10, 90),
    height=st.integers(3, 30),
    log=st.booleans(),
)
def test_any_values_fit_the_size(ys: list[float], width: int, height: int, log: bool) -> None:
    picture = line_chart([Series("J", range(len(ys)), ys)], width, height, log_y=log)
    assert len(picture) == max(height, 3)
    assert width_of(picture) <= max(width, 16)


@pytest.mark.timeout(60)  # drawn dot by dot it would never end
@pytest.mark.parametrize("style", ["solid", "dotted"])
def test_values_far_beyond_the_axis_cost_nothing(style: Style) -> None:
    """A diverging network's curve over data between -1 and 1 leaves the chart at once."""
    ys = [0.0, 0.5, 1e60, -1e250, 0.5]
    line = Series("", range(5), ys, style=style)
    drawn = line_chart([line], 40, 10, y_range=(-1.0, 1.0))
    assert "⠁" <= max(plain(drawn)) <= "⣿"


def test_letters_tell_lines_apart_and_are_in_the_key() -> None:
    lines = [
        Series("kept", range(30), [1.0] * 30, letter="A"),
        Series("now", range(30), [2.0] * 30),
    ]
    text = plain(line_chart(lines, 40, 10)).split("\n")
    assert sum(row.count("A") for row in text[1:]) >= 2
    assert "A·A kept" in "\n".join(text)


def test_a_key_that_is_too_wide_is_shortened_name_by_name() -> None:
    names = ["a run with a long name", "another one with a long name", "short"]
    drawn = line_chart([Series(name, range(9), range(9)) for name in names], 44, 8)
    head = plain(drawn[:1])
    assert len(head) <= 44 and head.count("…") == 2 and "short" in head


def test_a_wide_key_takes_the_rows_that_a_high_chart_can_spare() -> None:
    names = ["sgd with momentum 0.9", "adam at 0.001", "rmsprop", "plain gradient descent"]
    lines = [Series(name, [0, 1], [0, place]) for place, name in enumerate(names)]
    high = plain(line_chart(lines, 43, 18, y_label="loss"))
    assert len(high.split("\n")) == 18 and all(name in high for name in names)
    low = line_chart(lines, 43, 8, y_label="loss")
    assert len(low) == 8 and "…" in plain(low[:1]) and "…" not in plain(low[1:])


@pytest.mark.parametrize("ends", [(-4, 4), (0, 1), (1, 60), (-2, 5), (0.5, 7)])
def test_a_tick_stands_below_the_dot_of_its_value(ends: tuple[float, float]) -> None:
    for width in range(30, 100, 7):
        for tick in axis(ends, width // 8, limits=ends).ticks:
            line = Series("", [tick], [0.5])
            rows = plain(
                line_chart([line], width, 6, x_range=ends, y_range=(0, 1), marks=[Mark(tick, 0)])
            ).split("\n")
            ruler = next(row for row in rows if "└" in row)
            (dot,) = (place for row in rows for place, sign in enumerate(row) if is_drawn(sign))
            assert ruler[dot] == "┬", (width, tick)
            assert any(row[dot] == "●" for row in rows if len(row) > dot), (width, tick)


@pytest.mark.parametrize(("width", "label"), [(44, "accuracy"), (26, ""), (22, "")])
def test_names_of_lines_are_recognised_before_the_axis_is_named(width: int, label: str) -> None:
    curves = [Series(name, range(9), range(9)) for name in ("training", "validation")]
    head, *_ = plain(line_chart(curves, width, 9, y_label="accuracy")).split("\n")
    assert head.startswith(label) and ("accuracy" in head) == bool(label)
    assert "train" in head and "valid" in head
