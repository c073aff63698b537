"""`nn-tutor progress`: what was done, how well, and what is due."""

from __future__ import annotations

import argparse
import json
import time
from typing import TYPE_CHECKING, Any

from tutor.commands.course_and_progress import progress_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.narrow import fitted
from tutor.commands.output import tell
from tutor.commands.review import due_record, schedule_of
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, LessonIndex
from tutor.plots.numbers import percent
from tutor.progress.faults import StoreError
from tutor.progress.records import LessonProgress
from tutor.progress.standing import MARKS

if TYPE_CHECKING:
    from tutor.review.schedule import ReviewSchedule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def run(options: argparse.Namespace) -> int:
    try:
        with progress_of(options) as (index, store):
            summary = store.summary(index.page_names)
            schedule = schedule_of(index, store)
    except (CourseError, StoreError) as error:
        tell(error)
        return EXIT_FAILED
    if options.json:
        print(json.dumps(_record(index, summary) | due_record(schedule)))
    else:
        _print_table(index, summary)
        _print_due(schedule)
    return EXIT_GOOD


def _record(index: CourseIndex, summary: dict[str, LessonProgress]) -> dict[str, Any]:
    lessons = [_lesson_record(lesson, summary.get(lesson.id)) for lesson in index.lessons]
    return {
        "course": index.title,
        "lessons": lessons,
        "lessons_done": sum(lesson["state"] == "done" for lesson in lessons),
    }


def _lesson_record(lesson: LessonIndex, progress: LessonProgress | None) -> dict[str, Any]:
    seen = progress or LessonProgress()
    return {
        "id": lesson.id,
        "title": lesson.title,
        "pages": lesson.pages,
        "questions": lesson.questions,
        **seen.record(lesson.pages, lesson.questions),
    }


def _print_table(index: CourseIndex, summary: dict[str, LessonProgress]) -> None:
    for unit in index.units:
        print(fitted(unit.title, indent=2))
        for lesson in unit.lessons:
            record = _lesson_record(lesson, summary.get(lesson.id))
            score = "" if record["score"] is None else f"  {percent(record['score'])}%"
            line = (
                f"  {MARKS[record['state']]} {lesson.number:<4} {lesson.title:<44}"
                f" pages {record['pages_seen']}/{lesson.pages}"
                f"  questions {record['questions_tried']}/{lesson.questions}{score}"
            )
            print(fitted(line, indent=8))


def _print_due(schedule: ReviewSchedule) -> None:
    from tutor.review.words import ahead

    if due := len(schedule.due):
        what = f"{due} question{'s are' if due > 1 else ' is'} due"
        print(f"\n{what}, about {schedule.minutes} min: nn-tutor review asks again.")
    elif schedule.next is not None:
        print(f"\nNothing is due. The next question is due {ahead(schedule.next, time.time())}.")
