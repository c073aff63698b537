"""`nn-tutor sweep` as a child process: what it prints, keeps, and leaves behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from processes import alive
from run_here import run_here

COMMAND = [sys.executable, "-m", "tutor", "sweep", "--dataset", "moons", "--points", "20"]
HOURS = ["--points", "20000", "--epochs", "100000"]
LONG = [*HOURS, "--vary", "seed=0,1,2,3", "--workers", "2", "--results", "s.jsonl"]
SHORT = ["--epochs", "200", "--vary", "lr=0.01..1", "--draws", "500", "--results", "s.jsonl"]


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path.cwd())}


def sweep(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], capture_output=True, text=True, cwd=folder, check=False,
        env=environment(),
    )  # fmt: skip


@contextmanager
def begun(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*COMMAND, *words], cwd=folder, text=True, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def children(process: subprocess.Popen[str]) -> list[int]:
    """The processes that a process has begun."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(word) for word in listed.stdout.split()]


def workers_of(process: subprocess.Popen[str], number: int = 2) -> list[int]:
    """Wait for the workers to be at work: from then on they have the lower priority."""
    own = os.getpriority(os.PRIO_PROCESS, process.pid)
    while True:
        found = [each for each in children(process) if priority(each) > own]
        if len(found) == number:
            return found
        assert process.poll() is None
        time.sleep(0.05)


def priority(process_id: int) -> int:
    try:
        return os.getpriority(os.PRIO_PROCESS, process_id)
    except ProcessLookupError:
        return -20


def heard(process: subprocess.Popen[str], words: str) -> str:
    """Wait until a process says these words on its error stream; return what it said."""
    assert process.stderr is not None
    said = b""
    while words.encode() not in said:
        more = os.read(process.stderr.fileno(), 1)
        assert more, said.decode()
        said += more
    return said.decode()


def wait_until_gone(process_ids: list[int]) -> None:
    while any(map(alive, process_ids)):  # those that stay are ended by the limit on time
        time.sleep(0.05)


def test_the_command_sweeps_and_goes_on_where_it_was(tmp_path: Path) -> None:
    words = ["--epochs", "2", "--vary", "lr=0.01,0.1", "--workers", "2", "--results", "s.jsonl"]
    first = sweep(*words, "--json", folder=tmp_path)
    assert first.returncode == 0 and len(first.stdout.splitlines()) == 2, first.stderr
    rates = {json.loads(row)["choice"]["learning_rate"] for row in first.stdout.splitlines()}
    assert rates == {0.01, 0.1}
    with (tmp_path / "s.jsonl").open("a") as file:
        file.write('{"settings": {"torn')
    more = sweep(*words, "--seeds", "2", "--json", "--csv-out", "s.csv", folder=tmp_path)
    assert len(more.stdout.splitlines()) == 2, "only the new seed is run"
    assert (tmp_path / "s.csv").read_text().count("\n") == 5
    whole = sweep(*words, "--seeds", "2", folder=tmp_path)
    assert "Best" in whole.stdout and "4 of 4 runs" in whole.stdout, "a torn line spoils no other"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "a setting to vary"),
        (["--vary", "rat=1"], "--vary rat=1: unknown setting 'rat'"),
        (["--vary", "csv=a"], "different tables cannot be compared"),
        (["--vary", "lr=1", "--vary", "lr=2"], "varied twice"),
        (["--vary", "lr=1", "--figure", "beauty"], "known are loss"),
        (["--vary", "lr=1", "--seeds", "0"], "--seeds: 0 is not in the range from 1 up"),
        (["--vary", "lr=1", "--results", "."], ".: results are kept in a file"),
    ],
)
def test_the_command_explains_what_cannot_be(
    words: list[str], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = run_here("sweep", *words)
    assert ended.returncode == 2 and complaint in ended.stderr and not ended.stdout


def test_runs_that_cannot_be_are_told_of_and_the_others_are_run(tmp_path: Path) -> None:
    ended = sweep("--epochs", "2", "--vary", "conv=none;4", folder=tmp_path)
    assert ended.returncode == 0 and "holds no images" in ended.stdout and "Best" in ended.stdout
    ended = sweep("--epochs", "2", "--vary", "conv=2;4", folder=tmp_path)
    assert ended.returncode == 1 and "2 runs failed" in ended.stdout


def test_an_interrupted_sweep_loses_nothing(tmp_path: Path) -> None:
    with begun(tmp_path, *SHORT, "--workers", "1", "--json") as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130 and "The same command again goes on" in told
    lines = (tmp_path / "s.jsonl").read_text().splitlines()
    assert 1 <= len(lines) < 500 and all(json.loads(text) for text in lines)


def test_the_second_interrupt_gives_up_what_is_under_way(tmp_path: Path) -> None:
    with begun(tmp_path, *LONG) as process:
        workers = workers_of(process)
        process.send_signal(signal.SIGINT)
        told = heard(process, "ctrl+c again")
        assert process.poll() is None, "the first one waits for the runs"
        process.send_signal(signal.SIGINT)
        out, rest = process.communicate()
    assert process.returncode == 130 and "Traceback" not in told + rest
    assert "0 of 4 runs" in out
    wait_until_gone(workers)


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks for processes in /proc")
def test_no_worker_outlives_a_killed_sweep(tmp_path: Path) -> None:
    with begun(tmp_path, *LONG) as process:
        workers = workers_of(process)
        process.kill()
        wait_until_gone(workers)


def test_a_worker_that_is_killed_is_told_of(tmp_path: Path) -> None:
    words = ["--epochs", "2", "--vary", "seed=0..3", "--draws", "3", "--results", "s.jsonl"]
    assert sweep(*words, folder=tmp_path).returncode == 0
    with begun(tmp_path, *LONG) as process:
        os.kill(workers_of(process)[0], signal.SIGKILL)
        _, told = process.communicate()
    assert process.returncode == 1 and "ended from outside" in told and "Traceback" not in told
    assert len((tmp_path / "s.jsonl").read_text().splitlines()) == 3
