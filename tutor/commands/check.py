"""`nn-tutor check [DIR]`: says everything that is wrong with a course, one fault a line."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from engine.counted import counted
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.output import harmless, tell
from tutor.course.index import shipped_course

if TYPE_CHECKING:
    from tutor.course.faults import Fault


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", metavar="DIR", nargs="?", type=Path, help="a course's folder (default: ours)"
    )
    parser.add_argument(
        "--run-code",
        action="store_true",
        help="also run the code of a course that is not ours, behind a wall",
    )
    parser.add_argument(
        "--trust",
        action="store_true",
        help="also run it where this system can put no wall round it, with limits alone",
    )
    parser.add_argument(
        "--exercises",
        action="store_true",
        help="also run the exercises: the solution passes, each known mistake is told",
    )


def run(options: argparse.Namespace) -> int:
    from tutor.course.sharing import Sharing
    from tutor.sandbox.wall import lacking, limits_alone

    folder: Path = options.folder or options.course or shipped_course()
    ours = folder.resolve() == shipped_course().resolve()
    trusted = ours or options.trust
    asked = trusted or options.run_code
    runs = trusted or (asked and not lacking())
    with Sharing(sum(1 for _ in folder.glob("*/lesson.md"))) as sharing:
        of_exercises = sharing.later(_exercise_faults, folder)
        from tutor.course.check import check_course  # while the first process begins

        faults = check_course(folder, run_code=runs, trusted=trusted, each=sharing.map)
        faults += of_exercises()
    if options.exercises:
        from tutor.exercises.proof import prove

        faults += prove(folder, trusted=trusted, progress=_show_progress)
    faults.sort()
    for fault in faults:
        print(harmless(str(fault)))
    left_out = "" if runs else _left_out(folder, asked, lacking())
    notice = limits_alone() if runs and not ours else left_out
    for sentence in filter(None, (notice, _summary(len(faults)))):
        tell(sentence)
    return EXIT_FAILED if faults or (asked and left_out) else EXIT_GOOD


def _exercise_faults(folder: Path) -> list[Fault]:
    """Read the exercises; only the process that does so reads in what they are made of."""
    from tutor.exercises.reading import exercise_faults

    return exercise_faults(folder)


def _left_out(folder: Path, asked: bool, lack: str) -> str:
    """Say how much code was not run, and why; "" if there is none."""
    from tutor.course.check import count_snippets

    count = count_snippets(folder)
    if not count:
        return ""
    blocks = counted(count, "block")
    if not asked:
        return f"{blocks} of code not run; --run-code runs and checks them."
    why = f"no wall can be put round it: {lack}. --trust runs it all the same"
    return f"{blocks} of code not run, for {why}."


def _show_progress(done: int, count: int) -> None:
    """Count on one line of a terminal; nothing where nobody looks."""
    if sys.stderr.isatty():
        end = "\n" if done == count else ""
        print(f"\r{done} of {count} exercises run", end=end, file=sys.stderr, flush=True)


def _summary(count: int) -> str:
    if not count:
        return "Nothing is wrong."
    return counted(count, "fault") + "."
