"""Questions whose numbers change: the same seed, the same numbers; no draw spoils the question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from engine.formula import FormulaError
from tutor.assessment.drawing import fill
from tutor.assessment.questions import Cloze, Numeric, Shape

PRODUCT: dict[str, Any] = {
    "id": "product",
    "kind": "numeric",
    "prompt": "What is $dJ/db$ for $b = {{b}}$, $c = {{c}}$?",
    "variables": {"b": {"from": 1, "to": 9}, "c": {"choose": [2, 3, 4]}},
    "answer": "3*c",
    "wrong": [
        {"value": "b*c", "feedback": "{{b*c}} is $u$."},
        {"value": "c", "feedback": "{{c}} leaves out the 3."},
    ],
    "right": "It is $3 c = {{3*c}}$.",
    "otherwise": "Nudge $b$.",
    "solution": "$3 * {{c}}$",
}


def numeric(**changes: Any) -> Numeric:
    return Numeric.model_validate({**PRODUCT, **changes})


def test_a_seed_decides_the_numbers_of_every_text() -> None:
    drawn = numeric().drawn(0)
    assert isinstance(drawn.answer, float)
    c = drawn.answer / 3
    assert f"$c = {c:.0f}$" in drawn.prompt
    assert drawn.right == f"It is $3 c = {drawn.answer:.0f}$."
    assert drawn.wrong[1].feedback == f"{c:.0f} leaves out the 3."
    assert drawn.solution == f"$3 * {c:.0f}$"
    assert not drawn.variables


def test_a_seed_keeps_its_numbers_for_ever() -> None:
    prompts = [numeric().drawn(seed).prompt for seed in range(3)]
    assert prompts == [
        "What is $dJ/db$ for $b = 9$, $c = 2$?",
        "What is $dJ/db$ for $b = 7$, $c = 2$?",
        "What is $dJ/db$ for $b = 5$, $c = 3$?",
    ]


def test_another_seed_gives_other_numbers() -> None:
    assert len({numeric().drawn(seed).prompt for seed in range(50)}) > 15


def test_another_question_draws_other_numbers() -> None:
    first = [numeric().drawn(seed).prompt for seed in range(9)]
    second = [numeric(id="other").drawn(seed).prompt for seed in range(9)]
    assert first != second


@given(st.integers())
@settings(max_examples=100, deadline=None)
def test_no_draw_makes_a_wrong_value_right_or_ambiguous(seed: int) -> None:
    drawn = numeric().drawn(seed)
    values = [drawn.answer, *(wrong.value for wrong in drawn.wrong)]
    assert len(set(values)) == 3


@given(st.integers())
@settings(max_examples=50, deadline=None)
def test_conditions_hold(seed: int) -> None:
    drawn = numeric(prompt="{{b}} {{c}}", where=["b > c", "b != 7"]).drawn(seed)
    b, c = map(int, drawn.prompt.split())
    assert b > c
    assert b != 7


def test_a_variable_may_follow_from_others() -> None:
    variables = {**PRODUCT["variables"], "u": {"formula": "b*c"}}
    drawn = numeric(variables=variables, prompt="{{b}} {{c}} {{u}}", answer="u+1").drawn(4)
    b, c, u = map(int, drawn.prompt.split())
    assert u == b * c
    assert drawn.answer == u + 1


def test_ranges_include_both_ends_and_step_evenly() -> None:
    lr = numeric(variables={"c": {"from": 0.1, "to": 0.5, "step": 0.1}, "b": {"from": 5, "to": 5}})
    assert lr.variables["c"].values() == (0.1, 0.2, 0.3, 0.4, 0.5)
    assert lr.variables["b"].values() == (5.0,)


def test_words_can_change_too() -> None:
    drawn = numeric(
        variables={**PRODUCT["variables"], "what": {"choose": ["tanh", "ReLU"]}},
        prompt="{{what}}",
    ).drawn(1)
    assert drawn.prompt in ("tanh", "ReLU")


def test_a_question_without_variables_is_itself() -> None:
    fixed = numeric(
        variables={}, answer=6, wrong=[], prompt=r"$\frac{{1}}{2}$", right="r", solution=None
    )
    assert fixed.drawn(5) is fixed
    assert fixed.prompt == r"$\frac{{1}}{2}$"


def test_a_formula_alone_is_computed() -> None:
    fixed = numeric(variables={}, answer="1/4", wrong=[], right="r", prompt="p", solution=None)
    assert fixed.drawn(3).answer == 0.25


TEMPLATES = [
    ("{{a}}", "6"),
    ("{{ a * 2 }}", "12"),
    ("{{a/4}}", "1.5"),
    ("{{a/7:.3f}}", "0.857"),
    ("{{a:.2f}}", "6.00"),
    ("{{a:+}} and {{-a:+}}", "+6 and -6"),
    ("{{a*1000:,.0f}}", "6,000"),
    ("{{a/8:.1%}}", "75.0%"),
    (r"$\frac{ {{a}} }{ {{a+1}} }$", r"$\frac{ 6 }{ 7 }$"),
    (r"$x^{{{a}}}$", r"$x^{6}$"),
    ("no template", "no template"),
]


@pytest.mark.parametrize(("text", "filled"), TEMPLATES)
def test_templates(text: str, filled: str) -> None:
    assert fill(text, {"a": 6.0}) == filled


@pytest.mark.parametrize("text", ["{{b}}", "{{a:x}}", "{{a:>99999999}}", "{{}}", "{{a:.999f}}"])
def test_a_faulty_template_is_named(text: str) -> None:
    with pytest.raises(FormulaError) as caught:
        fill(text, {"a": 6.0})
    assert text in str(caught.value)


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"prompt": "{{d}}"}, "There is no d here"),
    ({"answer": "3*d"}, "There is no d here"),
    ({"where": ["b > 100"]}, "no draw satisfies"),
    ({"where": ["d > 1"]}, "There is no d here"),
    ({"answer": "c"}, "would be marked right"),
    ({"answer": "1/(b - b)"}, "divides by zero"),
    ({"variables": {"b": {"from": 3, "to": 1}}}, "to must not be below from"),
    ({"variables": {"b": {"from": 3}}}, "needs both from and to"),
    ({"variables": {"b": {}}}, "from and to, or choose, or formula"),
    ({"variables": {"b": {"from": 0, "to": 1, "step": 1e-9}}}, "at most 10,000"),
    ({"variables": {"b": {"choose": []}}}, "at least 1"),
    ({"variables": {"pi": {"from": 0, "to": 1}}}, "cannot name a variable"),
    ({"variables": {"e": {"from": 0, "to": 1}}}, "cannot name a variable"),
]


@pytest.mark.parametrize(("changes", "words"), FAULTS)
def test_a_fault_shows_when_the_question_is_read(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        numeric(**changes)
    assert words in str(caught.value)


def test_a_shape_is_computed_from_variables() -> None:
    shape = Shape.model_validate(
        {
            "id": "s",
            "kind": "shape",
            "prompt": "W of a layer of {{n}} units after {{k}}?",
            "variables": {"n": {"from": 2, "to": 9}, "k": {"from": 2, "to": 9}},
            "answer": "(n, k)",
            "wrong": [{"value": "(k, n)", "feedback": "Turned: ({{k}}, {{n}})."}],
            "right": "r",
            "otherwise": "o",
        }
    )
    for seed in range(20):
        drawn = shape.drawn(seed)
        n, k = (int(word.strip("(),")) for word in drawn.answer.split())
        assert n != k
        assert drawn.wrong[0].value == f"({k}, {n})"
        assert drawn.wrong[0].feedback == f"Turned: ({k}, {n})."
        assert f"{n} units after {k}" in drawn.prompt


def test_gaps_are_filled_by_templates() -> None:
    cloze = Cloze.model_validate(
        {
            "id": "c",
            "kind": "cloze",
            "variables": {"a": {"from": 2, "to": 5}},
            "text": "{{a}} squared is [[square]].",
            "gaps": {"square": {"answer": "{{a**2}}", "otherwise": "Multiply {{a}} by itself."}},
        }
    )
    drawn = cloze.drawn(0)
    a = int(drawn.text[0])
    assert drawn.gaps["square"].answer == str(a * a)
