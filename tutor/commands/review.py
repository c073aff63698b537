"""`nn-tutor review`: the questions that are due, in the app; with --json a list of them."""

from __future__ import annotations

import argparse
import json
import time
from typing import TYPE_CHECKING, Any

from tutor.commands.course_and_progress import progress_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.open import open_tutor
from tutor.commands.output import tell
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex
from tutor.progress.faults import StoreError
from tutor.progress.store import Store

if TYPE_CHECKING:
    from tutor.review.schedule import ReviewSchedule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="list what is due, as JSON on stdout")


def run(options: argparse.Namespace) -> int:
    if not options.json:
        return open_tutor(options.course, options.data_dir, review=True)
    try:
        with progress_of(options) as (index, store):
            record = due_record(schedule_of(index, store))
    except (CourseError, StoreError) as error:
        tell(error)
        return EXIT_FAILED
    print(json.dumps(record))
    return EXIT_GOOD


def schedule_of(index: CourseIndex, store: Store) -> ReviewSchedule:
    """Return the schedule of now, with all attempts taken in."""
    from tutor.review.schedule import ReviewSchedule, catch_up

    try:
        catch_up(store)
    except StoreError as error:
        tell(error)
    return ReviewSchedule(index, store, time.time())


def due_record(schedule: ReviewSchedule) -> dict[str, Any]:
    """Return what is due now, and when the next question is, as JSON shows it."""
    from tutor.review.words import iso

    due = [
        {
            "lesson": each.lesson,
            "question": each.question,
            "due": iso(each.due),
            "stability": None if each.stability is None else round(each.stability, 4),
        }
        for each in schedule.due
    ]
    return {"due": due, "next": None if schedule.next is None else iso(schedule.next)}
