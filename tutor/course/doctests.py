"""Runs a lesson's `>>>` blocks, behind the wall of the sandbox, and reports what does not hold."""

from __future__ import annotations

import doctest
from collections.abc import Sequence
from typing import Any

from tutor.sandbox.child import report

_LONGEST = 500  # characters of a message
_BEHIND_THE_WALL = " (a lesson's code may use files where it runs, and nothing else outside)"


def run_blocks(blocks: Sequence[str]) -> None:
    """Run the blocks as one session.

    Report {"block"} when a block begins, {"block", "line", "message"} for an example that does not
    do what the lesson shows.
    """
    session: dict[str, Any] = {"__name__": "__main__"}
    for number, block in enumerate(blocks):
        report({"block": number})
        runner = _Runner(number)
        try:
            test = doctest.DocTestParser().get_doctest(block, {}, "block", None, 0)
        except ValueError as error:
            runner.tell(0, f"the code cannot be read: {error}")
            continue
        test.globs = session
        runner.run(test, out=lambda text: None, clear_globs=False)


class _Runner(doctest.DocTestRunner):
    """Reports each example that does not do what it shows."""

    def __init__(self, block: int) -> None:
        super().__init__(verbose=False, optionflags=doctest.ELLIPSIS)
        self.block = block

    def tell(self, line: int, message: str) -> None:
        report({"block": self.block, "line": line, "message": message[:_LONGEST]})

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        self.tell(example.lineno, f"the code shows {_short(example.want)} and prints {_short(got)}")

    def report_unexpected_exception(
        self, out: Any, test: Any, example: doctest.Example, exc_info: Any
    ) -> None:
        kind, error, _ = exc_info
        hint = _BEHIND_THE_WALL if issubclass(kind, PermissionError) else ""
        text = f"the code raises {kind.__name__}: {error}{hint}"
        self.tell(example.lineno, " ".join(text.split()))


def _short(text: str) -> str:
    text = " ⏎ ".join(text.strip().splitlines())
    return (text if len(text) <= 80 else text[:79] + "…") or "nothing"
