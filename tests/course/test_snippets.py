"""Running the `>>>` blocks of lessons: what holds, what does not, and what is stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.course.prose import PlacedText
from tutor.course.snippets import Snippet, run_snippets, running, snippets_of
from tutor.sandbox.wall import lacking

FILE = Path("/course/1-1-x/lesson.md")


def faults(*blocks: str, seconds: float = 20.0) -> list[tuple[int, str]]:
    text = "\n".join(f"```python\n{block}\n```" for block in blocks)
    found = run_snippets(snippets_of([PlacedText(text, FILE, 10)]), seconds, trusted=True)
    assert all(fault.path == FILE for fault in found)
    return [(fault.line, fault.message) for fault in found]


def test_only_blocks_with_prompts_are_snippets() -> None:
    text = "```python\nx = 1\n```\n\n- a list\n\n  ```python\n  >>> 1\n  1\n  ```\n"
    (snippet,) = snippets_of([PlacedText(text, FILE, 100)])
    assert (snippet.code, snippet.line) == (">>> 1\n1\n", 107)


def test_blocks_are_one_session_and_may_use_numpy_and_the_engine() -> None:
    assert not faults(
        ">>> import numpy as np\n>>> from engine.graph import Graph\n>>> x = np.ones((2, 3))",
        ">>> x.sum()\nnp.float64(6.0)\n>>> x @ x\nTraceback (most recent call last):\n    ...\n"
        "ValueError: matmul: ...",
    )


def test_each_example_that_does_not_hold_is_told_with_its_line() -> None:
    assert faults(">>> 1 + 1\n3\n>>> 2 + 2\n4", ">>> 1 / 0\n1\n>>> x = 5\n>>> x\n6") == [
        (11, "the code shows 3 and prints 2"),
        (17, "the code raises ZeroDivisionError: division by zero"),
        (20, "the code shows 6 and prints 5"),
    ]
    assert faults(">>> for i in [1]:\n...   i\n2") == [(11, "the code shows 2 and prints 1")]


def test_code_that_cannot_be_read_is_a_fault() -> None:
    ((line, message),) = faults(">>>print(1)\n>>> 2\n2")
    assert (line, "lacks blank after" in message) == (11, True)


@pytest.mark.skipif(bool(lacking()), reason=f"no wall here: {lacking()}")
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "raises PermissionError"),
        ("import subprocess; subprocess.run(['true'])", "raises PermissionError"),
        ("import os; os.fork()", "raises PermissionError"),
        ("open('/tmp/nn-tutor-escaped', 'w')", "raises PermissionError"),
        ("open('../nn-tutor-escaped', 'w')", "raises PermissionError"),
        ("open('/etc/passwd')", "raises PermissionError"),
        ("x = bytearray(2_000_000_000)", "raises MemoryError"),
        ("import os; os._exit(0)", "the code ended Python itself (exit code 0)"),
        ("raise SystemExit(0)", "raises SystemExit"),
    ],
)
def test_what_lessons_may_not_do(code: str, message: str) -> None:
    ((line, told),) = faults(f">>> {code}")
    assert line == 11
    assert message in told


def test_files_may_be_written_where_the_code_runs() -> None:
    assert not faults(">>> open('weights.txt', 'w').write('1')\n1")


def test_an_endless_loop_is_stopped_and_its_block_named() -> None:
    assert faults(">>> 1\n1", ">>> while True: pass", seconds=1.5) == [
        (15, "the code took longer than 1.5 s and was stopped")
    ]


def test_what_terminals_obey_is_told_in_letters() -> None:
    ((line, message),) = faults(">>> print('\\x1b[2J\\x07')\nnothing")
    assert (line, message) == (11, r"the code shows nothing and prints \x1b[2J\x07")


def test_forged_entries_are_passed_over() -> None:
    forge = (
        ">>> from tutor.sandbox.child import report\n>>> for it in ({'block': 99}, {'block': -1}, "
        "[], 'x', {'line': 'x', 'message': 1}, {'line': 2, 'message': 'forged'}): report(it)"
    )
    assert faults(forge) == [(13, "forged")]


def test_lessons_run_side_by_side_and_stop_when_they_are_left() -> None:
    wrong = [[Snippet(f">>> {n}\n{n + 1}\n", FILE, 10)] for n in range(3)]
    with running(wrong, trusted=True) as runs:
        assert [[fault.message for fault in faults] for faults in runs] == [
            [f"the code shows {n + 1} and prints {n}"] for n in range(3)
        ]
    endless = [[Snippet(">>> while True: pass\n", FILE, 10)]] * 9
    with pytest.raises(KeyboardInterrupt), running(endless, trusted=True):
        raise KeyboardInterrupt
