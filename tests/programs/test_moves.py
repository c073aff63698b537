"""Where each key goes from an operation of a recorded program."""

from __future__ import annotations

import pytest

from tutor.programs.leads import no_such_turn, no_turn, turns_asked
from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program
from tutor.programs.running import first_meant, run_program
from tutor.programs.tree_rows import tree_rows
from tutor.programs.turns import place_in_loops

CALLS = """def inner(x):
    return x * 2

def outer(x):
    y = inner(x)
    return y + 1

def nothing():
    pass

for i in range(2):
    a = outer(i) - 1
    nothing()
"""


def walked(code: str, keep: int = 4000) -> WalkPlace:
    return WalkPlace(run_program(Program("code.py", code), keep=keep)).at(0)


def test_calls_are_gone_to_one_after_another_and_back() -> None:
    standing = walked(CALLS)
    texts = [standing.operation.place.text]
    while isinstance(there := standing.call(1), WalkPlace):
        standing = there
        texts.append(standing.operation.place.text)
    assert texts == ["x * 2", "x * 2"]
    assert there is None
    back = standing.call(-1)
    assert isinstance(back, WalkPlace) and back.position < standing.position
    assert back.call(-1) is None


def test_a_call_that_was_not_kept_is_asked_for() -> None:
    there = walked(CALLS, keep=2).call(1)
    assert isinstance(there, int) and there >= 2


def test_a_name_is_found_with_what_it_is_given() -> None:
    found = walked(CALLS).found("a = outer")
    assert found and found.operation.name == "a"


LONG = """import numpy as np
x = np.ones(2)
for i in range(2000):
    x = x * 2.0
    y = np.log(x) - x
done = np.zeros((3, 1))
x = done.T
"""


@pytest.mark.parametrize(
    ("words", "line", "kept"),
    [
        ("inf", 4, False),
        ("nan", 5, False),
        ("> 1e30", 4, False),
        ("< -5.5", 5, True),
        ("shape", 7, False),
        ("done", 6, False),
        ("done = np", 6, False),
        ("x * 2", 4, True),
        ("> 1.2.3", 0, False),
        ("nothing like it", 0, False),
    ],
)
def test_what_is_looked_for_is_found_in_all_of_a_long_run(
    words: str, line: int, kept: bool
) -> None:
    program = Program("code.py", LONG)
    standing = WalkPlace(run_program(program, keep=30)).at(0)
    assert (standing.found(words) is not None) == kept
    number = first_meant(program, words, seconds=60)
    assert (number is None) == (line == 0)
    if number is not None:
        run = run_program(program, start=number, keep=9)
        assert (run.operations[0].number, run.operations[0].line) == (number, line)
        assert WalkPlace(run).at(0).found(words) is not None or words == "shape"


def test_what_is_looked_for_is_stood_at_in_its_own_cell() -> None:
    standing = walked("import numpy as np\nx = np.array([[1.0, 0.0], [9.0, 0.0]])\ny = np.log(x)\n")
    for words, cell in (("> 5", (1, 0)), ("inf", (0, 1)), ("< -1", (0, 1))):
        found = standing.found(words)
        assert found is not None and found.cell == cell, words


NESTED = """import numpy as np
def twice(x):
    return x * 2
for j in range(2):
    for x, y in [(1.0, 2.0), (3.0, 4.0)]:
        a = twice(x) + twice(y)
        for l in range(2, 4):
            b = a * l
"""


def test_behind_the_last_turn_of_a_loop_comes_the_next_one_of_the_loop_round_it() -> None:
    standing = walked(NESTED).found("b")
    assert standing
    values = [float(standing.operation.value.array)]
    while isinstance(there := standing.turn(1), WalkPlace):
        standing = there
        values.append(float(standing.operation.value.array))
    assert values == [12, 18, 28, 42, 12, 18, 28, 42] and there is None
    while isinstance(there := standing.turn(-1), WalkPlace):
        standing = there
        values.append(float(standing.operation.value.array))
    assert values[8:] == [28, 18, 12, 42, 28, 18, 12]


def test_the_same_call_of_a_function_is_gone_to_in_the_next_turn() -> None:
    standing = walked(NESTED)
    second = next(n for n, e in enumerate(standing.recorded.operations) if e.value.array == 4.0)
    there = standing.at(second).turn(1)
    assert isinstance(there, WalkPlace) and there.operation.value.array == 8.0


def test_turns_are_called_by_what_counts_them() -> None:
    standing = walked(NESTED).found("b")
    assert standing
    there = standing.turn(1)
    assert isinstance(there, WalkPlace)
    inside = place_in_loops(there.recorded, there.operation.node)
    assert inside == ["j = 0", "x, y: iteration 0", "l = 3 (iteration 1)"]
    told = "\n".join("".join(span.text for span in row.row) for row in tree_rows(standing, {}))
    assert "▾ l = 2" in told and "▸ l = 3" in told and "▾ iteration 0" in told
    assert "▸ j = 1" in told


def test_a_loop_over_several_names_is_called_as_it_is_written() -> None:
    code = "net = [(2.0, 1.0)]\nfor n, (W, b) in enumerate(net):\n    a = W * b + n\n"
    standing = walked(code).found("a")
    assert standing
    inside = place_in_loops(standing.recorded, standing.operation.node)
    assert inside == ["n, (W, b): iteration 0"]
    told = "\n".join("".join(span.text for span in row.row) for row in tree_rows(standing, {}))
    assert "for n, (W, b) in enumerate(net)" in told


def test_what_comes_behind_the_turns_that_are_told_apart_is_called_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = walked("a = 1.0\nfor i in range(9):\n    a = a * 2\nb = a + 1\n")
    assert "goes to iteration 8" in no_such_turn(whole) and turns_asked(whole) == "0 to 8 of “i”"
    assert "This is the last iteration of the loop" in no_turn(whole.at(9), 1)
    recorded = whole.recorded
    monkeypatch.setattr("tutor.programs.recorded.MOST_NODES", len(recorded.nodes))
    assert "“i” is told apart up to iteration 8" in no_such_turn(whole)
    assert turns_asked(whole) == "0 to 8 of “i”, and more that are not told apart"
    assert "last iteration that is told apart" in no_turn(whole.at(9), 1)
    assert "first iteration" in no_turn(whole.at(1), -1)
    last = len(recorded.nodes) - 1
    assert [*place_in_loops(recorded, last - 1), *place_in_loops(recorded, last)] == [
        "i = 7",
        "i = 8 or later",
    ]


def test_a_bound_is_looked_for_among_what_is_computed_and_no_shapes_or_counts() -> None:
    code = (
        "import numpy as np\nX = np.ones((4, 4))\ns = X.shape\nm = X.shape[1]\nc = X > 0\n"
        "n = np.arange(3)\nZ = X * 1.5\nt = Z.sum() + 0.0\n"
    )
    standing = walked(code)
    for words, name in (("> 1.7", "n"), ("> 2.5", "Z.sum()"), ("> 0.7", "X")):
        found = standing.at(99).found(words)
        assert found is not None and name in (found.operation.name, found.operation.place.text)
        number = first_meant(Program("code.py", code), words, seconds=60)
        assert number == found.operation.number
