"""Timing two programs fairly, in turns and on one thread, and a table of what was measured.

`pytest -n 0 -m benchmark` runs all and ends with the table. Times are those of the processor, so
that a busy machine changes them little; it changes them all the same, and a quiet one is better.
"""

import os
import sys

if "numpy" not in sys.modules:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false")

import time
from statistics import median
from time import process_time

import pytest

ROUNDS = 9
ROUNDS_OF_STARTS = 15


@pytest.fixture
def row(record_property):
    """row(measure, value, most, aim): a row of the table; fails where it is more than `most`."""

    def note(measure, value, most, aim=None):
        record_property("row", (measure, value, most, aim))
        assert value <= most, f"{measure}: {value:.2f}"

    return note


def pytest_terminal_summary(terminalreporter):
    """Print the rows that were measured, those that are more than they may be among them."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    rows = [value for each in reports if each.when == "call" for _, value in rows_of(each)]
    if rows:
        terminalreporter.write_line(f"{'measure':<58}{'measured':>9}{'at most':>9}{'aim':>9}")
    for measure, *figures in rows:
        shown = "".join(f"{'' if figure is None else f'{figure:.2f}':>9}" for figure in figures)
        terminalreporter.write_line(f"{measure:<58}{shown}")


def rows_of(report):
    return [each for each in report.user_properties if each[0] == "row"]


@pytest.fixture
def ratio(record_property, capsys):
    """ratio(ours, peer, name): our share of the peer's time, the median over runs in turn."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        pytest.skip("set OPENBLAS_NUM_THREADS=1 before NumPy is imported")

    def measure(ours, peer, name, rounds=ROUNDS):
        times = [(timed(ours), timed(peer)) for _ in range(rounds + 1)][1:]
        share = median(mine / theirs for mine, theirs in times)
        record_property(name, share)
        mine, theirs = (median(column) * 1e3 for column in zip(*times, strict=True))
        with capsys.disabled():
            print(f"\n{name}: {share:.3f} ({mine:.1f} ms against {theirs:.1f} ms)")
        return share

    return measure


def timed(run):
    """Seconds of the processor that one run takes; what others run meanwhile does not count."""
    start = process_time()
    run()
    return process_time() - start


@pytest.fixture
def until_shown(open_terminal):
    """until_shown(command, text): the seconds of the processor until its terminal shows a text."""

    def seconds(command, text):
        terminal = open_terminal([*command])
        clock, taken = clock_of(terminal.process.pid), [0.0]
        # What the program does while its output is drawn here is not what it was waited for.
        terminal.heard = lambda: taken.append(time.clock_gettime(clock))
        terminal.wait_for(text)
        terminal.process.kill()
        return taken[-1]

    return seconds


def clock_of(process):
    """Return the clock that counts what a process has used of the processors, as Linux names it."""
    return (~process << 3) | 2


@pytest.fixture
def in_turn():
    """in_turn(ours, theirs): our share of their time, the median over pairs, after one of each."""

    def share(ours, theirs, rounds=ROUNDS_OF_STARTS):
        times = [(ours(), theirs()) for _ in range(rounds + 1)][1:]
        return median(mine / theirs for mine, theirs in times)

    return share
