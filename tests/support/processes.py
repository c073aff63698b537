"""Looks at processes of this machine (Linux: in /proc)."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


def children(parent: int) -> dict[int, str]:
    """Return the processes that `parent` started: their numbers and states ("Z": a zombie)."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, its_parent = path.read_text().rsplit(")", 1)[1].split()[:2]
        except OSError:  # it has just ended
            continue
        if int(its_parent) == parent:
            found[int(path.parent.name)] = state
    return found


def alive(pid: int) -> bool:
    """Return whether a process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(found: Callable[[], T]) -> T:
    """Wait until `found` returns something true, and return that."""
    while not (value := found()):
        time.sleep(0.01)
    return value
