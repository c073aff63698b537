"""Behind the wall: tries many changes of a learner's program on one case."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from types import FrameType

from tutor.exercises.learner_child import Case, answer
from tutor.exercises.own_work import keep_out
from tutor.sandbox.child import report
from tutor.sandbox.text import execute

# Seconds of the processor, so that a busy machine comes to the same end; and of the clock, for
# what waits.
_EACH, _WAITED = 0.1, 1.0


def try_out(
    codes: Sequence[str],
    file: str,
    function: str | None,
    returns: Sequence[str],
    case: Case,
    folders: Sequence[str],
    seconds: float,
) -> None:
    """Report {"code", ...} with the answer of each program that has one, while there is time.

    At last report {"spent"}: the seconds that it took.
    """
    start = time.process_time()
    keep_out(folders, file, lambda what, line: None)
    with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere):
        for number, code in enumerate(codes):
            if time.process_time() - start > seconds:
                break
            try:
                with _in_time():
                    execute(code, (), file)
                    space = vars(sys.modules["__main__"])
                    given = answer(space, file, function, returns, case)
            except BaseException:  # one that fails is no repair
                continue
            if "error" not in given:
                report({"code": number, **given})
    report({"spent": time.process_time() - start})


@contextmanager
def _in_time() -> Iterator[None]:
    """Raise TimeoutError inside after a while, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    clocks = {signal.ITIMER_PROF: _EACH, signal.ITIMER_REAL: _WAITED}
    for number in (signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, _too_long)
    for clock, seconds in clocks.items():
        signal.setitimer(clock, seconds)
    try:
        yield
    finally:
        for clock in clocks:
            signal.setitimer(clock, 0)


def _too_long(number: int, frame: FrameType | None) -> None:
    raise TimeoutError
