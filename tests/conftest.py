"""What tests of several parts share: a real terminal to run the program in."""

from __future__ import annotations

import compileall
import gc
import os
import signal

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, before NumPy is there
os.environ.setdefault("NO_MOTION", "1")  # keys wait for no motion, but where a test looks at it

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from _pytest.unraisableexception import gc_collect_iterations_key
from hypothesis import HealthCheck, settings

from tutor.programs.guarding import GUARD

# No test fails because the machine is busy.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

# A program started in the background ignores this signal, and so would all that tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)

gc.set_threshold(300_000, 3, 10)  # the collector took a sixth of a run; what it frees can wait

ROOT = Path(__file__).parent.parent

OpenTerminal = Callable[[Sequence[str]], Any]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        # Else each worker, and each program that a test starts, compiles it all by itself.
        for package in ("engine", "tutor"):
            compileall.compile_dir(ROOT / package, quiet=2)
    config.stash[gc_collect_iterations_key] = 1  # five of them, for PyPy, took seconds a worker


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave two in three of the cases of a sampled test to the slow run."""
    cases: Counter[str] = Counter()
    for item in items:
        if item.get_closest_marker("sampled"):
            name = item.nodeid.partition("[")[0]
            row, column = divmod(cases[name], 3)
            cases[name] += 1
            if column != row % 3:  # one of each three, not always that of the same parameter
                item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    gc.freeze()  # thousands of tests that stay to the end need not be gone through


def _raise(fault: Exception) -> None:
    raise fault


@pytest.fixture(autouse=True, scope="session")
def _faults_are_seen() -> None:
    """Let tests see the fault of a search, which a learner never does."""
    GUARD.on_fault = _raise


@pytest.fixture
def open_terminal(tmp_path: Path) -> Iterator[OpenTerminal]:
    """Open programs in terminals of their own, with progress kept in `tmp_path`."""
    pytest.importorskip("pty", reason="Windows has no terminals of this kind")
    from terminal import Terminal

    opened: list[Terminal] = []

    def open_one(command: Sequence[str]) -> Terminal:
        opened.append(Terminal(command, tmp_path))
        return opened[-1]

    yield open_one
    for terminal in opened:
        terminal.close()
