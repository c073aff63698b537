"""`nn-tutor exercise hint NAME`: the next hint, each saying more than the one before."""

from __future__ import annotations

import argparse

from tutor.commands.exercises.asked import (
    CommandRefused,
    add_name,
    command_of,
    exercise_of,
    store_of,
)
from tutor.commands.exit_codes import EXIT_GOOD
from tutor.commands.output import harmless, tell
from tutor.exercises.work import hints_shown, record_hints
from tutor.typeset.in_text import maths_in


def add_arguments(parser: argparse.ArgumentParser) -> None:
    add_name(parser)
    parser.add_argument("--again", action="store_true", help="all hints seen so far, no new one")


def run(options: argparse.Namespace) -> int:
    try:
        exercise = exercise_of(options, options.name)
        with store_of(options) as store:
            seen = min(hints_shown(store, exercise), len(exercise.hints))
            if not options.again:
                seen = min(seen + 1, len(exercise.hints))
                record_hints(store, exercise, seen)
    except CommandRefused as refused:
        return refused.say()
    shown = exercise.hints[:seen]
    for number, hint in enumerate(shown, start=1):
        if options.again or number == seen:
            print(harmless(f"Hint {number} of {len(exercise.hints)}: {maths_in(hint)}"))
    if not shown:
        tell("No hint was asked for yet." if exercise.hints else "This exercise has no hints.")
    elif seen == len(exercise.hints):
        tell(f"That is all. {command_of(options)} solution {exercise.name} shows what is right.")
    return EXIT_GOOD
