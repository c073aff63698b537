"""`nn-tutor export FILE`: everything that was done, as JSON lines."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from tutor.commands.course_and_progress import file_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.output import tell
from tutor.progress import transfer
from tutor.progress.faults import StoreError
from tutor.progress.texts import text_lines
from tutor.whole_files import write_whole

_HEAD = 4096  # characters in which the first line of an export ends


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the file to write, `-` for standard output")
    parser.epilog = transfer.__doc__


def run(options: argparse.Namespace) -> int:
    path = None if options.file == "-" else Path(options.file)
    if path is not None and path.exists() and not _is_export(path):
        tell(f"{path} is there already, and is no export of ours: nothing was written.")
        return EXIT_FAILED
    try:
        with file_of(options) as store:
            lines = store.look(lambda file: list(transfer.lines_of(file, {})))
            lines += text_lines(store.path.parent)
    except StoreError as error:
        tell(error)
        return EXIT_FAILED
    if path is None:
        for line in lines:
            print(line)
        return EXIT_GOOD
    try:
        write_whole(path, transfer.text_of(lines))
    except OSError as error:
        tell(f"{path}: {error.strerror or error}. Nothing was written.")
        return EXIT_FAILED
    answers = sum(json.loads(line).get("kind") == "attempt" for line in lines)
    tell(f"{answers} answers and all else are in {path}.")
    return EXIT_GOOD


def _is_export(path: Path) -> bool:
    if not path.is_file():  # a pipe or a device might be read for ever
        return False
    try:
        with path.open(encoding="utf-8") as file:
            return bool(json.loads(file.readline(_HEAD))["nn-tutor"] == "progress")
    except (OSError, ValueError, TypeError, KeyError):
        return False
