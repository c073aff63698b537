"""A formula wider than the screen goes on in the next line, at the best place there is."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tutor.typeset import layout, typeset

SUM = r"z = w_1 x_1 + w_2 x_2 + b = 0.5 \times 200 + 0.1 \times 8 + 0.8 \times 4 - 10 = 94"


def rows(tex: str, width: int) -> list[str]:
    return [row.rstrip() for row in typeset(tex, width)]


def test_relations_stand_below_each_other_and_terms_behind_them() -> None:
    assert rows(SUM, 32) == [
        "z = w₁ x₁ + w₂ x₂ + b",
        "  = 0.5 × 200 + 0.1 × 8",
        "    + 0.8 × 4 − 10 = 94",
    ]


def test_a_formula_that_fits_stays_in_one_line() -> None:
    width = layout(SUM).width
    assert rows(SUM, width) == rows(SUM, 1000) == [typeset(SUM)[0]]
    assert len(rows(SUM, width - 1)) == 2


def test_tall_lines_have_a_blank_one_between() -> None:
    chain = r"\frac{dJ}{db} = \frac{dJ}{dv}\,\frac{dv}{du}\,\frac{du}{db} = 3 \cdot 1 \cdot 2 = 6"
    assert rows(chain, 26) == [
        "dJ   dJ dv du",
        "── = ── ── ── = 3 · 1 · 2",
        "db   dv du db",
        "",
        "   = 6",
    ]


def test_a_sum_without_a_relation_is_split_at_its_signs() -> None:
    assert rows("a + b - c + d", 7) == ["a + b", "  − c", "  + d"]


def test_factors_are_parted_only_where_nothing_else_helps() -> None:
    assert rows(r"z = aaaa \cdot bbbb \cdot cccc", 16) == ["z = aaaa · bbbb", "    · cccc"]
    assert rows(r"z = a + bbbb \cdot cccc", 17) == ["z = a", "    + bbbb · cccc"]


def test_a_quad_begins_a_new_formula() -> None:
    assert rows(r"a = bbb, \quad c = ddd", 12) == ["a = bbb,", "c = ddd"]


def test_a_long_left_side_does_not_push_the_right_one_out() -> None:
    assert rows("aaaaaaaaaaaaaaaa = b + c", 17) == ["aaaaaaaaaaaaaaaa", "  = b + c"]


def test_what_cannot_be_split_is_returned_too_wide() -> None:
    assert rows("x = " + "a" * 50, 20) == ["x = " + "a" * 50]
    assert rows("a" * 50, 20) == ["a" * 50]


@pytest.mark.parametrize("width", [-3, 0, 1, 2, 5, 8, 13, 21, 34])
def test_splitting_loses_nothing(width: int) -> None:
    box = layout(SUM, width)
    assert {cell_len(row) for row in box.rows} == {box.width}
    assert " ".join(" ".join(box.rows).split()) == typeset(SUM)[0]
