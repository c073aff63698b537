"""A text that is given with a call, compared with a right program, and where it begins."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tutor.plots.cells import plain
from tutor.programs.looking import CodeLook
from tutor.programs.program import Program, UnreadableProgram, program_of_text, read_program
from tutor.programs.reference import Reference
from tutor.programs.running import run_program

RIGHT = """import numpy as np

def dense_backward(dZ, A, W):
    m = dZ.shape[1]
    dW = dZ @ A.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    dA = W.T @ dZ
    return dW, db, dA
"""
CALL = "dW, db, dA = dense_backward(dZ, A, W)"
INPUTS = {
    "dZ": np.array([[1.0, -2.0, 3.0]]),
    "A": np.array([[1.0, 2.0, 0.5], [0.0, 1.0, 4.0]]),
    "W": np.array([[2.0, -1.0]]),
}


def given(code: str) -> Program:
    return program_of_text("dense_backward.py", code, CALL, INPUTS)


LOOPS = """def half(x):
    return x / 2

class Net:
    def step(self, n):
        for k in range(n):
            x = half(k)

for i in range(4):
    Net().step(i)
"""


@pytest.mark.parametrize(
    ("function", "iteration", "turns", "said"),
    [
        ("half", None, [1, 0], ""),
        ("Net.step", None, [1, 0], ""),
        ("half", 2, [2, 0], ""),
        (None, 3, [3, 0], ""),
        ("Net.step", 1, [2, 1], ""),
        ("halve", None, [1, 0], "to a call of halve. It defines half, step."),
        (None, 9, [1, 0], "to an iteration 9. Its loops come to 3 at most."),
    ],
)
def test_it_begins_at_a_call_or_an_iteration(
    function: str | None, iteration: int | None, turns: list[int], said: str
) -> None:
    look = CodeLook(text=Program("c.py", LOOPS), function=function, iteration=iteration)
    run = look.run(look.read(), lambda: False)
    assert look.nothing_there(run).endswith(said) and bool(said) == bool(look.nothing_there(run))
    path = run.path(look.begin(run, look.judge(run)).operation.node)
    assert [run.nodes[n].turn for n in path if run.nodes[n].turn is not None] == turns


@pytest.mark.parametrize(
    ("old", "new", "line", "text"),
    [
        ("dZ @ A.T / m", "dZ @ A.T", 5, "dZ @ A.T"),
        ("db = dZ.sum(axis=1, keepdims=True)", "db = dZ.sum(axis=1)", 6, "dZ.sum(axis=1) / m"),
        (
            "    dA = W.T @ dZ\n    return dW, db, dA",
            "    return dW, db, W.T @ -dZ",
            7,
            "W.T @ -dZ",
        ),
        ("m = dZ.shape[1]", "m = dZ.shape[0]", 4, "dZ.shape[0]"),
        ("    dW = dZ @ A.T / m", "    dW = np.zeros(W.shape)\n    dW += dZ @ A.T", 6, "dW +="),
    ],
)
def test_it_begins_where_it_parts_from_a_right_program(
    old: str, new: str, line: int, text: str
) -> None:
    look = CodeLook(text=given(RIGHT.replace(old, new)), right=given(RIGHT), message="Where is it?")
    run = look.run(look.read(), lambda: False)
    judgement = look.judge(run)
    begun = look.begin(run, judgement).operation
    assert (begun.line, begun.place.text[: len(text)]) == (line, text)
    assert "Where is it?" in plain(judgement.notes.boxes[0][1])
    beside = judgement.notes.engine.get(look.begin(run, judgement).position)
    if beside is not None:
        assert beside.whose == "a right program's" and beside.array.shape == begun.value.shape
        assert beside.differs(begun.value.array).any()
    assert (beside is None) == (text in ("dZ.sum(axis=1) / m", "dZ.shape[0]"))


def test_a_right_program_parts_nowhere_and_the_message_stands_alone() -> None:
    look = CodeLook(text=given(RIGHT), right=given(RIGHT), message="It took too long.")
    run = look.run(look.read(), lambda: False)
    judgement = look.judge(run)
    assert judgement.first is None
    assert [title for title, _ in judgement.notes.boxes] == ["your result"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"return 5", "file.py:1: 'return' outside function."),
        (b"f(x=1, x=2)", "file.py:1: keyword argument repeated: x."),
        (b"print 'a'", "Did you mean print(...)?"),
        (b"if 1:\n\tx = 1\n        y = 2", "inconsistent use of tabs and spaces"),
        (b"# nothing yet\n", "file.py: there is no line of code in it yet."),
        (b"x = '\xe9'", "no text in UTF-8"),
        ("x = 1 + 2".encode("utf-16"), "no text in UTF-8"),
        (b"x = 1\0", "null bytes"),
    ],
)
def test_what_cannot_be_read_says_where_and_why(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "file.py").write_bytes(data)
    with pytest.raises(UnreadableProgram) as caught:
        read_program(tmp_path / "file.py")
    assert said in str(caught.value) and not str(caught.value).endswith((". .", "..", "?."))


def test_a_program_says_in_which_encoding_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "file.py").write_bytes(b"# coding: latin-1\nname = '\xe9'")
    assert read_program(tmp_path / "file.py").lines[1] == "name = 'é'"


def test_a_fault_of_a_notebook_names_its_cell_and_line(tmp_path: Path) -> None:
    cells = ["import numpy as np", "x = np.ones(2)\ny = x @ np.ones(3)"]
    told = [{"cell_type": "code", "source": cell} for cell in cells]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": told}))
    run = run_program(read_program(tmp_path / "a.ipynb"))
    assert "raises ValueError in cell 2, line 2 (line 6 here): in x @ np.ones(3)" in run.message


def test_what_raises_begins_at_its_last_operation() -> None:
    code = RIGHT.replace("W.T @ dZ", "W @ dZ")
    look = CodeLook(text=given(code), right=given(RIGHT))
    run = look.run(look.read(), lambda: False)
    assert run.line == 7
    assert look.begin(run, look.judge(run)).operation.line == 6


def test_a_call_that_is_no_python_is_named_by_itself() -> None:
    with pytest.raises(UnreadableProgram, match="the call dense_backward"):
        program_of_text("code", RIGHT, "dense_backward(")
    with pytest.raises(UnreadableProgram, match="code:3"):
        program_of_text("code", "x = 1\n\ny = = 2\n", "x")


def test_what_is_no_program_is_shown(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear reader,\nthis is a letter.\n")
    with pytest.raises(UnreadableProgram) as caught:
        read_program(tmp_path / "letter.txt")
    assert "It reads: Dear reader," in str(caught.value) and "ends in .py" in str(caught.value)


def test_arrays_that_are_too_large_to_compare_are_named_as_the_reason() -> None:
    code = "import numpy as np\nX = np.ones((2, {0}))\nW1 = np.ones((3, 2))\nZ1 = W1 @ X\n"
    for m, said in ((90_000, "more than 100,000 numbers"), (9, "are the sizes those")):
        look = CodeLook(text=Program("c.py", code.format(m)), reference=Reference((2, 4, 1)))
        run = look.run(look.read(), lambda: False)
        assert said in plain([look.judge(run).notes.line])


def test_a_number_in_another_shape_is_no_difference_where_a_number_differs_later() -> None:
    begin = "import numpy as np\nw = np.ones((2, 1))\nx = np.array([[0.5], [1.0]])\n"
    right = begin + "z = np.sum(w * x)\na = 1 / (1 + np.exp(-z))\n"
    for end, text in (("np.exp(-z))", ""), ("np.exp(z))", "1 / (1 + np.exp(z))")):
        code = begin + f"z = w.T @ x\na = 1 / (1 + {end}\n"
        look = CodeLook(text=Program("own.py", code), right=Program("right.py", right))
        first = look.judge(run_program(Program("own.py", code))).first
        assert first is not None
        assert first.event.place.text == (text or "w.T @ x")


def test_a_notebook_is_shown_as_it_was_written(tmp_path: Path) -> None:
    begin = "%matplotlib inline\nimport numpy as np\nx = !ls\n"
    code = begin + "%time  y = np.ones(2)\n%time for i in x: y\n"
    told = [{"cell_type": "code", "source": code}, {"cell_type": "code", "source": "%%html\n<b>"}]
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": told}))
    program = read_program(tmp_path / "a.ipynb", "1 + 1")
    assert "pass" in program.code and "pass" not in "".join(program.written_lines)
    assert program.written_lines[1:4] == ["%matplotlib inline", "import numpy as np", "x = !ls"]
    assert program.written_lines[4:6] == ["%time  y = np.ones(2)", "for i in x: y"]
    spot = run_program(program).operations[0].place
    assert program.written_lines[spot.line - 1][spot.column : spot.end_column] == "np.ones(2)"
    assert "%%html" in program.written_lines and program.written_lines[-2] == "1 + 1"
    assert len(program.written_lines) == len(program.lines)


NESTED_RESULTS = """import numpy as np

