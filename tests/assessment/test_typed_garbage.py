"""Whatever is typed or stored: marking gives a verdict or says what is wrong, fast and small."""

from __future__ import annotations

import json
import random
import tracemalloc
import warnings
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from engine.formula import FormulaError
from tutor.assessment.marking import Unanswerable, Verdict, mark
from tutor.assessment.questions import Question
from tutor.formulas.notation import latex

QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
SAID = {"prompt": "Well?", "right": "r", "otherwise": "o"}
OPTIONS = [
    {"text": "a", "correct": True, "feedback": "f"},
    {"text": "b", "feedback": "f"},
    {"text": "c", "feedback": "f"},
]

TYPED: list[dict[str, Any]] = [
    {"kind": "numeric", "answer": 0.7310585786, **SAID, "unit": "%"},
    {"kind": "shape", "answer": "(3, 4)", **SAID},
    {
        "kind": "expression",
        "inputs": {"dZ2": [1, "m"], "A1": ["n", "m"], "x": []},
        "answer": "dZ2 @ A1.T / m * (1 + x**2)",
        **SAID,
    },
    {"kind": "predict", "compute": {"formula": "2/3"}, **SAID},
    {
        "kind": "cloze",
        "text": "[[n]] [[w]]",
        "gaps": {"n": {"answer": 4, "otherwise": "o"}, "w": {"answer": "ReLU", "otherwise": "o"}},
    },
]
CHOSEN: list[dict[str, Any]] = [
    {"kind": "single", "prompt": "p", "options": OPTIONS},
    {"kind": "multiple", "prompt": "p", "options": OPTIONS},
    {"kind": "order", "steps": [{"text": t, "feedback": "f"} for t in "abc"], **SAID},
    {
        "kind": "match",
        "prompt": "p",
        "pairs": [{"left": t, "right": t, "feedback": "f"} for t in "ab"],
    },
]


def made(fields: dict[str, Any]) -> Any:
    return QUESTION.validate_python({"id": "q", **fields})


TAKING_TEXT = [made(fields) for fields in TYPED]
ALL = [*TAKING_TEXT, *(made(fields) for fields in CHOSEN)]


def marked(question: Any, answer: object) -> None:
    """Mark; the only exception that may come is Unanswerable, with a message."""
    try:
        verdict = mark(question, answer)
    except Unanswerable as refusal:
        assert str(refusal)
    else:
        assert isinstance(verdict, Verdict)
        assert 0.0 <= verdict.score <= 1.0
        assert verdict.feedback


def typed(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for question in TAKING_TEXT:
            marked(question, {"n": text, "w": text} if question.kind == "cloze" else text)
        try:
            latex(text)
        except FormulaError as refusal:
            assert str(refusal)


SYMBOLS = "( ( ) ) ) @ * / + - ** ^ .T ^T , = == < [1] [ ] { } % × − ² ½ １ ; : ' \" \\ \0 \u202e"
PIECES = "dZ2 A1 m n x 1 2 0 3.5 1e9 axis=0 axis=-7 keepdims=True sum( mean( exp( log( max( outer("
STRANGERS = "softmax( np. A1. inf nan e pi λ lambda True None if else for 1j 0x1 __class__ 3x4 by"
WORDS = [word for line in (SYMBOLS, PIECES, STRANGERS) for word in line.split(" ")]
FORMULAS = st.lists(st.sampled_from([*WORDS, " "]), max_size=25).map("".join)


@given(st.one_of(st.text(max_size=80), FORMULAS))
@example("9**9**9")
@example("1_0")
@example("1if 2else 3")
@example("x" * 1200)
@settings(max_examples=300, deadline=None)
def test_typed_garbage_is_marked_or_refused(text: str) -> None:
    typed(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("nwx"), inner),
    max_leaves=6,
)


@given(JSON)
@settings(max_examples=300, deadline=None)
def test_any_stored_answer_is_marked_or_refused(answer: object) -> None:
    for question in ALL:
        marked(question, answer)


def mutated(text: str, source: random.Random) -> str:
    characters = list(text)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(characters) + 1)
        characters[at : at + source.randint(0, 3)] = source.choice(WORDS)
    return "".join(characters)


@pytest.mark.slow
def test_a_hundred_thousand_mutated_formulas() -> None:
    source = random.Random(7)
    seeds = ["dZ2 @ A1.T / m * (1 + x**2)", "1/(1 + e^-1)", "(3, 4)", "sum(A1, axis=1)", "12,288"]
    for _ in range(100_000):
        typed(mutated(source.choice(seeds), source))


NASTY = {
    "tower of powers": "9**9**9**9",
    "huge number": "9" * 900,
    "huge exponent": "1e" + "9" * 900,
    "huge decimal": "0." + "9" * 190,
    "tiny decimal exponent": "1e-9999",
    "factorial of nesting": "(" * 199 + "x" + ")" * 199,
    "long chain of signs": "-" * 998 + "x",
    "many outer products": "outer(A1, A1)" + " @ outer(A1, A1)" * 40,
    "nested outer products": "outer(" * 20 + "A1" + ", A1)" * 20,
    "many functions": "exp(" * 48 + "A1" + ")" * 48,
    "long sum": "+".join(["x"] * 149),
    "long product": "@".join(["A1"] * 140),
    "a megabyte of digits": "9" * 1_000_000,
    "a megabyte of brackets": "(" * 1_000_000,
    "a megabyte of spaces": " " * 1_000_000 + "x",
    "a megabyte of commas": "," * 1_000_000,
    "a megabyte of equals": "=" * 1_000_000,
    "a megabyte of words": "a b " * 250_000,
    "nul bytes": "\0" * 1000,
    "right to left": "\u202e1 + x",
}


@pytest.mark.timeout(60)  # what grows with each bracket would take hours
@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_nothing_typed_takes_for_ever_or_much_memory(text: str) -> None:
    typed("x")  # what is imported late counts for the machine, not for the formula
    for question in TAKING_TEXT:
        answer: object = {"n": text, "w": text} if question.kind == "cloze" else text
        tracemalloc.start()
        marked(question, answer)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert peak < 50e6


HOSTILE = [
    {"kind": "expression", "inputs": {"A": [50, 50]}, "answer": "exp(" * 48 + "A" + ")" * 48},
    {"kind": "expression", "inputs": {"A": [50, 50]}, "answer": "A" + "@A" * 45},
    {"kind": "expression", "inputs": {"A": [50, 50]}, "answer": "A" + "-A" * 45},
    {
        "kind": "expression",
        "inputs": {"A": [50, 50]},
        "answer": "A",
        "wrong": [{"value": "A" + "+A" * 45, "feedback": "f"}] * 5,
    },
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("fields", HOSTILE)
def test_a_hostile_question_costs_little_either(fields: dict[str, Any]) -> None:
    question = made({**SAID, **fields})
    marked(question, "tanh(" * 48 + "A" + ")" * 48)


@given(st.sampled_from(TYPED + CHOSEN), st.data())
@settings(max_examples=300, deadline=None)
def test_a_mangled_question_is_refused_or_made(fields: dict[str, Any], data: Any) -> None:
    text = json.dumps({"id": "q", **fields})
    at = data.draw(st.integers(0, len(text)))
    piece = data.draw(
        st.sampled_from(['"', "{{", "}}", "[]", "null", "1e400", "-", "\\u0000", ","])
    )
    try:
        mangled = json.loads(text[:at] + piece + text[at + data.draw(st.integers(0, 9)) :])
    except json.JSONDecodeError:
        return
    try:
        QUESTION.validate_python(mangled)
    except ValidationError as refusal:
        assert refusal.errors()
