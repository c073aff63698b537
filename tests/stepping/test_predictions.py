import math
from math import inf

import pytest

from tutor.stepping.asks import GuessNext
from tutor.stepping.graphs import GraphTrace
from tutor.stepping.predictions import (
    StepQuiz,
    Unreadable,
    judge_shape,
    judge_sign,
    judge_value,
    read_number,
)
from tutor.stepping.view import View
from tutor.stepping.walk import Walk

WORKED = GraphTrace("3*(a + b*c)", {"a": 5.0, "b": 3.0, "c": 2.0})


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("6", 6),
        (" 1/3 ", 1 / 3),
        ("e^-1", math.exp(-1)),
        ("−2", -2),
        ("inf", inf),
        ("12,288", 12288),
    ],
)
def test_numbers_as_people_type_them(text: str, value: float) -> None:
    assert read_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["", "six", "1 2", "a+1", "__import__('os')", "9" * 400])
def test_what_is_no_number_is_said_to_be_none(text: str) -> None:
    with pytest.raises(Unreadable):
        read_number(text)


def test_a_comma_groups_thousands_and_is_no_decimal_point() -> None:
    with pytest.raises(Unreadable, match=r"with a point: 0\.5"):
        read_number("0,5")
    assert judge_value("12,288", 12288).outcome == "right"
    assert judge_value("12,288", 500).outcome == "wrong"
    with pytest.raises(Unreadable, match=r"12,288 was read.* 12\.288"):
        judge_value("12,288", 12.288)


def test_three_figures_are_enough() -> None:
    assert judge_value("0.731", 0.731059).outcome == "right"
    assert judge_value("0.70", 0.731059).outcome == "wrong"
    assert judge_value("inf", math.inf).outcome == "right"
    assert judge_value("nan", math.nan).outcome == "right"


def test_signs_and_shapes() -> None:
    assert judge_sign("-", -0.2).outcome == "right"
    assert judge_sign("+", -0.2).outcome == "wrong"
    assert judge_sign("0", 0.0).outcome == "right"
    assert judge_shape("(3, 4)", (3, 4)).outcome == "right"
    assert judge_shape("4x3", (3, 4)).outcome == "wrong"
    assert judge_shape("()", ()).outcome == "right"
    with pytest.raises(Unreadable):
        judge_sign("yes", 1.0)
    with pytest.raises(Unreadable):
        judge_shape("three", (3,))


def guess_all(texts: list[str]) -> View:
    view = View(Walk(WORKED), quiz=StepQuiz())
    for text in texts:
        view = GuessNext().entered(view, text)
    return view


def outcomes(view: View) -> list[str]:
    assert view.quiz is not None
    return [guess.outcome for guess in view.quiz.guesses.values()]


def test_a_mistake_is_marked_once() -> None:
    view = guess_all(["5", "10", "30"])  # u is wrong; v and J follow from it
    assert outcomes(view) == ["wrong", "carried", "carried"]
    assert view.quiz is not None
    assert view.quiz.score == (2, 3)


def test_the_true_number_after_a_mistake_is_right_too() -> None:
    assert outcomes(guess_all(["5", "11", "33"])) == ["wrong", "right", "right"]


def test_a_mistake_made_twice_is_marked_twice() -> None:
    assert outcomes(guess_all(["5", "12"])) == ["wrong", "wrong"]


def test_an_empty_guess_shows_the_step_and_costs_nothing() -> None:
    view = guess_all([""])
    assert view.walk.position == 1
    assert view.quiz is not None
    assert view.quiz.score == (0, 0)


def test_an_unreadable_guess_shows_nothing() -> None:
    with pytest.raises(Unreadable):
        guess_all(["six"])
