"""Threads in place of a sweep's processes: quick to begin, and what is under way ends by itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


class Threads(ThreadPoolExecutor):
    """Two of them."""

    def __init__(self) -> None:
        super().__init__(2)

    def end_now(self) -> None:
        """Do nothing: a thread cannot be ended from outside."""
