"""What runs behind the wall: calls the function asked for and reports its value.

A function that runs here may tell values on the way by `report`; they are kept even if the process
is stopped later.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import traceback
from importlib import import_module
from typing import Any

from tutor.sandbox.frames import frame_head, write_frame
from tutor.sandbox.jobs import Job
from tutor.sandbox.values import dumps, parts_of
from tutor.sandbox.wall import enclose

_LONGEST = 500  # characters of an error's text
_OUT_OF_MEMORY = dumps({"memory": True})
_LAST_WORD = frame_head(_OUT_OF_MEMORY) + _OUT_OF_MEMORY  # there may be no memory to make it of

_reports = 3  # the descriptor of the pipe to the outside


def report(value: Any) -> None:
    """Tell the outside a plain value now; it becomes one of `Result.entries`."""
    write_frame(_reports, *parts_of({"entry": value}))


def finish(value: Any) -> None:
    """Tell what the function gives back, and leave the process at once; this never returns."""
    try:
        write_frame(_reports, dumps({"value": value}))
        _flush()
    finally:
        os._exit(0)


def perform(job: Job, *, watcher: int, folder: str, reports: int) -> None:
    """Go behind the wall, do the job and leave the process; this never returns.

    `folder` is the temporary one, `reports` the descriptor that reports are written to.
    """
    global _reports
    _reports = reports
    try:
        _settle(job, folder)
        readable = [*job.readable, *([job.folder] if job.folder else [])]
        enclose(job.limits, watcher, walled=job.walled, readable=readable, folder=folder)
    except OSError as error:
        write_frame(reports, dumps({"refused": str(error)}))
        os._exit(1)
    try:
        write_frame(reports, _last_frame(job))
        _flush()
    except MemoryError:
        os.write(reports, _LAST_WORD)
    finally:
        os._exit(0)  # threads and exit handlers of the code are not waited for


def _settle(job: Job, folder: str) -> None:
    """Make the job's world the process's own: its folder, its variables, fresh random numbers."""
    os.chdir(job.folder or folder)
    os.environ.update(HOME=folder, TMPDIR=folder, MPLCONFIGDIR=folder, MPLBACKEND="Agg")
    tempfile.tempdir = folder
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True, errors="backslashreplace")
    if "numpy" in sys.modules:
        import numpy as np

        np.random.seed()


def _last_frame(job: Job) -> bytes:
    """Call the function and return what the report ends with."""
    try:
        return _outcome(job)
    except MemoryError:  # there may be too little left to say more
        return _OUT_OF_MEMORY


def _outcome(job: Job) -> bytes:
    try:
        module, _, name = job.target.partition(":")
        return dumps({"value": getattr(import_module(module), name)(**job.arguments)})
    except MemoryError:
        raise
    except SystemExit as stop:
        return dumps({"exited": str(stop.code)[:_LONGEST]})
    except BaseException as error:
        return dumps({"raised": raised(error)})


def raised(error: BaseException) -> dict[str, Any]:
    """Return an exception as a plain value: its kind, its text and the line of the code."""
    lines = [
        line
        for frame, line in traceback.walk_tb(error.__traceback__)
        if frame.f_globals.get("__name__") == "__main__"
    ]
    line, text = lines[-1] if lines else None, _text(error)
    if isinstance(error, SyntaxError) and not lines:  # its own, not one of what it imports
        line, text = error.lineno, error.msg
    return {"kind": type(error).__name__, "text": text[:_LONGEST], "line": line}


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:  # an exception of the code's own may do anything when asked
        return ""


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:  # the code may have closed it, or put something else in its place
            continue
