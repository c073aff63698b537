"""`nn-tutor schema [NAME]`: prints the JSON Schema of what an author writes, for editors."""

from __future__ import annotations

import argparse
import json

from tutor.commands.exit_codes import EXIT_GOOD


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from tutor.course.schema import NAMES

    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        choices=NAMES,
        default="quiz",
        help="quiz (default), course, lesson (its head), or a directive's name: its options",
    )


def run(options: argparse.Namespace) -> int:
    from tutor.course.schema import schema_of

    print(json.dumps(schema_of(options.name), indent=2))
    return EXIT_GOOD
