"""Runs a program behind the wall and returns what was recorded of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import tutor
from tutor.programs.instrument import instrument
from tutor.programs.misfits import misfit
from tutor.programs.numpy_words import numpy_words
from tutor.programs.program import Program
from tutor.programs.recorded import Recorded, unpack
from tutor.sandbox.limits import Limits
from tutor.sandbox.results import ChildResult, Status
from tutor.sandbox.running import run

KEPT = 4000
"""Operations kept of a run: the window round what is looked at."""

SECONDS = 10.0
MEMORY = 2 << 30
_PACKING = 15.0  # seconds more, to tell what was recorded
TOO_LONG = "The program ran for {:g} s and was stopped{}; "
UNTIL_THEN = "this is what it did until then."
NOTHING_YET = "until then it computed nothing with numbers."
_SAID = {
    "EOFError": "waits for something to be typed, which nobody can do here: write it into the "
    "program.",
    "PermissionError": "may not do this here ({}): a program may read the files of its own folder "
    "and write none, and use no network and no other program.",
}
_ASYNCIO = (
    "cannot begin with asyncio: its loop needs sockets, and a program has none here. Without async "
    "and await the same code can be looked at."
)
_NO_ARGUMENTS = "Here sys.argv holds the program's name alone: write the rest into the program."
_LONGEST = 160
"""Characters of what a program said last."""
_MISSING = "No module named "
_SILENT = (Status.ENDED, Status.CRASHED, Status.OUT_OF_MEMORY, Status.TIMED_OUT, Status.TOO_MUCH)
"""Ends that may come before a report: then the program runs again, and reports at once."""
UNREADABLE = "What the program told of itself cannot be read."


def run_program(
    program: Program,
    start: int = 0,
    keep: int = KEPT,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> Recorded:
    """Run a program and keep `keep` of its operations from `start` on; never raise for its faults.

    Random numbers are seeded, so that a second run with another window is the same run.
    """
    window = range(start, start + keep)
    result = _run(program, window, seconds, stop)
    if not result.entries and result.status in _SILENT:
        result = _run(program, window, seconds, stop, promptly=True)
    recorded, readable = _recorded(result, program)
    message = _message(result, recorded, seconds) or ("" if readable else UNREADABLE)
    line = result.raised.line if result.raised else None
    return replace(
        recorded, message=message, line=line, output=result.output, output_cut=result.output_cut
    )


def _run(
    program: Program,
    window: range,
    seconds: float,
    stop: Callable[[], bool] | None,
    promptly: bool = False,
) -> ChildResult:
    room = 0.0 if promptly else _PACKING
    return run(
        "tutor.programs.recording:record",
        {
            "code": program.code,
            "inputs": dict(program.inputs),
            "start": window.start,
            "stop": window.stop,
            "seconds": seconds,
            "name": program.name,
            "promptly": promptly,
        },
        limits=Limits(seconds + room, MEMORY, report=128 << 20, cuts_output=True),
        readable=readable_by(program),
        folder=program.folder,
        trusted=True,
        stop=stop,
    )


def readable_by(program: Program) -> list[Path]:
    """Return the folders that a program may read: its own, and the engine's."""
    engine = Path(tutor.__file__).parent.parent / "engine"
    return [engine, *([program.folder] if program.folder else [])]


def _recorded(result: ChildResult, program: Program) -> tuple[Recorded, bool]:
    """Return what the run told of itself, and whether it told anything that can be read."""
    _, map = instrument(program.code, program.name)
    with suppress(ValueError):
        return unpack(result.entries, program, map), True
    return Recorded(program, map, (), (), 0, 0), False


def look_at(
    program: Program,
    function: str | None = None,
    iteration: int | None = None,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> Recorded:
    """Run a program with the window where a function is called, or an iteration begins.

    It runs a second time where that lies beyond the first window.
    """
    recorded = run_program(program, seconds=seconds, stop=stop)
    if function is None and iteration is None:
        return recorded
    nodes = recorded.inside(function, iteration)
    first = min((recorded.nodes[node].first for node in nodes), default=0)
    if first < KEPT:
        return recorded
    return run_program(program, first, seconds=seconds, stop=stop)


def first_meant(
    program: Program,
    words: str,
    seconds: float = SECONDS,
    stop: Callable[[], bool] | None = None,
) -> int | None:
    """Return how many operations come before the first that is looked for; None for none.

    The program runs once more for it, from its beginning.
    """
    result = run(
        "tutor.programs.seeking:seek",
        {
            "code": program.code,
            "inputs": dict(program.inputs),
            "name": program.name,
            "words": words,
            "seconds": seconds,
        },
        limits=Limits(seconds + _PACKING, MEMORY, cuts_output=True),
        readable=readable_by(program),
        folder=program.folder,
        trusted=True,
        stop=stop,
    )
    found = result.value.get("operation") if isinstance(result.value, dict) else None
    return found if isinstance(found, int) else None


def _message(result: ChildResult, recorded: Recorded, seconds: float) -> str:
    """Say why a run did not finish; "" if it did."""
    program = recorded.program
    told = result.value if isinstance(result.value, dict) else {}
    if told.get("ended") == "time" or result.status is Status.TIMED_OUT:
        line = told.get("line")
        where = f" in {program.place(line)}" if isinstance(line, int) else ""
        until_then = UNTIL_THEN if recorded.operations else NOTHING_YET
        return TOO_LONG.format(seconds, where) + until_then
    raised = result.raised
    if raised is None:
        last = [line.strip() for line in result.output.splitlines() if line.strip()][-1:]
        ended = last and result.status is Status.ENDED
        return f"{result.message} It said last: {last[0][:_LONGEST]}" if ended else result.message
    where = program.place(raised.line) if raised.line else "the program"
    if raised.text.startswith(_MISSING):
        missing = raised.text.removeprefix(_MISSING)
        return (
            f"{where[0].upper()}{where[1:]} imports what is neither installed here nor in its "
            f"folder: {missing}."
        )
    written = program.lines[raised.line - 1] if raised.line else ""
    if raised.kind in _SAID:
        is_asyncio = raised.kind == "PermissionError" and "asyncio." in written
        why = _ASYNCIO if is_asyncio else _SAID[raised.kind].format(raised.text)
        return f"{where[0].upper()}{where[1:]} {why}"
    apart = misfit(recorded, raised.line, raised.text) if raised.line else ""
    if meant := apart or numpy_words(raised.text):
        return f"The code raises {raised.kind} in {where}: {meant}."
    said = result.message.replace(f" in line {raised.line}", f" in {where}", 1)
    return f"{said} {_NO_ARGUMENTS}" if "sys.argv" in written else said
