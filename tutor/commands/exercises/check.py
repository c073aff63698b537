"""`nn-tutor exercise check NAME [FILE]`: runs a learner's program and says what came of it."""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from tutor.commands.exercises.asked import (
    CommandRefused,
    add_name,
    add_trust,
    command_of,
    exercise_of,
    read_program,
    store_of,
    work_of,
)
from tutor.commands.exercises.outcome_text import outcome_lines
from tutor.commands.exercises.patient import add_diagnosis, checked_case, diagnosis_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.output import harmless, tell
from tutor.exercises.anew import record_first
from tutor.exercises.checking import check
from tutor.exercises.model import Exercise
from tutor.exercises.outcome import CaseResult, Outcome
from tutor.exercises.work import Work, hints_shown, record_passed
from tutor.sandbox.running import warm
from tutor.typeset.in_text import maths_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_name(parser)
    add_trust(parser)
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help="your program, - for standard input (default: NAME.py here, else what the app has)",
    )
    add_diagnosis(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def run(options: argparse.Namespace) -> int:
    warm()
    try:
        exercise = exercise_of(options, options.name)
        if exercise.doctor:
            outcome = checked_case(options, exercise)
        elif diagnosis_of(options).is_given:
            raise CommandRefused(f"{exercise.name} is no case for the training doctor.")
        else:
            outcome = checked(options, exercise, options.file)
    except CommandRefused as refused:
        return refused.say()
    if options.json:
        print(json.dumps(_record(exercise, outcome)))
    else:
        lines = [harmless(maths_in(outcome.message))] if exercise.doctor else outcome_lines(outcome)
        for line in lines:
            print(line)
    return EXIT_GOOD if outcome.passed else EXIT_FAILED


def checked(options: argparse.Namespace, exercise: Exercise, file: Path | None) -> Outcome:
    """Check a learner's file, keep what it holds, remember a pass; raises CommandRefused."""
    work = work_of(options)
    path = _file_of(options, exercise, file, work)
    code = read_program(path) if path else work.text(exercise)
    outcome = check(replace(exercise, trusted=exercise.trusted or options.trust), code)
    try:
        if path:
            work.save_file(exercise, code)
    except OSError as error:
        tell(f"What your file holds is not kept in the data folder: {error.strerror or error}.")
    try:
        if outcome.passed:
            with store_of(options) as store:
                record_passed(store, exercise)
                hints = hints_shown(store, exercise)
                record_first(store, exercise, code, hints, shown=False)
    except CommandRefused as refused:
        tell(f"The result is not saved: {refused}")
    return outcome


def _file_of(
    options: argparse.Namespace, exercise: Exercise, named: Path | None, work: Work
) -> Path | None:
    """Return the learner's file: the one named, else the one here; None: what the app keeps."""
    path = named or Path(exercise.file_name)
    if named or path.exists():
        return path
    if work.is_begun(exercise.name):
        return None
    raise CommandRefused(
        f"There is no {path} here. {command_of(options)} start {exercise.name} writes it."
    )


def _record(exercise: Exercise, outcome: Outcome) -> dict[str, Any]:
    failing = outcome.failing
    return {
        "exercise": exercise.name,
        "passed": outcome.passed,
        "mistake": outcome.mistake,
        "message": maths_in(outcome.message),
        "case": _case(failing, outcome) if failing else None,
    }


def _case(case: CaseResult, outcome: Outcome) -> dict[str, Any]:
    return {
        "number": outcome.cases.index(case) + 1,
        "of": len(outcome.cases),
        "title": case.title,
        "inputs": plain(case.inputs),
        "expected": plain(case.expected),
        "got": plain(case.got),
        "faults": {name: maths_in(told) for name, told in case.faults.items()},
    }


def plain(value: Any) -> Any:
    """Return a value as JSON has it: arrays as lists, what is not finite as text."""
    import numpy as np

    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, complex) or (isinstance(value, float) and not np.isfinite(value)):
        return str(value)
    return value
