"""`nn-tutor progress`: what was done, how well, and what is due."""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

from tutor.commands.course_and_progress import progress_of
from tutor.commands.exit_codes import EXIT_FAILED, EXIT_GOOD
from tutor.commands.narrow import fitted
from tutor.commands.output import tell
from tutor.commands.review import due_record, schedule_of
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, LessonIndex, shipped_course
from tutor.plots.numbers import percent
from tutor.progress.faults import StoreError
from tutor.progress.standing import MARKS, Standing

if TYPE_CHECKING:
    from tutor.progress.store import Store
    from tutor.review.schedule import ReviewSchedule


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def run(options: argparse.Namespace) -> int:
    try:
        with progress_of(options) as (index, store):
            standing = Standing(index, store)
            schedule = schedule_of(index, store)
            exercises = _exercises(options, store)
    except (CourseError, StoreError) as error:
        tell(error)
        return EXIT_FAILED
    if options.json:
        record = (
            _record(index, standing, schedule) | {"exercises": exercises} | due_record(schedule)
        )
        print(json.dumps(record))
    else:
        _print_table(index, standing)
        _print_exercises(exercises)
        _print_due(schedule)
    return EXIT_GOOD


def _exercises(options: argparse.Namespace, store: Store) -> dict[str, str]:
    """Return how far each exercise is: new, started or passed."""
    from tutor.exercises.listing import entries
    from tutor.exercises.work import Work, states

    course = options.course or shipped_course()
    return states(entries(course.absolute()), store, Work(store.path.parent))


def _print_exercises(exercises: dict[str, str]) -> None:
    counts = Counter(exercises.values())
    if counts["passed"] + counts["started"]:
        under_way = f", {counts['started']} under way" if counts["started"] else ""
        print(f"\nexercises {counts['passed']}/{len(exercises)} passed{under_way}")


def _record(index: CourseIndex, standing: Standing, schedule: ReviewSchedule) -> dict[str, Any]:
    lessons = [
        _lesson_record(lesson, standing) | {"objectives": _objectives(lesson, schedule)}
        for lesson in index.lessons
    ]
    return {
        "course": index.title,
        "lessons": lessons,
        "lessons_done": sum(lesson["state"] == "done" for lesson in lessons),
    }


def _objectives(lesson: LessonIndex, schedule: ReviewSchedule) -> list[dict[str, Any]]:
    """Return what is known of each objective: the chance to answer right today, and its basis."""
    from tutor.review.objectives import known_objectives

    return [
        {
            "objective": known.text,
            "chance": None if known.chance is None else round(known.chance, 4),
            "questions": known.questions,
            "answered": known.answered,
        }
        for known in known_objectives(lesson, schedule)
    ]


def _lesson_record(lesson: LessonIndex, standing: Standing) -> dict[str, Any]:
    return {
        "id": lesson.id,
        "title": lesson.title,
        "pages": lesson.pages,
        "questions": lesson.questions,
        **standing.record(lesson),
    }


def _print_table(index: CourseIndex, standing: Standing) -> None:
    for unit in index.units:
        print(fitted(unit.title, indent=2))
        for lesson in unit.lessons:
            record = _lesson_record(lesson, standing)
            score = "" if record["score"] is None else f"  {percent(record['score'])} %"
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
