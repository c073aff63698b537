"""Runs a program on an exercise's cases, behind the wall, and returns what it gave back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

import tutor
from tutor.exercises.cases import Case
from tutor.exercises.errors import RunError, RunWarning
from tutor.exercises.model import Exercise
from tutor.sandbox.limits import Limits
from tutor.sandbox.results import ChildResult, Status
from tutor.sandbox.running import run

_TRYING = 5.0
"""Seconds for all changes of a program together, where the machine is busy."""
_OUTPUT = 256 << 10
_REPORT = 32 << 20
_UNREADABLE = "What your code told of itself cannot be read."


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a program gave back for one case."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """The plain values by name."""
    odd: Mapping[str, str] = field(default_factory=dict)
    """What those are that are no plain values, as the end of a sentence."""
    wrong_count: str = ""
    """What came back where not as many values came as are asked, as the end of a sentence."""
    is_none: bool = False
    changed: tuple[str, ...] = ()
    """The inputs that are no longer what they were."""
    error: RunError | None = None
    seconds: float = 0.0
    warned: tuple[RunWarning, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class ProgramAttempt:
    """A program's run on all cases."""

    answers: tuple[Answer, ...]
    """As many as there are cases, fewer where the run was cut short."""
    message: str
    """Why there is nothing to compare, or why the run was cut short; "" if neither."""
    error: RunError | None
    output: str
    stopped: bool = False
    """Whether the caller stopped it."""
    forbidden: bool = False


def attempt(
    exercise: Exercise,
    code: str,
    cases: Sequence[Case],
    stop: Callable[[], bool] | None = None,
    *,
    trusted: bool,
) -> ProgramAttempt:
    """Run the program `code` on the cases; never raise for what it does."""
    result = run(
        "tutor.exercises.learner_child:attempt",
        {**_asked(exercise), "code": code, "cases": [_for_the_child(case) for case in cases]},
        limits=Limits(seconds=exercise.seconds, output=_OUTPUT, report=_REPORT),
        trusted=trusted,
        stop=stop,
    )
    try:
        return _read(exercise, result, cases)
    except (KeyError, TypeError, AttributeError, ValueError):
        return ProgramAttempt((), _UNREADABLE, None, result.output)


class Tried(NamedTuple):
    """What came of programs that were tried."""

    answers: dict[int, Answer]
    """By the number of the program; those that raised, or took long, are left out."""
    seconds: float
    """Of the processor, for all together."""


def try_out(
    exercise: Exercise,
    codes: Sequence[str],
    case: Case,
    seconds: float,
    stop: Callable[[], bool] | None,
) -> Tried:
    """Return what each of many programs gives back for one case, as far as the seconds go."""
    result = run(
        "tutor.exercises.repair_child:try_out",
        {
            **_asked(exercise),
            "codes": list(codes),
            "case": _for_the_child(case),
            "seconds": seconds,
        },
        limits=Limits(seconds=_TRYING, output=_OUTPUT, report=_REPORT),
        trusted=True,
        stop=stop,
    )
    found, spent = {}, seconds
    for entry in result.entries:
        with suppress(KeyError, TypeError, AttributeError, ValueError):
            if "spent" in entry:
                spent = float(entry["spent"])
            else:
                found[int(entry["code"])] = _answer(entry, exercise.returns)
    return Tried(found, spent)


def _asked(exercise: Exercise) -> dict[str, Any]:
    """Return what a child is told of an exercise: nothing of what is right."""
    home = Path(tutor.__file__).parent
    kept_out = [home, home.parent / "engine", home.parent / "lessons", exercise.folder]
    return {
        "file": exercise.file_name,
        "function": exercise.function,
        "returns": list(exercise.returns),
        "folders": [str(folder) for folder in kept_out],
    }


def _for_the_child(case: Case) -> dict[str, Any]:
    return {"inputs": dict(case.inputs), "call": case.call}


def _read(exercise: Exercise, result: ChildResult, cases: Sequence[Case]) -> ProgramAttempt:
    answers: list[Answer] = []
    begun = None
    error: RunError | None = None
    message = ""
    for entry in result.entries:
        if "forbidden" in entry:
            message = _forbidden(str(entry["forbidden"]), entry["line"])
            error = RunError(entry["line"], "forbidden", message)
            return ProgramAttempt((), message, error, result.output, forbidden=True)
        if "missing" in entry:
            message = _missing(str(entry["missing"]), [str(name) for name in entry["known"]])
        elif "begun" in entry:
            begun = int(entry["begun"])
        elif int(entry["case"]) == len(answers) < len(cases):
            answers.append(_answer(entry, exercise.returns))
    if result.status is not Status.FINISHED:
        message, error = _ended(result, begun, cases)
    elif not message and len(answers) < len(cases):
        message = _UNREADABLE
    stopped = result.status is Status.STOPPED
    return ProgramAttempt(tuple(answers), message, error, result.output, stopped)


def _ended(result: ChildResult, begun: int | None, cases: Sequence[Case]) -> tuple[str, RunError]:
    """Return why the run has no end of its own, and where it was."""
    if result.raised:
        error = RunError(result.raised.line, result.raised.kind, result.raised.text)
        if error.is_unreadable:
            where = f"line {error.line}" if error.line else "the code"
            return f"Python cannot read {where}: {error.text}.", error
        return error.sentence, error
    message = result.message.replace("The code", "Your code", 1)
    if begun is not None and begun < len(cases):
        message = f"{message.removesuffix('.')}, in the case “{cases[begun].title}”."
    return message, RunError(None, str(result.status), message)


def _answer(entry: Mapping[str, Any], returns: Sequence[str]) -> Answer:
    seconds = float(entry["seconds"])
    if error := entry.get("error"):
        raised = RunError(error["line"], str(error["kind"]), str(error["text"]))
        return Answer(error=raised, seconds=seconds)
    results = entry["results"]
    changed = tuple(str(name) for name in entry["changed"])
    if results.get("none"):
        return Answer(is_none=True, changed=changed, seconds=seconds)
    if "values" not in results:
        what = results.get("single") or f"{int(results['count'])} values"
        return Answer(wrong_count=str(what), changed=changed, seconds=seconds)
    told = {name: results["values"][name] for name in returns}
    return Answer(
        values={name: each["plain"] for name, each in told.items() if "plain" in each},
        odd={name: str(each["odd"]) for name, each in told.items() if "odd" in each},
        changed=changed,
        seconds=seconds,
        warned=tuple(RunWarning(int(line), str(text)) for line, text in entry["warned"]),
    )


def _forbidden(what: str, line: int | None) -> str:
    where = f"Line {line}" if line else "Your code"
    if what in ("engine", "tutor", "lessons"):
        reach = "imports the engine" if what == "engine" else f"imports {what}"
    else:
        reach = f"reads {Path(what).name}"
    return (
        f"{where} {reach}, which your code is compared with. Write it with NumPy and Python alone."
    )


def _missing(function: str, known: Sequence[str]) -> str:
    near = get_close_matches(function, known, n=1)
    hint = f" It defines {near[0]}: is that the one?" if near else ""
    return f"Your code defines no function {function}.{hint}"
