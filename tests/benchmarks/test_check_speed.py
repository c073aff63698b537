"""What it takes to prove a lesson of the course, against what it took when the course had 19."""

import io
import os
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from statistics import median

import pytest

import tutor

pytestmark = pytest.mark.benchmark
resource = pytest.importorskip("resource", reason="Windows counts the time of children otherwise")

THEN = "14691f6"
"""The commit whose `nn-tutor check` is the measure: that of the 19 lessons of its day."""
ROUNDS = 5
NOW = Path(tutor.__file__).parent.parent
CHECK = [sys.executable, "-m", "tutor", "check"]


@pytest.fixture(scope="module")
def then(tmp_path_factory):
    """The folder of the program and the course of that commit."""
    packed = subprocess.run(["git", "archive", THEN], cwd=NOW, capture_output=True, check=False)
    if packed.returncode:
        pytest.skip(f"the history of this copy does not reach back to {THEN}")
    folder = tmp_path_factory.mktemp("then")
    with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def of_a_lesson(folder):
    """Seconds a lesson: those of the clock, and those of the processors, of all processes."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began, before = time.perf_counter(), of_children()
    subprocess.run(CHECK, cwd=folder, env=environment, check=True, capture_output=True)
    taken = time.perf_counter() - began, of_children() - before
    lessons = len([*folder.glob("lessons/*/lesson.md")])
    return [seconds / lessons for seconds in taken]


def of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@pytest.mark.timeout(600)
def test_a_lesson_is_proved_in_little_more_than_half_the_time(then, row, capsys):
    pairs = [(of_a_lesson(NOW), of_a_lesson(then)) for _ in range(ROUNDS + 1)][1:]
    clock, processors = (
        median(now[kind] / before[kind] for now, before in pairs) for kind in (0, 1)
    )
    with capsys.disabled():
        print(f"\ncheck, a lesson / one of 19: {clock:.2f} by the clock, {processors:.2f} of CPU")
    row("check, a lesson / one of the first 19", clock, 0.6, 0.4)
