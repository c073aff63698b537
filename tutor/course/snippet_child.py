"""The child process that runs a lesson's `>>>` blocks, started by snippets.py in a fresh folder.

It reads blocks.json (a list of texts) and writes report.jsonl: {"block"} when a block begins,
{"block", "line", "message"} for an example that does not do what the lesson shows.
"""

from __future__ import annotations

import doctest
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

MEMORY = 1 << 30  # bytes
SECONDS = 20  # of the processor
FILE = 1 << 20  # bytes
FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")


class Refused(Exception):
    """The code asked for something that lessons' code may not do."""


def main() -> None:
    blocks = json.loads(Path("blocks.json").read_text())
    sys.path.append(sys.argv[1])
    with Path("report.jsonl").open("w", encoding="utf-8", buffering=1) as report:
        _limit()
        _run(blocks, report)


def _limit() -> None:
    """Limit memory, time and files, and refuse the network, programs and files elsewhere."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the parent's limit on time remains
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE, FILE))
    here = Path.cwd()

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise Refused(f"a lesson's code may not use {event}")
        if event == "open" and _writes(arguments[2]) and not _inside(arguments[0], here):
            raise Refused("a lesson's code may write files only where it runs")

    sys.addaudithook(refuse)


def _inside(path: object, folder: Path) -> bool:
    return isinstance(path, str | Path) and Path(path).resolve().is_relative_to(folder)


def _writes(flags: int) -> bool:
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND))


def _run(blocks: list[str], report: TextIO) -> None:
    session: dict[str, Any] = {"__name__": "__main__"}
    for number, block in enumerate(blocks):
        report.write(json.dumps({"block": number}) + "\n")
        runner = _Runner(number, report)
        try:
            test = doctest.DocTestParser().get_doctest(block, {}, "block", None, 0)
        except ValueError as error:
            runner.tell(0, f"the code cannot be read: {error}")
            continue
        test.globs = session
        runner.run(test, out=lambda text: None, clear_globs=False)


class _Runner(doctest.DocTestRunner):
    """Writes down each example that does not do what it shows."""

    def __init__(self, block: int, report: TextIO) -> None:
        super().__init__(verbose=False, optionflags=doctest.ELLIPSIS)
        self.block = block
        self.report = report

    def tell(self, line: int, message: str) -> None:
        entry = {"block": self.block, "line": line, "message": message[:500]}
        self.report.write(json.dumps(entry) + "\n")

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        self.tell(example.lineno, f"the code shows {_short(example.want)} and prints {_short(got)}")

    def report_unexpected_exception(
        self, out: Any, test: Any, example: doctest.Example, exc_info: Any
    ) -> None:
        self.tell(example.lineno, f"the code raises {exc_info[0].__name__}: {exc_info[1]}")


def _short(text: str) -> str:
    text = " ⏎ ".join(text.strip().splitlines())
    return (text if len(text) <= 80 else text[:79] + "…") or "nothing"


if __name__ == "__main__":
    main()
