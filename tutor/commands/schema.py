"""`nn-tutor schema`: prints the JSON Schema of quiz.yaml, for editors."""

from __future__ import annotations

import argparse
import json
from typing import Any

from tutor.commands.exit_codes import EXIT_GOOD


def add_parser(subparsers: Any) -> None:
    subparsers.add_parser("schema", help="print the JSON Schema of quiz.yaml, for editors")


def run(options: argparse.Namespace) -> int:
    from tutor.course.schema import quiz_schema

    print(json.dumps(quiz_schema(), indent=2, ensure_ascii=False))
    return EXIT_GOOD
