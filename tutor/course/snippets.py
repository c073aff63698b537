"""Runs the `>>>` blocks of a lesson and compares what they print with what the lesson shows.

They run behind the wall of the sandbox (doctests.py is what runs there).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Event
from typing import NamedTuple

import tutor
from tutor.course.faults import Fault
from tutor.course.markdown import parser
from tutor.course.prose import PlacedText
from tutor.sandbox.limits import Limits
from tutor.sandbox.results import ChildResult, Status
from tutor.sandbox.running import run

SECONDS = 20.0  # for all blocks of a lesson
_AT_ONCE = 2
_PROMPT = re.compile(r"^\s*>>> ", re.MULTILINE)


class Snippet(NamedTuple):
    """A block of code with `>>>` prompts, and where its first line stands."""

    code: str
    path: Path
    line: int


def snippets_of(pieces: Iterable[PlacedText]) -> list[Snippet]:
    """Return the blocks of code with prompts, in the order in which they are read."""
    return [
        Snippet(token.content, prose.path, prose.line + token.map[0] + 1)
        for prose in pieces
        if ">>> " in prose.text
        for token in parser().parse(prose.text)
        if token.type == "fence" and token.map and _PROMPT.search(token.content)
    ]


@contextmanager
def running(lessons: Iterable[list[Snippet]], *, trusted: bool) -> Iterator[Iterator[list[Fault]]]:
    """Run the blocks of each lesson beside what is done inside, some lessons at once.

    What is given yields where each lesson's blocks do not hold; runs still under way when it is
    left are stopped.
    """
    over = Event()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            yield pool.map(partial(run_snippets, trusted=trusted, stop=over.is_set), lessons)
        finally:
            over.set()
            pool.shutdown(cancel_futures=True)


def run_snippets(
    snippets: list[Snippet],
    seconds: float = SECONDS,
    *,
    trusted: bool,
    stop: Callable[[], bool] | None = None,
) -> list[Fault]:
    """Run the blocks one after another, as one session, and return where they do not hold.

    Where no wall can be had, those that are not `trusted` are not run, which is a fault.
    """
    if not snippets:
        return []
    result = run(
        "tutor.course.doctests:run_blocks",
        {"blocks": [snippet.code for snippet in snippets]},
        limits=Limits(seconds=seconds),
        readable=[Path(tutor.__file__).parent.parent / "engine"],
        trusted=trusted,
        stop=stop,
    )
    return _faults(snippets, result)


def _faults(snippets: list[Snippet], result: ChildResult) -> list[Fault]:
    """Read the entries: one for each block begun, and one for each example that failed."""
    faults: list[Fault] = []
    begun = snippets[0]
    for entry in result.entries:
        match entry:
            case {"block": int(block)} if block in range(len(snippets)):
                begun = snippets[block]
        match entry:
            case {"line": int(line), "message": str(message)}:
                faults.append(Fault(begun.path, begun.line + line, message))
    if result.status is not Status.FINISHED:
        told = result.message.removesuffix(".")
        faults.append(Fault(begun.path, begun.line, told[:1].lower() + told[1:]))
    return faults
