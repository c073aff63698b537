"""`nn-tutor exercise solution NAME`: a right program, and why it is right."""

from __future__ import annotations

import argparse

from tutor.commands.exercises.asked import CommandRefused, add_name, program_of
from tutor.commands.exit_codes import EXIT_GOOD
from tutor.commands.output import harmless


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_name(parser)


def run(options: argparse.Namespace) -> int:
    try:
        exercise = program_of(options, options.name)
    except CommandRefused as refused:
        return refused.told()
    print(harmless(f"{exercise.solution.rstrip()}\n\n{exercise.explanation}"))
    return EXIT_GOOD
