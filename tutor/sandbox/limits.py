"""How much time, memory and space the code may take, and the system's own limits for that."""

from __future__ import annotations

import math
from dataclasses import dataclass

FILE = 1 << 20
"""Bytes of one file."""

FOLDER = 64 << 20
"""Bytes of all files in the temporary folder."""

FILES = 1000
"""Files in the temporary folder."""

THREADS = 64
"""Threads at once."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a run may take before it is stopped."""

    seconds: float = 5.0
    """Time on the clock, from the start."""

    memory: int = 1 << 30
    """Bytes of address space; Python and NumPy themselves take about 100 MB of it."""

    output: int = 1 << 20
    """Bytes printed."""

    cuts_output: bool = False
    """Whether the code runs on when it has printed more, which is left out."""

    report: int = 64 << 20
    """Bytes of the value and of all entries together."""


def impose(limits: Limits, forbid_processes: bool) -> None:
    """Limit this process for good, as far as the system can (Windows: not at all).

    `forbid_processes` also keeps threads from being started on Linux.
    """
    try:
        import resource
    except ImportError:  # Windows
        return
    # The clock is watched from outside; this ends code whose watcher is gone.
    seconds = 2 * math.ceil(limits.seconds) + 1
    wanted = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: FILE,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 1,  # 0 would still hand a dump to a program of the system's
    }
    if forbid_processes:
        wanted[resource.RLIMIT_NPROC] = 1
    for kind, most in wanted.items():
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            most = min(most, hard)
        try:
            resource.setrlimit(kind, (most, most))
        except (ValueError, OSError):  # macOS takes no limit of the address space
            continue
