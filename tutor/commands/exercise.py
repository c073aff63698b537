"""`nn-tutor exercise COMMAND`: exercises without the app, for those who live in their editor."""

from __future__ import annotations

import argparse

from tutor.commands.arguments import CommandParser

EXAMPLES = """examples:
  nn-tutor exercise list
  nn-tutor exercise start yes-or-no          writes yes_or_no.py here, and says what to do
  nn-tutor exercise watch yes-or-no          checks it each time you save it
  nn-tutor exercise check yes-or-no --json
  nn-tutor exercise check NAME --cause 2 --repair 1     a case for the training doctor"""

_PACKAGE = "tutor.commands.exercises"
COMMANDS = {
    "list": ("listing", "list all exercises, and how far each is"),
    "start": ("start", "write the file to begin with, and say what to do"),
    "check": ("check", "run your program and say what is wrong, or that it is right"),
    "watch": ("watch", "check your program each time it is saved"),
    "hint": ("hint", "give the next hint"),
    "solution": ("solution", "show a right program, and why it is right"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    commands = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=CommandParser
    )
    for name, (module, what) in COMMANDS.items():
        commands.add_parser(
            name,
            help=what,
            description=f"{what[0].upper()}{what[1:]}.",
            module=f"{_PACKAGE}.{module}",
        )


def run(options: argparse.Namespace) -> int:
    raise AssertionError("one of the commands below runs")
