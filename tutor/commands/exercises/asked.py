"""What the commands about one exercise begin with: the exercise that was named, and its file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tutor.commands.course_and_progress import file_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_USAGE
from tutor.commands.output import tell
from tutor.course.faults import CourseError
from tutor.course.index import shipped_course
from tutor.exercises.loading import NoSuchExercise, find
from tutor.exercises.model import TEXTS, Exercise
from tutor.exercises.work import Work
from tutor.progress.faults import StoreError
from tutor.progress.folder import data_folder
from tutor.progress.store import Store

LONGEST = 1 << 18
"""Bytes of a learner's file."""
STANDARD_INPUT = Path("-")


class CommandRefused(Exception):
    """The command cannot go on: what to tell, and the exit code."""

    def __init__(self, message: object, code: int = EXIT_USAGE) -> None:
        super().__init__(str(message))
        self.code = code

    def say(self) -> int:
        """Tell it, and return the exit code."""
        tell(self)
        return self.code


def add_name(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the exercise, as `exercise list` names it")


def add_trust(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--trust",
        action="store_true",
        help="run the tests of a stranger's course also where no wall can be put round them",
    )


def course_of(options: argparse.Namespace) -> Path:
    folder: Path = options.course or shipped_course()
    return folder.absolute()


def command_of(options: argparse.Namespace) -> str:
    """Return what a learner types before `check` and the like, to come to the same exercises."""
    places = {"--course": options.course, "--data-dir": options.data_dir}
    given = "".join(f" {name} {place}" for name, place in places.items() if place)
    return f"nn-tutor{given} exercise"


def exercise_of(options: argparse.Namespace, name: str) -> Exercise:
    """Return the exercise of this name; raises CommandRefused."""
    try:
        return find(course_of(options), name)
    except NoSuchExercise as error:
        raise CommandRefused(f"{error} `{command_of(options)} list` names them all.") from None
    except CourseError as error:
        raise CommandRefused(error, EXIT_FAILED) from None


def text_exercise_of(options: argparse.Namespace, name: str) -> Exercise:
    """Return the exercise of this name, whose answer is written; raises CommandRefused."""
    exercise = exercise_of(options, name)
    if exercise.kind not in TEXTS:
        raise CommandRefused(
            f"{name} is a case for the training doctor: there is no file to be watched. "
            f"{command_of(options)} start {name} shows it."
        )
    return exercise


def work_of(options: argparse.Namespace) -> Work:
    """Return the learner's texts; raises CommandRefused."""
    try:
        return Work(data_folder(options.data_dir))
    except StoreError as error:
        raise CommandRefused(error, EXIT_FAILED) from None


@contextmanager
def store_of(options: argparse.Namespace) -> Iterator[Store]:
    """Open the file of progress; raises CommandRefused."""
    try:
        with file_of(options) as store:
            yield store
    except StoreError as error:
        raise CommandRefused(error, EXIT_FAILED) from None


def read_program(path: Path) -> str:
    """Return the text of a learner's file, or of standard input; raises CommandRefused."""
    try:
        data = _piped_in() if path == STANDARD_INPUT else path.read_bytes()
    except OSError as error:
        raise CommandRefused(f"{path}: {error.strerror or error}.") from None
    if len(data) > LONGEST:
        raise CommandRefused(f"{path}: a program of more than {LONGEST >> 10} KB is not run.")
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    raise CommandRefused(f"{path}: this is no text in UTF-8.")


def _piped_in() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise CommandRefused("Standard input is the keyboard: give a file, or pipe a program in.")
    return sys.stdin.buffer.read(LONGEST + 1)
