"""A bug to be found: which line it is, why it is wrong, and how far the learner is."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from tutor.exercises.written import Bug

NOT_HERE = "Line {} is not where it goes wrong. Work a small case by hand, line by line."
FOUND = "Line {}: that is where it goes wrong. Why?"


class BugHunt:
    """The line, then the reason; the repair is judged by the cases alone."""

    def __init__(self, bug: Bug, starter: str) -> None:
        self.bug = bug
        self._starter = starter
        self.line_found = False
        self.reason_found = False
        self.said = ""
        """What the learner is told of the last try."""

    def mark(self, line: int, program: str) -> bool:
        """Mark a line of the program as it is now, from 1; tell whether it is the one."""
        right = line in lines_now(self._starter, program, (self.bug.line, *self.bug.also))
        self.line_found = self.line_found or right
        self.said = (FOUND if right else NOT_HERE).format(line)
        return right

    def choose(self, number: int) -> bool:
        """Take one of the reasons; tell whether it is the right one."""
        reason = self.bug.why[number]
        self.reason_found = self.reason_found or reason.correct
        self.said = reason.feedback
        return reason.correct


def lines_now(before: str, now: str, wanted: Iterable[int]) -> set[int]:
    """Return where lines of a program, from 1, are in a changed one; what took their place else."""
    matcher = SequenceMatcher(None, before.splitlines(), now.splitlines(), autojunk=False)
    found: set[int] = set()
    for line in wanted:
        for kind, start, end, first, last in matcher.get_opcodes():
            if start <= line - 1 < end:
                if kind == "equal":
                    found.add(first + line - start)
                else:
                    found.update(range(first + 1, max(last, first + 1) + 1))
    return found
