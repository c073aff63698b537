"""`nn-tutor exercise solution NAME`: a right program or the right lines, and why."""

from __future__ import annotations

import argparse

from tutor.commands.exercises.asked import CommandRefused, add_name, written_of
from tutor.commands.exit_codes import EXIT_GOOD
from tutor.commands.output import harmless


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_name(parser)


def run(options: argparse.Namespace) -> int:
    try:
        exercise = written_of(options, options.name)
    except CommandRefused as refused:
        return refused.told()
    if exercise.derivation:
        solution = "\n".join(line.answer for line in exercise.derivation.steps)
    else:
        solution = exercise.solution.rstrip()
    print(harmless(f"{solution}\n\n{exercise.explanation}".rstrip()))
    return EXIT_GOOD
