"""Timing two programs fairly: in turns, in one process, on one thread."""

import os
import sys

if "numpy" not in sys.modules:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")

from statistics import median
from time import process_time

import pytest

ROUNDS = 7


@pytest.fixture
def ratio(record_property, capsys):
    """ratio(ours, peer, name): our share of the peer's time, by medians of runs in turn.

    Where a program is compared with itself, `best=True` compares the best runs.
    """
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        pytest.skip("set OPENBLAS_NUM_THREADS=1 before NumPy is imported")

    def measure(ours, peer, name, best=False):
        times = [(timed(ours), timed(peer)) for _ in range(ROUNDS + 1)][1:]
        typical = min if best else median
        mine, theirs = (typical(column) for column in zip(*times, strict=True))
        record_property(name, mine / theirs)
        with capsys.disabled():
            print(
                f"\n{name}: {mine / theirs:.3f} ({mine * 1e3:.1f} ms against {theirs * 1e3:.1f} ms)"
            )
        return mine / theirs

    return measure


def timed(run):
    """Seconds of the processor that one run takes; what others run meanwhile does not count."""
    start = process_time()
    run()
    return process_time() - start
