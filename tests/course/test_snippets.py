"""Running the `>>>` blocks of lessons: what holds, what does not, and what is stopped."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tutor.course.prose import Prose
from tutor.course.snippets import run_snippets, snippets_of

FILE = Path("/course/1-1-x/lesson.md")


def faults(*blocks: str, seconds: float = 20.0) -> list[tuple[int, str]]:
    text = "\n".join(f"```python\n{block}\n```" for block in blocks)
    found = run_snippets(snippets_of([Prose(text, FILE, 10)]), seconds)
    assert all(fault.path == FILE for fault in found)
    return [(fault.line, fault.message) for fault in found]


def test_only_blocks_with_prompts_are_snippets() -> None:
    text = "```python\nx = 1\n```\n\n- a list\n\n  ```python\n  >>> 1\n  1\n  ```\n"
    (snippet,) = snippets_of([Prose(text, FILE, 100)])
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


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "may not use socket."),
        ("import subprocess; subprocess.run(['true'])", "may not use subprocess.Popen"),
        ("import os; os.system('true')", "may not use os.system"),
        ("import os; os.fork()", "may not use os.fork"),
        ("open('/tmp/nn-tutor-escaped', 'w')", "may write files only where it runs"),
        ("open('../nn-tutor-escaped', 'w')", "may write files only where it runs"),
        ("x = bytearray(2_000_000_000)", "raises MemoryError"),
        ("import os; os._exit(3)", "the code ended Python itself (exit code 3)"),
    ],
)
def test_what_lessons_may_not_do(code: str, message: str) -> None:
    ((line, told),) = faults(f">>> {code}")
    assert line == 11
    assert message in told


def test_files_may_be_written_where_the_code_runs() -> None:
    assert not faults(">>> open('weights.txt', 'w').write('1')\n1")


def test_an_endless_loop_is_stopped_and_its_block_named() -> None:
    start = time.perf_counter()
    assert faults(">>> 1\n1", ">>> while True: pass", seconds=1.5) == [
        (15, "the code took longer than 1.5 s and was stopped")
    ]
    assert time.perf_counter() - start < 5
