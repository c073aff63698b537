"""`nn-tutor schema [NAME]`: prints the JSON Schema of what an author writes, for editors."""

from __future__ import annotations

import argparse
import json

from tutor.commands.exit_codes import EXIT_GOOD

_EXERCISE = "exercise"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from tutor.course.schema import NAMES

    asked = parser.add_mutually_exclusive_group()
    asked.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        choices=(*NAMES, _EXERCISE),
        default="quiz",
        help="quiz (default), course, exercise, lesson (its head), or a directive: its options",
    )
    asked.add_argument(
        "--page",
        action="store_true",
        help="print one page of Markdown with all options of all directives instead",
    )


def run(options: argparse.Namespace) -> int:
    from tutor.course.options_page import options_page
    from tutor.course.schema import schema_of, schema_of_model
    from tutor.exercises.written import ExerciseFile

    if options.page:
        print(options_page(), end="")
    elif options.name == _EXERCISE:
        schema = schema_of_model("exercise.yaml of an nn-tutor lesson", ExerciseFile)
        print(json.dumps(schema, indent=2))
    else:
        print(json.dumps(schema_of(options.name), indent=2))
    return EXIT_GOOD
