"""`nn-tutor exercise solution NAME`: a right program or the right lines, and why."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from difflib import ndiff

from tutor.commands.exercises.asked import CommandRefused, add_name, exercise_of, work_of
from tutor.commands.exercises.patient import solution_lines
from tutor.commands.exit_codes import EXIT_GOOD
from tutor.commands.output import harmless
from tutor.exercises.model import Exercise
from tutor.exercises.work import first_text
from tutor.typeset.in_text import maths_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_name(parser)


def run(options: argparse.Namespace) -> int:
    try:
        exercise = exercise_of(options, options.name)
        work = work_of(options)
    except CommandRefused as refused:
        return refused.say()
    if exercise.doctor:
        print(harmless(maths_in("\n".join(solution_lines(exercise)))))
        return EXIT_GOOD
    if exercise.derivation:
        solution = "\n".join(line.answer for line in exercise.derivation.steps)
    else:
        solution = exercise.solution.rstrip()
    print(harmless(f"{solution}\n\n{maths_in(exercise.explanation)}".rstrip()))
    if lines := list(_compared(work.text(exercise), exercise)):
        print(harmless("\n".join(["", "Yours (-) beside it (+):", *lines])))
    return EXIT_GOOD


def _compared(own: str, exercise: Exercise) -> Iterator[str]:
    """Yield the lines of both programs as one; none where the learner's is as it began."""
    if exercise.is_program and own != first_text(exercise):
        lines = ndiff(own.rstrip().splitlines(), exercise.solution.rstrip().splitlines())
        yield from (line for line in lines if not line.startswith("?"))
