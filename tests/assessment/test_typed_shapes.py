"""Shapes as learners type them."""

from __future__ import annotations

import pytest

from engine.formula import FormulaError
from tutor.assessment.shapes import Sizes, computed_shape, read_shape, same_sizes, spell_shape

READ: list[tuple[str, Sizes]] = [
    ("(3, 4)", (3, 4)),
    ("(3,4)", (3, 4)),
    ("[3, 4]", (3, 4)),
    ("3,4", (3, 4)),
    ("3, 4", (3, 4)),
    ("3x4", (3, 4)),
    ("3 x 4", (3, 4)),
    ("3X4", (3, 4)),
    ("3 × 4", (3, 4)),
    ("3*4", (3, 4)),
    ("3 by 4", (3, 4)),
    ("3 4", (3, 4)),
    ("(3,)", (3,)),
    ("(3)", (3,)),
    ("3", (3,)),
    ("()", ()),
    ("2x3x4", (2, 3, 4)),
    ("(64*64*3, 1)", (12288, 1)),
    ("shape = (3, 4)", (3, 4)),
    ("(n_x, m)", ("n_x", "m")),
    ("n_x x m", ("n_x", "m")),
    ("(n[1], n[0])", ("n[1]", "n[0]")),
    ("(n^{[l]}, n^{[l-1]})", ("n[l]", "n[l-1]")),
]


@pytest.mark.parametrize(("text", "sizes"), READ)
def test_a_shape_is_read(text: str, sizes: Sizes) -> None:
    assert read_shape(text) == sizes


@pytest.mark.parametrize(
    "text", ["", " ", "(3, 4", "(3.5, 2)", "(-1, 2)", "3,,4", "(3; 4)", "x" * 300, "1/0, 2", "{}"]
)
def test_what_is_no_shape_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        read_shape(text)


@pytest.mark.parametrize("text", ["(n[1], m)", "(n_1, m)", "(n1, m)", "(n^{[1]}, m)"])
def test_one_name_in_many_spellings(text: str) -> None:
    assert same_sizes(read_shape(text), ("n1", "m"))


def test_names_with_another_number_differ() -> None:
    assert not same_sizes(read_shape("(n[2], m)"), ("n1", "m"))
    assert not same_sizes((3, 4), (4, 3))
    assert not same_sizes((3,), (3, 1))


def test_spelling() -> None:
    assert [spell_shape(sizes) for sizes in [(3, 4), (3,), ()]] == ["(3, 4)", "(3,)", "()"]


def test_sizes_are_computed_from_variables() -> None:
    assert computed_shape("(a, 2*b)", {"a": 3.0, "b": 4.0}) == "(3, 8)"
    assert computed_shape("(a, m)", {"a": 3.0}) == "(3, m)"
