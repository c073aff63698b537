"""Typed formulas over arrays: every equivalent form is right, every slip is told apart."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tutor.assessment.marking import Unanswerable, Verdict, mark
from tutor.assessment.questions import Expression


def expression(answer: str, inputs: dict[str, Any], **fields: Any) -> Expression:
    return Expression.model_validate(
        {
            "id": "e",
            "kind": "expression",
            "prompt": "Derive it.",
            "inputs": inputs,
            "answer": answer,
            "right": "Right.",
            "otherwise": "Start again.",
            **fields,
        }
    )


DW2 = expression(
    "dZ2 @ A1.T / m",
    {"dZ2": [1, "m"], "A1": ["n", "m"]},
    wrong=[
        {"value": "dZ2 @ A1 / m", "feedback": "Look at the shapes."},
        {"value": "(dZ2 + 1) @ A1.T / m", "feedback": "Where does the 1 come from?"},
    ],
)
DZ1 = expression(
    "W2.T @ dZ2 * (1 - A1**2)",
    {
        "W2": [1, "n"],
        "dZ2": [1, "m"],
        "Z1": ["n", "m"],
        "A1": {"shape": ["n", "m"], "formula": "tanh(Z1)"},
    },
)
DA = expression(
    "-Y/A + (1 - Y)/(1 - A)",
    {"Y": {"shape": [1, "m"], "choose": [0, 1]}, "A": {"shape": [1, "m"], "from": 0, "to": 1}},
)
DB = expression("sum(dZ, axis=1, keepdims=True) / m", {"dZ": ["n", "m"]})
DB2 = expression("sum(dZ2, axis=1, keepdims=True) / m", {"dZ2": [1, "m"]})
COST = expression(
    "-mean(Y*log(A) + (1-Y)*log(1-A))",
    {"Y": {"shape": [1, "m"], "choose": [0, 1]}, "A": {"shape": [1, "m"], "from": 0, "to": 1}},
)
DZ = expression("A - Y", {"A": [1, "m"], "Y": [1, "m"]})
RELU = expression("dA * (Z > 0)", {"dA": ["n", "m"], "Z": ["n", "m"]})
SOFTMAX = expression("softmax(Z)", {"Z": ["n", "m"]})
SIGMOID = expression("sigmoid(z)", {"z": []})


EQUIVALENT = [
    (DW2, "dZ2 @ A1.T / m"),
    (DW2, "1/m * np.dot(dZ2, A1.T)"),
    (DW2, "(A1 @ dZ2.T).T / m"),
    (DW2, "dW2 = dZ[2] @ A[1]^T / m"),
    (DW2, "(dZ2/m).dot(A1.T)"),
    (DW2, "dZ2 @ transpose(A1) * m**-1"),
    (DZ1, "W2.T @ dZ2 * (1 - A1**2)"),
    (DZ1, "(1 - A1*A1) * (W2.T @ dZ2)"),
    (DZ1, "W2.T @ dZ2 * (1 - tanh(Z1)^2)"),
    (DZ1, "W2.T * dZ2 * (1 + A1) * (1 - A1)"),
    (DZ1, "np.multiply(np.dot(W2.T, dZ2), 1 - np.square(A1))"),
    (DA, "(A - Y)/(A*(1 - A))"),
    (DB, "mean(dZ, axis=1, keepdims=True)"),
    (DB, "dZ.sum(axis=1, keepdims=True)/m"),
    (DB, "np.sum(dZ, axis=-1, keepdims=True)/m"),
    (COST, "mean(-Y*log(A) - (1-Y)*log(1-A))"),
    (COST, "-sum(log(Y*A + (1-Y)*(1-A)))/m"),
    (RELU, "dA * (0 < Z)"),
    (RELU, "dA * relu(Z) / Z"),
    (RELU, "dA * (sign(Z) + 1) / 2"),
    (SOFTMAX, "exp(Z) / sum(exp(Z), axis=0, keepdims=True)"),
    (SOFTMAX, "exp(Z - max(Z)) / exp(Z - max(Z)).sum(axis=0)"),
    (SIGMOID, "1/(1 + e^-z)"),
    (SIGMOID, "exp(z)/(1 + exp(z))"),
    (SIGMOID, "(1 + tanh(z/2))/2"),
]


@pytest.mark.parametrize(("question", "formula"), EQUIVALENT)
def test_every_equivalent_form_is_right(question: Expression, formula: str) -> None:
    assert mark(question, formula).outcome == "right"


def said(verdict: Verdict) -> str:
    assert verdict.outcome == "wrong"
    return " ".join(feedback.text for feedback in verdict.feedback)


SLIPS = [
    (DW2, "dZ2 @ A1.T", "m times too large: the factor 1/m is missing"),
    (DW2, "dZ2 @ A1.T / m / m", "m times too small"),
    (DW2, "-dZ2 @ A1.T / m", "The sign of the whole is wrong"),
    (DW2, "dZ2 @ A1.T / (2*m)", "0.5 times the right one"),
    (DW2, "A1 @ dZ2.T / m", "on their side: transpose the result"),
    (DW2, "A1 @ dZ2.T / m", "the shape (n, 1); (1, n) is wanted"),
    (DW2, "dZ2 * A1 / m", "`*` multiplies element by element"),
    (DW2, "dZ2 * A1 / m", "the shape (n, m); (1, n) is wanted"),
    (DW2, "dZ2 @ A1", "`@` cannot join (1, m) and (n, m): m columns meet n rows. A transpose"),
    (DW2, "A1.T @ dZ2 / m", "n columns meet 1 row. The two sides of the matrix product"),
    (DW2, "dZ2.T @ A1.T / m", "1 column meets m rows. There is one transpose too many"),
    (DW2, "dZ2 * A1.T / m", "`*` cannot join (1, m) and (m, n)"),
    (DW2, "dZ2 * A1.T / m", "`*` multiplies element by element"),
    (DZ1, "W2.T @ dZ2", "A factor is missing"),
    (DZ1, "W2.T @ dZ2 * (1 - A1)", "A power is missing"),
    (DZ1, "W2.T @ dZ2 * (1 + A1**2)", "plus or minus?"),
    (DZ1, "W2.T @ dZ2 * (1 - 2*A1)", "write `**`"),
    (DZ1, "W2 @ dZ2 * (1 - A1**2)", "A transpose is missing"),
    (DZ1, "W2.T @ dZ2 @ (1 - A1**2)", "m columns meet n rows. `@` is the matrix product"),
    (DA, "-Y/A", "A term is missing"),
    (DA, "Y/A - (1 - Y)/(1 - A)", "The sign of the whole is wrong"),
    (DA, "-Y/A - (1 - Y)/(1 - A)", "plus or minus?"),
    (DA, "-A/Y + (1 - Y)/(1 - A)", "this has no value"),
    (DB, "sum(dZ, axis=1, keepdims=True)", "the factor 1/m is missing"),
    (DB, "sum(dZ, axis=1) / m", "keepdims=True"),
    (DB, "sum(dZ, axis=1) / m", "the shape (n,); (n, 1) is wanted"),
    (DB, "sum(dZ, axis=0, keepdims=True) / m", "the wrong axis"),
    (DB, "sum(dZ) / m", "the shape (); (n, 1) is wanted"),
    (DB, "dZ / m", "The sum is missing"),
    (COST, "mean(Y*log(A) + (1-Y)*log(1-A))", "The sign of the whole is wrong"),
    (COST, "-sum(Y*log(A) + (1-Y)*log(1-A))", "the factor 1/m is missing"),
    (COST, "-mean(Y*log(A))", "A term is missing"),
    (DZ, "Y - A", "The sign of the whole is wrong"),
    (DZ, "A", "A term is missing"),
    (DZ, "A + Y", "plus or minus?"),
    (SIGMOID, "z", "The function sigmoid is missing"),
    (SIGMOID, "1/(1 + e^z)", "Start again."),
]


@pytest.mark.parametrize(("question", "formula", "words"), SLIPS)
def test_every_slip_is_told(question: Expression, formula: str, words: str) -> None:
    verdict = mark(question, formula)
    assert words in said(verdict)
    assert verdict.feedback[-1].text == "Start again."


@pytest.mark.parametrize("formula", ["z", "0*z", "abs(z)", "-z", "leaky"])
def test_a_few_plain_numbers_are_enough_to_tell_formulas_apart(formula: str) -> None:
    relu = expression("relu(z)", {"z": []})
    typed = formula.replace("leaky", "max(0.01*z, z)")
    assert mark(relu, typed).outcome == "wrong"


def test_what_the_author_foresaw_comes_first_and_alone() -> None:
    assert said(mark(DW2, "np.matmul(dZ2, A1)/m")) == "Look at the shapes."
    assert said(mark(DW2, "dZ2 @ A1.T/m + sum(A1.T, axis=0)/m")) == "Where does the 1 come from?"


def test_one_number_is_right_whatever_its_axes() -> None:
    verdict = mark(DB2, "sum(dZ2) / m")
    assert verdict.outcome == "right"
    assert "keeps it in the shape (1, 1)" in verdict.feedback[1].text


def test_names_that_are_not_there_are_no_attempt() -> None:
    with pytest.raises(Unanswerable, match="did you mean dZ2"):
        mark(DW2, "dz2 @ A1.T / m")
    with pytest.raises(Unanswerable, match="You can use m, n, dZ2, A1"):
        mark(DW2, "delta @ A1.T / k")


@pytest.mark.parametrize(
    "formula", ["outer(outer(A1, A1), outer(A1, A1))", "dZ2 @ 3", "sum(A1, axis=2)", "softmax(m)@2"]
)
def test_what_cannot_be_computed_is_no_attempt(formula: str) -> None:
    with pytest.raises(Unanswerable):
        mark(DW2, formula)


def test_a_reference_without_a_value_is_reported() -> None:
    with pytest.raises(Unanswerable, match=r"log\(x\) of this question has no value"):
        mark(expression("log(x)", {"x": []}), "x")


FAULTS: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    ("x * w", {"x": []}, {}, "the answer uses w"),
    ("x", {"x": []}, {"wrong": [{"value": "w", "feedback": "f"}]}, "the wrong answer w uses w"),
    ("a", {"a": {"shape": [], "formula": "x"}, "x": []}, {}, "the formula of a uses x"),
    ("x", {"x": ["m"], "m": []}, {}, "m is both an input and a size"),
    ("x", {"x": [1000]}, {}, "between 1 and 50"),
    ("x", {"x": [1, 2, 3]}, {}, "at most two sizes"),
    ("x", {"x": {"shape": [], "from": 1, "to": 0}}, {}, "to must be above from"),
    ("x", {}, {}, "at least 1"),
]


@pytest.mark.parametrize(("answer", "inputs", "fields", "words"), FAULTS)
def test_faults_of_the_author(
    answer: str, inputs: dict[str, Any], fields: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        expression(answer, inputs, **fields)
    assert words in str(caught.value)
