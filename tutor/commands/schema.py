"""`nn-tutor schema`: prints the JSON Schema of quiz.yaml, for editors."""

from __future__ import annotations

import argparse
import json

from tutor.commands.exit_codes import EXIT_GOOD


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none of its own."""


def run(options: argparse.Namespace) -> int:
    from tutor.course.schema import quiz_schema

    print(json.dumps(quiz_schema(), indent=2))
    return EXIT_GOOD
