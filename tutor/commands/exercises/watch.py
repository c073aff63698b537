"""`nn-tutor exercise watch [NAME]`: checks a learner's program each time that it is saved."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from tutor.commands.exercises.asked import (
    STANDARD_INPUT,
    CommandRefused,
    add_trust,
    command_of,
    course_of,
    exercise_of,
    text_exercise_of,
)
from tutor.commands.exercises.check import checked
from tutor.commands.exercises.outcome_text import outcome_lines
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.output import tell
from tutor.course.faults import CourseError
from tutor.exercises.listing import entries
from tutor.exercises.model import PROGRAMS, Exercise

_LOOK = 0.25  # seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_trust(parser)
    parser.add_argument(
        "name", metavar="NAME", nargs="?", help="the exercise (default: all whose file is here)"
    )
    parser.add_argument(
        "file", metavar="FILE", nargs="?", type=Path, help="your program (default: NAME.py here)"
    )


def run(options: argparse.Namespace) -> int:
    try:
        files = _files(options)
        return _watch(options, files)
    except CommandRefused as refused:
        return refused.say()
    except KeyboardInterrupt:
        return EXIT_GOOD


def _files(options: argparse.Namespace) -> dict[Path, Exercise]:
    """Return the files to be watched; raises CommandRefused where there is none."""
    if options.name:
        exercise = text_exercise_of(options, options.name)
        path = options.file or Path(exercise.file_name)
        if path == STANDARD_INPUT:
            raise CommandRefused("Standard input cannot be watched: give the file you write in.")
        if not path.exists():
            start = f"{command_of(options)} start {exercise.name} --to {path}"
            raise CommandRefused(f"There is no {path}. {start} writes it.")
        return {path: exercise}
    try:
        known = [entry for entry in entries(course_of(options)) if entry.kind in PROGRAMS]
    except CourseError as error:
        raise CommandRefused(error, EXIT_FAILED) from None
    here = [entry.name for entry in known if Path(f"{entry.name.replace('-', '_')}.py").exists()]
    if not here:
        raise CommandRefused(
            f"No exercise's file is here. {command_of(options)} start NAME writes one."
        )
    found = [exercise_of(options, name) for name in here]
    return {Path(exercise.file_name): exercise for exercise in found}


def _watch(options: argparse.Namespace, files: dict[Path, Exercise]) -> int:
    seen = {path: _stamp(path) for path in files}
    newest = max(files, key=lambda path: seen[path] or (0, 0))
    _tell(options, files[newest], newest)
    while True:
        time.sleep(_LOOK)
        for path, exercise in files.items():
            stamp = _stamp(path)
            if stamp is not None and stamp != seen[path]:
                seen[path] = stamp
                _tell(options, exercise, path)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes when a file is saved; None while it is being replaced."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


def _tell(options: argparse.Namespace, exercise: Exercise, path: Path) -> None:
    print(f"── {path}")
    try:
        for line in outcome_lines(checked(options, exercise, path)):
            print(line)
    except CommandRefused as refused:
        tell(refused)
    print("", flush=True)
