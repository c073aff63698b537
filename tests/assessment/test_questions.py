"""The models of a quiz: what they accept, what they refuse, and with which words."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from tutor.assessment.questions import Match, Question, Quiz

QUESTION: TypeAdapter[Any] = TypeAdapter(Question)

TWO_OPTIONS = [
    {"text": "yes", "correct": True, "feedback": "It is."},
    {"text": "no", "feedback": "It is."},
]
SAID = {"right": "Right.", "otherwise": "Not that."}
GOOD: dict[str, dict[str, Any]] = {
    "single": {"options": TWO_OPTIONS},
    "multiple": {"options": TWO_OPTIONS},
    "numeric": {"answer": "1/3", "wrong": [{"value": 3, "feedback": "Upside down."}], **SAID},
    "shape": {"answer": "(3, 4)", "wrong": [{"value": "(4, 3)", "feedback": "Turned."}], **SAID},
    "expression": {"inputs": {"x": [], "A": [3, "m"]}, "answer": "x * A", **SAID},
    "order": {"steps": [{"text": t, "feedback": "f"} for t in "abc"], **SAID},
    "match": {
        "pairs": [{"left": t, "right": t.upper(), "feedback": "f"} for t in "ab"],
        "distractors": ["C"],
    },
    "cloze": {"text": "It has [[n]] units.", "gaps": {"n": {"answer": 4, "otherwise": "Count."}}},
    "predict": {"compute": {"formula": "2*3"}, **SAID},
}


def question(kind: str, **changes: Any) -> Any:
    fields = {"id": "q", "kind": kind, "prompt": "Well?", **GOOD[kind], **changes}
    return QUESTION.validate_python(fields)


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_is_accepted(kind: str) -> None:
    assert question(kind).kind == kind


def test_a_quiz_lists_questions_of_any_kind() -> None:
    quiz = Quiz.model_validate(
        {
            "questions": [
                {"id": kind, "kind": kind, "prompt": "Well?", **fields}
                for kind, fields in GOOD.items()
            ]
        }
    )
    assert [each.kind for each in quiz.questions] == list(GOOD)


def test_the_schema_for_editors_knows_every_kind() -> None:
    assert set(Quiz.model_json_schema()["$defs"]) >= {kind.capitalize() for kind in GOOD}


REFUSED = [
    ("single", {"options": TWO_OPTIONS[:1]}, "at least 2"),
    ("single", {"options": [TWO_OPTIONS[0], TWO_OPTIONS[0]]}, "appears twice"),
    ("single", {"options": [TWO_OPTIONS[1], {"text": "?", "feedback": "f"}]}, "exactly one"),
    ("multiple", {"options": [TWO_OPTIONS[1], {"text": "?", "feedback": "f"}]}, "at least one"),
    ("single", {"options": [TWO_OPTIONS[0], {"text": "no"}]}, "Field required"),
    ("single", {"id": "Not An Id"}, "match pattern"),
    ("single", {"surprise": 1}, "Extra inputs"),
    ("numeric", {"answer": "b*c"}, "“b” is not a number"),
    ("numeric", {"answer": True}, "a number or a formula"),
    ("numeric", {"answer": "1/0"}, "divides by zero"),
    ("numeric", {"answer": "__import__('os')"}, "no meaning in a formula"),
    ("numeric", {"tolerance": {"absolute": 1, "relative": 1}}, "either absolute or relative"),
    ("expression", {"answer": "x * (A"}, "closing bracket is missing"),
    ("expression", {"inputs": {"x": ["1 + 1"]}}, "is no size"),
    ("order", {"steps": [{"text": "a", "feedback": "f"}] * 2}, "appears twice"),
    ("match", {"distractors": ["A"]}, "appears twice"),
    ("cloze", {"text": "No gap."}, "the gap n does not appear in the text"),
    ("cloze", {"text": "[[n]] and [[k]]"}, "the gap k does not appear in gaps"),
    ("predict", {"compute": {}}, "one of graph, formula and training"),
    ("predict", {"compute": {"graph": "a*b"}}, "need wanted"),
    ("predict", {"right": None}, "needs right and otherwise"),
]


@pytest.mark.parametrize(("kind", "changes", "words"), REFUSED)
def test_a_faulty_question_is_refused_in_plain_words(
    kind: str, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        question(kind, **changes)
    assert words in str(caught.value)


def test_a_fault_names_its_place() -> None:
    with pytest.raises(ValidationError) as caught:
        question(
            "numeric", wrong=[{"value": 1, "feedback": "f"}, {"value": "2 +", "feedback": "f"}]
        )
    assert caught.value.errors()[0]["loc"] == ("numeric", "wrong", 1, "value")


def test_several_lefts_may_share_one_right() -> None:
    pairs = [{"left": left, "right": "R", "feedback": "f"} for left in "abc"]
    shared = question("match", pairs=pairs, distractors=["S"])
    assert isinstance(shared, Match)
    assert shared.rights == ("R", "S")


def test_a_formula_may_use_its_inputs_and_the_letters_of_their_sizes() -> None:
    inputs = {"X": [4, "m"], "dZ": [1, "m"], "W": ["n", 4]}
    given = {**SAID, "id": "q", "prompt": "?", "objective": 1, "inputs": inputs}
    question = QUESTION.validate_python({"kind": "expression", "answer": "X @ dZ.T / m", **given})
    assert question.names == ("X", "dZ", "W", "m", "n")
