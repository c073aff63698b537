"""Where each key goes from an operation of a recorded program."""

from __future__ import annotations

from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program
from tutor.programs.running import run_program

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
