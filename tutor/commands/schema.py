"""`nn-tutor schema [NAME]`: prints the JSON Schema of what an author writes, for editors."""

from __future__ import annotations

import argparse
import json

from tutor.commands.exit_codes import EXIT_GOOD


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from tutor.course.schema import NAMES

    asked = parser.add_mutually_exclusive_group()
    asked.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        choices=NAMES,
        default="quiz",
        help="quiz (default), course, lesson (its head), or a directive's name: its options",
    )
    asked.add_argument(
        "--page",
        action="store_true",
        help="print one page of Markdown with all options of all directives instead",
    )


def run(options: argparse.Namespace) -> int:
    from tutor.course.options_page import options_page
    from tutor.course.schema import schema_of

    text = options_page() if options.page else json.dumps(schema_of(options.name), indent=2) + "\n"
    print(text, end="")
    return EXIT_GOOD
