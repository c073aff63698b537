"""`nn-tutor exercise list`: all exercises of the course, and how far each is."""

from __future__ import annotations

import argparse
import json
from itertools import groupby

from tutor.commands.exercises.asked import CommandRefused, course_of, store_of, work_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.narrow import fitted
from tutor.commands.output import harmless, tell
from tutor.course.faults import CourseError
from tutor.exercises.listing import entries
from tutor.exercises.model import ExerciseEntry
from tutor.exercises.work import states

_MARKS = {"new": " ", "started": "◐", "passed": "✔"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON list on stdout")


def run(options: argparse.Namespace) -> int:
    try:
        found = entries(course_of(options))
        known = _states(options, found)
    except CourseError as error:
        tell(error)
        return EXIT_FAILED
    if options.json:
        print(json.dumps([_record(entry, known[entry.name]) for entry in found]))
        return EXIT_GOOD
    width = max((len(entry.name) for entry in found), default=0)
    for lesson, group in groupby(found, key=lambda entry: entry.lesson):
        print(lesson)
        for entry in group:
            line = f"  {_MARKS[known[entry.name]]} {entry.name:<{width}}  {entry.title}"
            kind = "" if entry.kind == "code" else f" ({entry.kind})"
            print(fitted(harmless(line + kind), indent=8))
    if not found:
        tell("This course has no exercises.")
    return EXIT_GOOD


def _states(options: argparse.Namespace, found: tuple[ExerciseEntry, ...]) -> dict[str, str]:
    """Return how far each is; as far as files tell, where the progress cannot be read."""
    work = work_of(options)
    try:
        with store_of(options) as store:
            return states(found, store, work)
    except CommandRefused as error:
        tell(error)
        return states(found, None, work)


def _record(entry: ExerciseEntry, state: str) -> dict[str, object]:
    return {
        "exercise": entry.name,
        "lesson": entry.lesson,
        "kind": entry.kind,
        "title": entry.title,
        "state": state,
    }