def slopes(net, X, Y):
    A, kept = X, []
    for W in net:
        kept.append((A, W))
        A = np.tanh(W @ A)
    grads, dA = [], A - Y
    for A_prev, W in kept[::-1]:
        dZ = dA * (1 - np.tanh(W @ A_prev) ** 2)
        dW = dZ @ A_prev.T
        grads.insert(0, dW)
        dA = W.T @ dZ
    return grads

rng = np.random.default_rng(0)
net = [rng.normal(size=(3, 2)), rng.normal(size=(2, 3))]
grads = slopes(net, rng.normal(size=(2, 5)), rng.normal(size=(2, 5)))
"""


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("** 2)", "** 3)", "", 10),
        ("@ A_prev.T", "@ (A_prev.T * 2)", "", 11),
        ("W.T @ dZ", "W.T @ dZ * 3", "", 13),
        ("W.T @ dZ", "W.T @ dZ * 3", "Line 8: that is too much.", 8),
        ("", "", "", None),
    ],
)
def test_a_difference_is_found_where_no_name_is_the_same(
    old: str, new: str, message: str, line: int | None
) -> None:
    wrong = NESTED_RESULTS.replace(old, new) if old else NESTED_RESULTS
    for name, other in (("dZ", "delta"), ("dW", "slope"), ("dA", "up"), ("grads", "all_of_them")):
        wrong = wrong.replace(name, other)
    look = CodeLook(
        text=Program("own.py", wrong), right=Program("right.py", NESTED_RESULTS), message=message
    )
    run = look.run(look.read(), lambda: False)
    first = look.judge(run).first
    assert (first.event.line if first else None) == line
