"""What the author promises: right answers earn everything, foreseen ones reach their feedback."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from tutor.assessment.keys import foreseen_wrong, right_answer
from tutor.assessment.marking import mark
from tutor.assessment.questions import Question

QUESTION: TypeAdapter[Any] = TypeAdapter(Question)

OPTIONS = [
    {"text": "a", "correct": True, "feedback": "fa"},
    {"text": "b", "feedback": "fb"},
    {"text": "c", "feedback": "fc"},
]
SAID = {"right": "r", "otherwise": "o"}
CHANGING = {"variables": {"a": {"from": 2, "to": 9}, "b": {"from": 2, "to": 9}}}
GRAPH = {"graph": "3*(a + b*c)", "inputs": {"a": 1, "b": "b", "c": "a"}, "wanted": "dJ/db"}
EACH: list[tuple[dict[str, Any], int]] = [
    ({"kind": "single", "options": OPTIONS}, 2),
    ({"kind": "multiple", "options": OPTIONS}, 2),
    (
        {
            "kind": "numeric",
            **CHANGING,
            "answer": "exp(-a/b)",
            "wrong": [
                {"value": "exp(a/b)", "feedback": "The minus of {{a}}."},
                {"value": "exp(-b/a)", "feedback": "Turned."},
            ],
            **SAID,
        },
        2,
    ),
    (
        {
            "kind": "shape",
            **CHANGING,
            "answer": "(a, b, 1)",
            "wrong": [{"value": "(b, a, 1)", "feedback": "f"}],
            **SAID,
        },
        1,
    ),
    (
        {
            "kind": "expression",
            "inputs": {"W": ["n", "k"], "x": ["k", 1]},
            "answer": "W @ x",
            "wrong": [
                {"value": "x @ W", "feedback": "Does not fit."},
                {"value": "W @ x + 1", "feedback": "No 1."},
            ],
            **SAID,
        },
        2,
    ),
    ({"kind": "order", "steps": [{"text": t, "feedback": t} for t in "abc"], **SAID}, 1),
    (
        {
            "kind": "match",
            "pairs": [
                {
                    "left": "a",
                    "right": "A",
                    "feedback": "f",
                    "wrong": [
                        {"value": "B", "feedback": "not B"},
                        {"value": "C", "feedback": "not C"},
                    ],
                },
                {"left": "b", "right": "B", "feedback": "f"},
            ],
            "distractors": ["C"],
        },
        2,
    ),
    (
        {
            "kind": "cloze",
            **CHANGING,
            "text": "[[n]] of [[what]]",
            "gaps": {
                "n": {
                    "answer": "{{a/b:.5f}}",
                    "wrong": [{"value": "{{a+b}}", "feedback": "sum"}],
                    "otherwise": "o",
                },
                "what": {
                    "answer": "ReLU",
                    "options": ["ReLU", "tanh"],
                    "wrong": [{"value": "tanh", "feedback": "no"}],
                    "otherwise": "o",
                },
            },
        },
        2,
    ),
    (
        {
            "kind": "predict",
            **CHANGING,
            "compute": GRAPH,
            "wrong": [{"value": "a", "feedback": "du/db alone"}],
            **SAID,
        },
        1,
    ),
    ({"kind": "predict", "compute": GRAPH, **CHANGING, "options": OPTIONS}, 2),
]


@pytest.mark.parametrize(("fields", "count"), EACH, ids=lambda each: str(each)[:22])
def test_every_promise_is_kept(fields: dict[str, Any], count: int) -> None:
    question = QUESTION.validate_python({"id": "q", "prompt": "Well?", **fields})
    for seed in range(20):
        verdict = mark(question, right_answer(question, seed), seed)
        assert (verdict.score, verdict.outcome) == (1.0, "right")
        foreseen = foreseen_wrong(question, seed)
        assert len(foreseen) == count
        for answer, feedback in foreseen:
            verdict = mark(question, answer, seed)
            assert verdict.score < 1.0
            assert feedback in [each.text for each in verdict.feedback]


def test_a_wrong_value_that_is_right_breaks_its_promise() -> None:
    fields = {
        "kind": "predict",
        "compute": {**GRAPH, "inputs": {"a": 1, "b": 1, "c": 2}},
        "wrong": [{"value": 6, "feedback": "f"}],
        **SAID,
    }
    question = QUESTION.validate_python({"id": "q", "prompt": "Well?", **fields})
    ((answer, _),) = foreseen_wrong(question)
    assert mark(question, answer).outcome == "right"
