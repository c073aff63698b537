"""`nn-tutor exercise start NAME`: writes the file to begin with, and says what to do.

Of a case for the training doctor it shows the symptoms, and what can be said of them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tutor.commands.exercises.asked import (
    CommandRefused,
    add_name,
    command_of,
    exercise_of,
    work_of,
)
from tutor.commands.exercises.patient import show_case
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.output import harmless, tell
from tutor.exercises.model import Exercise
from tutor.typeset.in_text import maths_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_name(parser)
    parser.add_argument(
        "--to", metavar="FILE", type=Path, help="where to write it (default: NAME.py here)"
    )
    parser.add_argument(
        "--anew", action="store_true", help="begin from the start, not from your saved work"
    )


def run(options: argparse.Namespace) -> int:
    try:
        exercise = exercise_of(options, options.name)
        if exercise.doctor:
            show_case(options, exercise)
            return EXIT_GOOD
        path = _destination(options.to, exercise)
        work = work_of(options)
        if options.anew:
            work.reset(exercise)
        text = work.text(exercise)
    except CommandRefused as refused:
        return refused.say()
    except OSError as error:
        return CommandRefused(f"{error.filename}: {error.strerror}.", EXIT_FAILED).say()
    try:
        _write_new(path, text)
    except FileExistsError:
        return CommandRefused(f"{path} is there already, and is left as it is.", EXIT_FAILED).say()
    except OSError as error:
        return CommandRefused(f"{path}: {error.strerror or error}.", EXIT_FAILED).say()
    print(harmless(maths_in(f"{exercise.title}\n\n{exercise.task}")))
    named = "" if path == Path(exercise.file_name) else f" {path}"
    tell(f"\nWritten: {path}")
    tell(f"Check it: {command_of(options)} check {exercise.name}{named}")
    tell(f"A hint:   {command_of(options)} hint {exercise.name}")
    return EXIT_GOOD


def _write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all; raise OSError."""
    with path.open("x", encoding="utf-8") as file:
        try:
            file.write(text)
            file.flush()
        except OSError:
            path.unlink(missing_ok=True)
            raise


def _destination(chosen: Path | None, exercise: Exercise) -> Path:
    """Return the file to write: `chosen`, or in it where that is a folder."""
    if chosen is None:
        return Path(exercise.file_name)
    return chosen / exercise.file_name if chosen.is_dir() else chosen
