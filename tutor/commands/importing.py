"""`nn-tutor import FILE`: takes in what `nn-tutor export` wrote, here or elsewhere."""

from __future__ import annotations

import argparse
import codecs
import sys
from pathlib import Path

from tutor.commands.course_and_progress import progress_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.output import tell
from tutor.course.faults import CourseError
from tutor.progress import transfer
from tutor.progress.faults import StoreError
from tutor.progress.texts import keep_texts
from tutor.review.schedule import catch_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="what was exported, `-` for standard input")
    parser.epilog = transfer.__doc__


def run(options: argparse.Namespace) -> int:
    try:
        rows = transfer.rows_in(_lines(options.file))
        with progress_of(options) as (index, store):
            new = store.change(lambda file: transfer.take_in(file, rows))
            store.follow(index.renamed)
            texts = keep_texts(store.path.parent, rows)
            catch_up(store)
    except transfer.TransferError as error:
        tell(f"{options.file}:{error}. Nothing was taken in.")
        return EXIT_FAILED
    except OSError as error:
        tell(f"{options.file}: {error.strerror or error}")
        return EXIT_FAILED
    except UnicodeDecodeError:
        tell(f"{options.file}: this is no text in UTF-8 or UTF-16. Nothing was taken in.")
        return EXIT_FAILED
    except (CourseError, StoreError) as error:
        tell(error)
        return EXIT_FAILED
    told = sum(name == "attempt" for name, _ in rows)
    said = f"{new.get('attempt', 0)} of {told} answers were new."
    if any(name == "text" for name, _ in rows):
        said += f" {texts} texts of exercises were new."
    tell(said)
    return EXIT_GOOD


def _lines(file: str) -> list[str]:
    # Only "\n" ends a line: a learner's answer may hold what else Unicode breaks lines at.
    raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    # Some shells of Windows write what is redirected into a file as UTF-16.
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return raw.decode("utf-16" if wide else "utf-8-sig").split("\n")
