"""Behind the wall: runs a learner's program on the cases and reports what it gives back."""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from inspect import signature
from traceback import walk_tb
from types import FunctionType, TracebackType
from typing import Any

import numpy as np

from tutor.exercises.own_work import keep_out, line_of
from tutor.exercises.plain_results import as_plain
from tutor.sandbox.child import report
from tutor.sandbox.text import execute
from tutor.sandbox.values import dumps

_LONGEST = 400  # characters of an error's text
_MOST = 8  # warnings of a case that are kept
_CALL = "<call>"

Case = Mapping[str, Any]


def attempt(
    code: str,
    file: str,
    function: str | None,
    returns: Sequence[str],
    cases: Sequence[Case],
    folders: Sequence[str],
) -> None:
    """Run the program, then each case on it.

    Reports {"forbidden", "line"} for each try to reach what is not its own, {"missing", "known"}
    where the function is not there, {"begun"} and an answer for each case.
    """
    np.random.seed(0)
    keep_out(folders, file, lambda what, line: report({"forbidden": what, "line": line}))
    execute(code, (), file)
    names = vars(sys.modules["__main__"])
    if function and not callable(names.get(function)):
        known = [name for name, value in names.items() if isinstance(value, FunctionType)]
        report({"missing": function, "known": known})
        return
    for number, case in enumerate(cases):
        report({"begun": number})
        report({"case": number, **answer(names, file, function, returns, case)})


def answer(
    names: Mapping[str, Any], file: str, function: str | None, returns: Sequence[str], case: Case
) -> dict[str, Any]:
    """Return what a program, whose variables are `names`, gives back for a case, or its error.

    "warned" holds the line and the text of what NumPy warned of on the way.
    """
    with _noted_warnings(file) as warned:
        return {**_answer(names, file, function, returns, case), "warned": warned}


@contextmanager
def _noted_warnings(file: str) -> Iterator[list[tuple[int, str]]]:
    """Give the list to which the first warnings are added that lines of a file earn."""
    noted: list[tuple[int, str]] = []
    with warnings.catch_warnings():
        warnings.simplefilter("default")
        shown = warnings.showwarning

        def note(message: Warning | str, category: type[Warning], *where: Any, **more: Any) -> None:
            line = line_of(file)
            if issubclass(category, RuntimeWarning) and line and len(noted) < _MOST:
                noted.append((line, str(message)[:_LONGEST]))
            shown(message, category, *where, **more)

        warnings.showwarning = note
        yield noted


def _answer(
    names: Mapping[str, Any], file: str, function: str | None, returns: Sequence[str], case: Case
) -> dict[str, Any]:
    inputs = deepcopy(case["inputs"])
    watched = None
    start = time.process_time()  # not of the clock: a busy machine comes to the same end
    try:
        if case["call"] is None:
            assert function is not None
            given: Any = _called(names[function], inputs)
        else:
            space = {**names, "__name__": "__main__", **inputs}
            if function and isinstance(names[function], FunctionType):
                space[function] = watched = _NotesNone(names[function])
            exec(compile(case["call"], _CALL, "exec"), space)
            values = [space.get(name) for name in returns]
            given = values[0] if len(values) == 1 else values
    except BaseException as error:
        told = _error(error, file)
        if watched and watched.gave_nothing and told["line"] is None:
            return {"results": {"none": True}, "changed": [], "seconds": 0.0}
        return {"error": told, "seconds": time.process_time() - start}
    seconds = time.process_time() - start
    return {
        "results": _results(given, returns),
        "changed": [name for name in inputs if not _same(inputs[name], case["inputs"][name])],
        "seconds": seconds,
    }


class _NotesNone:
    """Calls a function for a case's own call, and knows whether it gave back None the last time."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.gave_nothing = False

    def __call__(self, *given: Any, **named: Any) -> Any:
        result = self.function(*given, **named)
        self.gave_nothing = result is None
        return result


def _called(function: Callable[..., Any], inputs: Mapping[str, Any]) -> Any:
    """Call by name or, where the learner named the arguments otherwise, in their order."""
    try:
        signature(function).bind(**inputs)
    except (TypeError, ValueError):
        return function(*inputs.values())
    return function(**inputs)


def _results(given: Any, returns: Sequence[str]) -> dict[str, Any]:
    """Return each result by its name; {"count": n} or {"odd": ...} where they are not so many."""
    if given is None:
        return {"none": True}
    if len(returns) == 1:
        return {"values": {returns[0]: as_plain(given)}}
    if type(given) not in (tuple, list):
        odd = as_plain(given)
        return {"single": odd.get("odd") or _kind(given)}
    if len(given) != len(returns):
        return {"count": len(given)}
    return {"values": {name: as_plain(value) for name, value in zip(returns, given, strict=True)}}


def _kind(value: Any) -> str:
    if type(value) is dict:
        return "a dictionary"
    shape = getattr(value, "shape", None)
    return f"one array of shape {shape}" if shape else f"one {type(value).__name__}"


def _same(after: Any, before: Any) -> bool:
    try:
        return dumps(after) == dumps(before)
    except (TypeError, ValueError):
        return False


def _error(error: BaseException, file: str) -> dict[str, Any]:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
    except BaseException:  # an exception of the program's own may do anything when asked
        text = ""
    return {
        "kind": type(error).__name__,
        "text": text[:_LONGEST],
        "line": _line(error.__traceback__, file),
    }


def _line(trace: TracebackType | None, file: str) -> int | None:
    lines = [line for frame, line in walk_tb(trace) if frame.f_code.co_filename == file]
    return lines[-1] if lines else None
