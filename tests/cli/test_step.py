"""`nn-tutor step`: what reaches standard output, standard error, and the exit code."""

import argparse
import json

import pytest

from tutor.commands import step


def run(*arguments):
    parser = argparse.ArgumentParser()
    step.add_parser(parser.add_subparsers())
    return step.run(parser.parse_args(["step", *arguments]))


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
    assert error == "This ( is never closed.\n  3*(a+b*c\n    ^\n"


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (["b3"], "'b3' is not an input: write it as name=number"),
        (["b=x"], "'b=x' is not an input"),
        (["a=1"], "No value for b and c: give one, such as b=1 c=1."),
        (["a=1", "b=1", "c=1", "d=4"], "The formula has no input d"),
    ],
)
def test_inputs_that_do_not_fit(capsys, inputs, words):
    assert run("--graph", "3*(a+b*c)", *inputs) == 2
    out, error = capsys.readouterr()
    assert out == ""
    assert words in error
