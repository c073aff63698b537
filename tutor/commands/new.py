"""`nn-tutor new DIR`: makes a small course to begin from."""

from __future__ import annotations

import argparse
from pathlib import Path

from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.output import tell


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="a new or empty folder")


def run(options: argparse.Namespace) -> int:
    from tutor.course.faults import as_opened
    from tutor.course.scaffold import make_course

    folder: Path = options.folder
    try:
        made = make_course(folder)
    except OSError as error:
        reason = error.strerror or "the folder is not empty"
        tell(f"{folder}: cannot make a course here: {reason}")
        return EXIT_FAILED
    for path in made:
        print(as_opened(path.absolute()))
    tell(f"Open it:  nn-tutor --course {folder}")
    tell(f"Check it: nn-tutor check {folder}")
    return EXIT_GOOD
