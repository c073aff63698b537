"""`nn-tutor check [DIR]`: says everything that is wrong with a course, one fault a line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.course.index import shipped_course


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="a course's folder (default: ours)"
    )
    parser.add_argument(
        "--run-code",
        action="store_true",
        help="also run the code of a course that is not ours, in a limited process",
    )


def run(options: argparse.Namespace) -> int:
    from tutor.course.check import check_course, count_snippets

    folder: Path = options.folder or options.course or shipped_course()
    ours = folder.resolve() == shipped_course().resolve()
    faults = check_course(folder, run_code=ours or options.run_code)
    for fault in faults:
        print(fault)
    if not (ours or options.run_code) and (count := count_snippets(folder)):
        blocks = "1 block" if count == 1 else f"{count} blocks"
        print(f"{blocks} of code not run; --run-code runs and checks them.", file=sys.stderr)
    print(_summary(len(faults)), file=sys.stderr)
    return EXIT_FAILED if faults else EXIT_GOOD


def _summary(count: int) -> str:
    if not count:
        return "Nothing is wrong."
    return "1 fault." if count == 1 else f"{count} faults."
