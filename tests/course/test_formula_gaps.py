"""A gap whose number changes is filled by that number, never by the letters of its formula."""

from __future__ import annotations

import pytest

from tutor.assessment.questions import Cloze
from tutor.course.wording import text_problem


def problem(answer: str, **gap: object) -> str:
    return text_problem(
        Cloze.model_validate(
            {
                "id": "q",
                "kind": "cloze",
                "prompt": "Of {{n}} people and {{k}} others.",
                "variables": {"n": {"choose": [2, 3]}, "k": {"choose": [5, 7]}},
                "text": "It is [[a]].",
                "gaps": {"a": {"answer": answer, "otherwise": "Count.", **gap}},
            }
        )
    )


@pytest.mark.parametrize("formula", ["2*n", "n/(n + k)", "1/(n - 1)", "n", "abs(n - k)"])
def test_a_formula_left_as_text_is_told(formula):
    assert f"'{{{{{formula}}}}}'" in problem(formula)


def test_a_foreseen_answer_and_another_right_one_are_formulas_too():
    assert "letter by letter" in problem("{{n}}", wrong=[{"value": "n + k", "feedback": "No."}])
    assert "letter by letter" in problem("{{n}}", accept=["n + 0"])


def test_a_tolerance_without_a_number_is_told():
    assert "is no number" in problem("2*z", tolerance={"absolute": 0.1})


@pytest.mark.parametrize("answer", ["{{2*n}}", "n-dimensional space", "three", "a row of n", "7"])
def test_words_numbers_and_braces_pass(answer):
    assert not problem(answer)


def test_a_word_that_is_chosen_may_be_a_letter():
    assert not problem("n", options=["n", "k"])
