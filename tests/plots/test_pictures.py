"""Regions, scatters, histograms, bars, tables, images: what stands where, in colour and not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from engine.metrics import calibration
from tutor.plots.arrange import beside, cut, fitted, row_width, shortened, width_of, wrapped
from tutor.plots.bars import Bar, bars
from tutor.plots.cells import Palette, Picture, Span, plain
from tutor.plots.confusion import confusion_matrix
from tutor.plots.histogram import histogram
from tutor.plots.images import image, signed_image
from tutor.plots.regions import Extent, regions
from tutor.plots.reliability import reliability_diagram
from tutor.plots.scatter import scatter

BLACK, WHITE, BLUE, ORANGE = (0, 0, 0), (255, 255, 255), (0, 0, 255), (255, 128, 0)
COLOUR = Palette(BLACK, WHITE, BLUE, ORANGE, (BLUE, ORANGE, (0, 255, 0), (255, 0, 255)))
NO_COLOUR = COLOUR._replace(colour=False)

SQUARE = Extent(-1.0, 1.0, -1.0, 1.0)


def left_or_right(width: int, height: int) -> np.ndarray:
    """Class 0 left of 0, class 1 right of it."""
    right = (SQUARE.places(width, height)[0] > 0).astype(float)
    return np.stack([1 - right, right])


def grounds(picture: Picture) -> set[object]:
    return {span.bg for row in picture for span in row}


# --- decision regions


def test_places_go_row_by_row_from_the_top_left() -> None:
    places = SQUARE.places(2, 1)
    assert places.tolist() == [[-0.5, 0.5, -0.5, 0.5], [0.5, 0.5, -0.5, -0.5]]


def test_regions_without_colour_differ_by_texture() -> None:
    picture = regions(left_or_right(8, 2), SQUARE, 8, 2, NO_COLOUR)
    assert plain(picture) == "····----\n····----"
    assert grounds(picture) == {None}


def test_an_undecided_place_is_blank() -> None:
    undecided = np.full((2, 8), 0.5)
    assert plain(regions(undecided, SQUARE, 4, 1, NO_COLOUR)) == ""
    assert grounds(regions(undecided, SQUARE, 4, 1, COLOUR)) == {BLACK}


def test_one_output_is_the_probability_of_class_1() -> None:
    two = left_or_right(8, 2)
    for palette in (COLOUR, NO_COLOUR):
        assert regions(two[1:], SQUARE, 8, 2, palette) == regions(two, SQUARE, 8, 2, palette)


@pytest.mark.parametrize("palette", [COLOUR, NO_COLOUR])
def test_points_are_hollow_where_the_region_is_another_class(palette: Palette) -> None:
    X = np.array([[-0.9, 0.9, -0.9, 0.9], [0.5, 0.5, -0.5, -0.5]])
    labels = np.array([0, 1, 1, 0])
    rows = plain(regions(left_or_right(8, 2), SQUARE, 8, 2, palette, X=X, labels=labels)).split(
        "\n"
    )
    assert (rows[0][0], rows[0][-1], rows[1][0], rows[1][-1]) == ("●", "▲", "△", "○")


def test_outputs_that_are_not_finite_belong_to_no_class() -> None:
    outputs = np.full((2, 8), np.nan)
    assert plain(regions(outputs, SQUARE, 4, 1, NO_COLOUR)) == ""


def test_confidence_deepens_the_colour() -> None:
    chances = np.array([[0.6, 0.99, 0.6, 0.99]])
    weak, strong = regions(chances, SQUARE, 2, 1, COLOUR)[0]
    assert weak.bg is not None and strong.bg is not None
    assert sum(map(float, strong.bg)) > sum(map(float, weak.bg))


# --- scatter, histogram, bars


def test_scatter_puts_each_class_in_its_corner() -> None:
    X = np.array([[0.0, 1.0], [0.0, 1.0]])
    rows = plain(scatter(X, np.array([0, 1]), 30, 10, names=["no", "yes"])).split("\n")
    assert rows[0].endswith("● no  ▲ yes")
    assert rows[1].endswith("▲") and "●" in rows[-3]


def test_histogram_counts() -> None:
    rows = plain(histogram(np.array([0.0, 0.0, 0.0, 0.0, 1.0]), 4, 4)).split("\n")
    assert [row[:4].ljust(4) for row in rows[:2]] == ["█   ", "█  ▄"]


def test_a_histogram_says_how_many_values_are_not_finite() -> None:
    assert "2 not finite" in plain(histogram(np.array([0.0, 1.0, np.nan, np.inf]), 30, 6))


def test_bars_are_as_long_as_their_values() -> None:
    rows = plain(bars([Bar("a", 4.0), Bar("bb", 2.0), Bar("c", np.nan)], 15)).split("\n")
    assert [row.count("█") for row in rows] == [9, 4, 0]
    assert rows[2].endswith("–")


# --- tables


def test_confusion_matrix_gives_the_recall_of_each_row() -> None:
    picture = confusion_matrix(np.array([[9, 1], [0, 0]]), ["cat", "dog"], 60, NO_COLOUR)
    assert plain(picture).split("\n") == [
        "      predicted",
        "true   cat   dog   recall",
        " cat     9     1    90.0%",
        " dog     0     0        –",
    ]
    assert [span.text.strip() for row in picture for span in row if span.bold] == ["9", "0"]


def test_confusion_matrix_cuts_long_names() -> None:
    names = ["a very long name", "another very long name", "short"]
    assert width_of(confusion_matrix(np.eye(3, dtype=int), names, 40, NO_COLOUR)) <= 40


def test_a_class_that_is_always_right_has_all_of_its_100_per_cent() -> None:
    names = [str(number) for number in range(20)]
    rows = plain(confusion_matrix(7 * np.eye(20, dtype=int), names, 70, NO_COLOUR)).split("\n")
    assert [row[5 + 3 * n : 8 + 3 * n] for n, row in enumerate(rows[1:21])] == ["100"] * 20


def test_reliability_diagram_dots_the_gap_of_a_classifier_too_sure_of_itself() -> None:
    right, wrong = [[0.95], [0.05]], [[0.05], [0.95]]
    A = np.concatenate([right] * 11 + [wrong] * 9, axis=1)
    rows = plain(reliability_diagram(calibration(A, np.zeros(20)), 46)).split("\n")
    assert rows[1] == " 0.9 – 1.0  ███████████········┃    55%     20"
    assert rows[2] == " 0.8 – 0.9                            –      0"
    assert len(rows) == 11 and rows[0].endswith("right      n")


# --- images and layout


def test_an_image_without_colour_is_shaded() -> None:
    values = np.array([[0.0, 1.0], [0.0, 1.0]])
    assert plain(image(values, NO_COLOUR, scale=2)).split("\n") == ["  ██", "  ██"]


def test_an_image_has_two_pixels_in_a_cell() -> None:
    values = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert image(values, COLOUR) == [[Span("▀", WHITE, BLACK), Span(" ", BLACK, BLACK)]]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("ab", max_size=9), max_size=4), st.integers(0, 12))
def test_a_fitted_row_has_the_width(texts: list[str], width: int) -> None:
    assert row_width(fitted([Span(text) for text in texts], width)) == width


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "X\u0302", "日本", "🙂", " ", "1."])).map("".join),
    st.integers(1, 20),
    st.integers(0, 9),
)
def test_signs_of_two_cells_and_of_none_are_counted_as_they_are_drawn(
    text: str, width: int, left: int
) -> None:
    row = [Span(text)]
    assert row_width(row) == cell_len(text)
    for made in (
        shortened(row, width),
        cut(row, left, width),
        *([Span(t)] for t in wrapped(text, 9)),
    ):
        assert cell_len(plain([made]).rstrip()) <= max(width, 9)
        assert row_width(made) == cell_len("".join(span.text for span in made))


def test_pictures_stand_beside_each_other() -> None:
    tall, short = [[Span("ab")], [Span("c")]], [[Span("x")]]
    assert plain(beside(tall, short)) == "ab  x\nc"


def test_signs_are_told_apart_with_and_without_colour() -> None:
    values = np.array([[1.0, -1.0, 0.0]] * 2)
    (row,) = signed_image(values, COLOUR)
    above, below, nothing = (span.bg for span in row)
    assert isinstance(above, tuple) and isinstance(below, tuple)
    assert above[2] > above[0] and below[0] > below[2] and nothing == BLACK
    assert plain(signed_image(values, NO_COLOUR)) == "▓≡"
    assert plain(signed_image(values, NO_COLOUR, scale=2)).split("\n") == ["▓▓≡≡"] * 2
    assert plain(signed_image(values * np.nan, NO_COLOUR)) == ""
