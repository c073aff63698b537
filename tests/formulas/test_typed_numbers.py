"""Numbers as learners type them, and how near to the exact value they have to be."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.formula import FormulaError
from tutor.assessment.marking import mark
from tutor.assessment.parts import Tolerance
from tutor.assessment.questions import Numeric
from tutor.assessment.verdicts import Unanswerable
from tutor.formulas.numbers import agreement, read_number, spell

READ = [
    ("0.25", 0.25),
    (" .5 ", 0.5),
    ("5.", 5),
    ("-3", -3),
    ("−3", -3),
    ("1/3", 1 / 3),
    ("-1 / 3", -1 / 3),
    ("2e-3", 0.002),
    ("2E3", 2000),
    ("2·10^-3", 0.002),
    ("e^-1", math.exp(-1)),
    ("e**-1", math.exp(-1)),
    ("exp(-1)", math.exp(-1)),
    ("ln 2", math.log(2)),
    ("ln(2)", math.log(2)),
    ("log 2", math.log(2)),
    ("sqrt 2", math.sqrt(2)),
    ("√(2)", math.sqrt(2)),
    ("-ln 0.5", math.log(2)),
    ("pi/2", math.pi / 2),
    ("12,288", 12288),
    ("12 288", 12288),
    ("12’288", 12288),
    ("1,234,567.5", 1234567.5),
    ("64*64*3", 12288),
    ("50%", 0.5),
    ("97.3 %", 0.973),
    ("J = 33", 33),
    ("dJ/db = 6", 6),
    ("≈ 0.73", 0.73),
    ("007", 7),
    ("inf", math.inf),
    ("-∞", -math.inf),
    ("1e-400", 0),
]


@pytest.mark.parametrize(("text", "value"), READ)
def test_a_number_is_read(text: str, value: float) -> None:
    assert read_number(text).value == pytest.approx(value, rel=1e-12)


def test_the_unit_may_be_typed_along() -> None:
    assert read_number("97.3 %", unit="%").value == 97.3
    assert read_number("97.3", unit="%").value == 97.3
    assert read_number("5px", unit="px").value == 5


REFUSED = [
    ("", "Type a number"),
    ("x = ", "Type a number"),
    ("three", "is not a number"),
    ("0,5", "0.5"),
    ("3,14159", "3.14159"),
    ("2pi", "2 * pi"),
    ("1/0", "divides by zero"),
    ("9**9**9", "too large"),
    ("1e400", "too large"),
    ("½", "no meaning"),
    ("7" * 300, "too long"),
    ("nan", "is not a number"),
]


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_what_is_no_number_is_refused(text: str, words: str) -> None:
    with pytest.raises(FormulaError) as caught:
        read_number(text)
    assert words in str(caught.value)


def test_a_comma_that_was_perhaps_meant_as_a_point_is_not_marked_wrong() -> None:
    question = Numeric(
        id="n", kind="numeric", prompt="?", answer=1.234, right="Yes.", otherwise="No."
    )
    assert mark(question, "1.234").outcome == "right"
    assert mark(question, "1,235").outcome == "wrong"
    with pytest.raises(Unanswerable, match=r"1,234 was read.* 1\.234"):
        mark(question, "1,234")


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=100, deadline=None)
def test_every_float_can_be_typed(value: float) -> None:
    assert read_number(repr(value)).value == value


SIGMOID_1 = 0.7310585786
AGREEMENT = [
    ("0.7310585786", "exact"),
    ("1/(1+e^-1)", "exact"),
    ("0.7311", "rounded"),
    ("0.731", "rounded"),
    ("0.73", "too few digits"),
    ("0.7", None),
    ("0.732", None),
    ("0.7310", None),
    ("1", None),
]


@pytest.mark.parametrize(("text", "how"), AGREEMENT)
def test_without_a_tolerance_three_digits_are_enough(text: str, how: str | None) -> None:
    assert agreement(read_number(text), SIGMOID_1, None) == how


def test_a_whole_number_is_not_rounded() -> None:
    assert agreement(read_number("12288"), 12288, None) == "exact"
    assert agreement(read_number("1.23e4"), 12288, None) is None
    assert agreement(read_number("12287"), 12288, None) is None


def test_a_tolerance_decides_alone() -> None:
    absolute = Tolerance(absolute=0.01)
    assert agreement(read_number("0.73"), SIGMOID_1, absolute) == "rounded"
    assert agreement(read_number("0.74"), SIGMOID_1, absolute) == "close"
    assert agreement(read_number("0.742"), SIGMOID_1, absolute) is None
    relative = Tolerance(relative=0.05)
    assert agreement(read_number("104"), 100, relative) == "close"
    assert agreement(read_number("106"), 100, relative) is None
    assert agreement(read_number("-104"), -100, relative) == "close"


def test_the_edge_of_a_tolerance_is_inside() -> None:
    assert agreement(read_number("0.3"), 0.1, Tolerance(absolute=0.2)) == "close"
    assert agreement(read_number("1.1"), 1, Tolerance(relative=0.1)) == "close"


def test_tiny_numbers_are_not_zero() -> None:
    assert agreement(read_number("0"), 3e-13, None) is None
    assert agreement(read_number("3.00e-13"), 3.001e-13, None) == "rounded"


def test_infinity_equals_itself_alone() -> None:
    assert agreement(read_number("inf"), math.inf, None) == "exact"
    assert agreement(read_number("1e300"), math.inf, None) is None
    assert agreement(read_number("inf"), 5, Tolerance(relative=0.5)) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(6.0, "6"), (-0.5, "-0.5"), (0.1 + 0.2, "0.3"), (12288, "12288"), (1e20, "1e+20")],
)
def test_numbers_are_spelt_short(value: float, text: str) -> None:
    assert spell(value) == text
