"""Sharing work out: the same comes of it wherever it is done, and nothing of it stays behind."""

from __future__ import annotations

import operator
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from tutor.course import sharing
from tutor.course.check import check_course
from tutor.course.sharing import WORTH_ONE, Sharing

SAMPLE = Path(__file__).with_name("sample")
MANY = range(2 * WORTH_ONE)


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "_processors", lambda: 2)


@pytest.fixture
def shared() -> Iterator[Sharing]:
    with Sharing(len(MANY)) as shared:
        yield shared


def test_what_comes_of_it_keeps_its_order(shared: Sharing) -> None:
    assert list(shared.map(operator.neg, MANY)) == [-number for number in MANY]


def test_much_work_is_done_in_other_processes(shared: Sharing) -> None:
    assert shared.later(os.getpid)() != os.getpid()


@pytest.mark.parametrize(("processors", "pieces"), [(1, 100), (2, WORTH_ONE)])
def test_where_it_would_not_pay_it_is_done_here(
    processors: int, pieces: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "_processors", lambda: processors)
    with Sharing(pieces) as shared:
        assert shared.later(os.getpid)() == os.getpid()


def no_process(*_: object) -> None:
    raise OSError(11, "Resource temporarily unavailable")


@pytest.mark.parametrize("what", ["__init__", "submit"])
def test_where_no_process_can_be_had_it_is_done_here(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing.Processes, what, no_process)
    with Sharing(len(MANY)) as shared:
        assert list(shared.map(operator.neg, MANY)) == [-number for number in MANY]


def test_what_ended_processes_leave_undone_is_done_here(shared: Sharing) -> None:
    worker = shared.later(os.getpid)()
    os.kill(worker, signal.SIGTERM)
    assert list(shared.map(operator.neg, MANY)) == [-number for number in MANY]


def test_what_python_overlooks_when_another_was_killed_ends_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(BaseProcess, "terminate", lambda _: None)
    with Sharing(len(MANY)) as shared:
        shared.later(time.sleep, 600)
        os.kill(shared.later(os.getpid)(), signal.SIGTERM)


def test_a_fault_of_the_work_is_told(shared: Sharing) -> None:
    with pytest.raises(ZeroDivisionError):
        shared.later(operator.truediv, 1, 0)()


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows blocks no signals")
def test_its_processes_never_hear_of_ctrl_c(shared: Sharing) -> None:
    assert signal.SIGINT in shared.later(signal.pthread_sigmask, signal.SIG_BLOCK, ())()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


AT_WORK = """
import os, time
from tutor.course.sharing import Sharing
if __name__ == "__main__":
    try:
        with Sharing(100) as shared:
            print(shared.later(os.getpid)(), flush=True)
            list(shared.map(time.sleep, [600] * 100))
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="Windows sends ctrl+c otherwise")
@pytest.mark.skipif(sharing._processors() < 2, reason="there is one processor")
def test_ctrl_c_ends_all_at_once_and_says_nothing(tmp_path: Path) -> None:
    program = tmp_path / "at_work.py"
    program.write_text(AT_WORK)
    with subprocess.Popen(
        [sys.executable, program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        assert running.stdout
        worker = int(running.stdout.readline())
        os.killpg(running.pid, signal.SIGINT)
        assert running.communicate(timeout=60) == ("interrupted\n", "")
    assert worker != running.pid
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def test_a_course_is_checked_with_the_same_result(tmp_path: Path, shared: Sharing) -> None:
    ids = [f"1-{number}-again" for number in (1, 2, 3)]
    for each in ids:
        shutil.copytree(SAMPLE / "1-1-kinds", tmp_path / each)
    (tmp_path / "course.yaml").write_text(
        "format_version: 1\ntitle: Again and again\nunits:\n"
        f"  - {{id: one, title: One, lessons: [{', '.join(ids)}]}}\n"
    )
    lesson = tmp_path / ids[1] / "lesson.md"
    lesson.write_text(f"{lesson.read_text()}\nIt leads to [nowhere](9-9-nowhere).\n")
    here = check_course(tmp_path, run_code=False)
    assert any("9-9-nowhere" in fault.message for fault in here)
    assert check_course(tmp_path, run_code=False, each=shared.map) == here
