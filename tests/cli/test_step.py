"""`nn-tutor step`: what reaches standard output, standard error, and the exit code."""

import json

import numpy as np
import pytest

from tutor.cli import main


def run(*arguments):
    return main(["step", *arguments])


LESSON = ("--graph", "3*(a+b*c)", "a=5", "b=3", "c=2")


def test_graph_as_json_lines(capsys):
    assert run(*LESSON, "--json") == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    forward = [r["value"] for r in records if r["phase"] == "forward"]
    backward = [r["value"] for r in records if r["phase"] == "backward"]
    assert (forward, backward) == ([6, 11, 33], [3, 3, 3, 6, 9])
    assert records[0] == {
        "phase": "forward",
        "layer": None,
        "name": "u",
        "formula": r"u = b \cdot c",
        "operands": {"b": 3.0, "c": 2.0},
        "value": 6.0,
        "shape": [],
    }


def test_infinities_are_strings_in_json(capsys):
    assert run("--graph", "log(a)", "a=0", "--json") == 0
    values = [json.loads(line)["value"] for line in capsys.readouterr().out.splitlines()]
    assert values == ["-inf", "inf"]


def test_a_fault_in_the_formula_is_shown_in_its_place(capsys):
    assert run("--graph", "3*(a+b*c", "a=5") == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert error == "This ( is never closed: a closing bracket is missing.\n  3*(a+b*c\n    ^\n"


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (["b3"], "'b3' is not an input: write it as name=number"),
        (["b=x"], "b: “x” is not a number"),
        (["a=1"], "No value for b and c: give one, such as b=1 c=1."),
        (["a=1", "b=1", "c=1", "d=4"], "The formula has no input d"),
    ],
)
def test_inputs_that_do_not_fit(capsys, inputs, words):
    assert run("--graph", "3*(a+b*c)", *inputs) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert words in error


def records(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_graph_as_text(capsys):
    assert run(*LESSON) == 0
    assert capsys.readouterr().out.splitlines() == [
        "▶ forward",
        "  u = b · c = 3 · 2 = 6",
        "  v = a + u = 5 + 6 = 11",
        "  J = 3 · v = 3 · 11 = 33",
        "◀ backward",
        "  dJ/dv = 3",
        "  dJ/da = dJ/dv · dv/da = dJ/dv · 1 = 3 · 1 = 3",
        "  dJ/du = dJ/dv · dv/du = dJ/dv · 1 = 3 · 1 = 3",
        "  dJ/db = dJ/du · du/db = dJ/du · c = 3 · 2 = 6",
        "  dJ/dc = dJ/du · du/dc = dJ/du · b = 3 · 3 = 9",
    ]


def test_a_network_as_json_lines(capsys):
    assert run("--layers", "2,3,1", "--activation", "tanh", "--json") == 0
    steps = records(capsys)
    names = [step["name"] for step in steps]
    assert names[:5] == ["Z[1]", "A[1]", "Z[2]", "A[2]", "J"]
    assert names[5:13] == ["dA[2]", "dZ[2]", "dW[2]", "db[2]", "dA[1]", "dZ[1]", "dW[1]", "db[1]"]
    assert names[13:] == ["W[1]", "b[1]", "W[2]", "b[2]"]
    assert steps[0]["shape"] == [3, 4]
    assert steps[0].keys() == {
        "phase",
        "layer",
        "name",
        "formula",
        "operands",
        "value",
        "shape",
    }
    by_name = {step["name"]: step for step in steps}
    assert by_name["J"]["layer"] is None
    dZ, A1 = np.array(by_name["dZ[2]"]["value"]), np.array(by_name["A[1]"]["value"])
    assert np.allclose(by_name["dW[2]"]["value"], dZ @ A1.T / 4)


def test_several_outputs_are_softmax(capsys):
    assert run("--layers", "2,4,3", "--dataset", "spiral", "--examples", "6", "--json") == 0
    steps = {step["name"]: step for step in records(capsys)}
    assert np.allclose(np.sum(steps["A[2]"]["value"], axis=0), 1)
    assert np.sum(steps["J"]["operands"]["Y"], axis=1).tolist() == [2, 2, 2]


def test_text_and_json_are_of_the_same_steps(capsys):
    flags = ("--layers", "3,2,2", "--optimizer", "adam", "--dropout", "0.5", "--l2", "0.1")
    assert run(*flags, "--json") == 0
    names = [step["name"] for step in records(capsys)]
    assert run(*flags) == 0
    text = capsys.readouterr().out
    body = text[text.index("▶ forward") :].splitlines()
    shown = [line for line in body if " × " in line or "J = " in line]
    assert len(shown) == len(names)
    assert text.startswith("○ start\n  X   (3 × 4)\n")


def test_large_tables_are_cut(capsys):
    assert run("--layers", "20,30,1", "--examples", "50") == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) < 140
    assert "…" in out


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ("--layers 2", "inputs and outputs at least"),
        ("--layers 3,1 --dataset moons", "write --layers 2,1"),
        ("--layers 2,1 --dataset spiral", "write --layers 2,3"),
        ("--layers 2,1 a=3", "a=3 cannot go with --layers"),
        ("--layers 2,2,1 --activation tan", "did you mean 'tanh'"),
        ("--graph a --lr 1 --examples 3 a=1", "--learning-rate and --examples cannot go with"),
    ],
)
def test_flags_that_do_not_fit(capsys, flags, words):
    assert run(*flags.split()) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert words in error


def test_a_network_beyond_all_memory_is_refused(capsys):
    assert run("--layers", "3,10000000,10000000,1") == 2
    out, error = capsys.readouterr()
    assert not out and "parameters are too many, the limit is" in error
