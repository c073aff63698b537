"""Timing two programs fairly: in turns, in one process, on one thread."""

import os
import sys

if "numpy" not in sys.modules:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")

from statistics import median
from time import process_time

import pytest

ROUNDS = 9


@pytest.fixture
def ratio(record_property, capsys):
    """ratio(ours, peer, name): our share of the peer's time, the median over runs in turn."""
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        pytest.skip("set OPENBLAS_NUM_THREADS=1 before NumPy is imported")

    def measure(ours, peer, name):
        times = [(timed(ours), timed(peer)) for _ in range(ROUNDS + 1)][1:]
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
