"""Proves a course's exercises by running them: what is right passes, each known mistake is told.

For each exercise whose answer is a program: the solution passes, what a learner begins with does
not, every mutant fails and earns its own message, all within the time that a learner has. For each
case of the training doctor: the tutor finds what ails the run, and the cure makes it well.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from tutor.course.faults import CourseError, Fault
from tutor.exercises.attempts import ProgramAttempt, attempt
from tutor.exercises.cases import Case, UnusableTests, cases_of
from tutor.exercises.comparing import faults_of
from tutor.exercises.doctor import unproven
from tutor.exercises.judging import agree, judged, tells_apart
from tutor.exercises.listing import exercise_folders
from tutor.exercises.loading import JUDGE, load_exercise
from tutor.exercises.mistakes import alike, attempts_of_mutants
from tutor.exercises.model import Exercise
from tutor.exercises.parsons import shuffled_text

Progress = Callable[[int, int], object]
"""Told how many exercises are proved, and of how many."""


def prove(course: Path, *, trusted: bool, progress: Progress) -> list[Fault]:
    """Return what does not hold of the exercises of the course in a folder, by file and line.

    Those that cannot be read are left out, and so are those that nothing is run of.
    """
    exercises = [each for each in _readable(course.absolute()) if each.is_program or each.doctor]
    faults: list[Fault] = []
    progress(0, len(exercises))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(partial(_faults, trusted=trusted), exercises)
        for number, of_one in enumerate(found, start=1):
            faults.extend(of_one)
            progress(number, len(exercises))
    return sorted(faults)


def _readable(course: Path) -> Iterator[Exercise]:
    with suppress(CourseError):
        for lesson, folder in exercise_folders(course):
            with suppress(CourseError):
                yield load_exercise(course, lesson, folder.name)


def _faults(exercise: Exercise, trusted: bool) -> list[Fault]:
    if exercise.doctor:
        return [Fault(exercise.folder / "exercise.yaml", 1, what) for what in unproven(exercise)]
    exercise = replace(exercise, trusted=trusted)
    try:
        cases = cases_of(exercise)
    except UnusableTests as error:
        return [Fault(exercise.folder / "tests.py", error.line or 1, str(error))]
    return [
        *_cases_faults(exercise, cases),
        *_solution_faults(exercise, cases),
        *_starter_faults(exercise, cases),
        *_mutant_faults(exercise, cases),
        *_judge_faults(exercise),
    ]


def _cases_faults(exercise: Exercise, cases: tuple[Case, ...]) -> Iterator[Fault]:
    path = exercise.folder / "tests.py"
    if not any(case.shown for case in cases):
        yield Fault(path, 1, "no case is shown; mark one with shown=True")
    if exercise.function is None and any(case.call is None for case in cases):
        yield Fault(path, 1, "each case needs a call, as exercise.yaml names no function")


def _solution_faults(exercise: Exercise, cases: tuple[Case, ...]) -> Iterator[Fault]:
    tried = _tried(exercise, exercise.solution, cases)
    if problem := _problem(exercise, tried, cases):
        line = (tried.error.line if tried.error else None) or 1
        yield Fault(exercise.folder / "solution.py", line, f"the solution fails: {problem}")


def _starter_faults(exercise: Exercise, cases: tuple[Case, ...]) -> Iterator[Fault]:
    begin = shuffled_text(exercise) if exercise.kind == "parsons" else exercise.starter
    tried = _tried(exercise, begin, cases)
    path = exercise.folder / ("solution.py" if exercise.kind == "parsons" else "starter.py")
    if not _problem(exercise, tried, cases):
        yield Fault(path, 1, "what the learner begins with passes already")
    elif exercise.kind == "bug" and tried.message:
        yield Fault(path, 1, f"a program with a bug should run: {tried.message}")


def _mutant_faults(exercise: Exercise, cases: tuple[Case, ...]) -> Iterator[Fault]:
    attempts = attempts_of_mutants(exercise)
    for number, (name, tried) in enumerate(attempts.items()):
        path = exercise.folder / "mutants" / f"{name}.py"
        if tried.message:
            yield Fault(path, 1, f"cannot be compared: {tried.message}")
        elif not _problem(exercise, tried, cases):
            yield Fault(path, 1, "passes all cases: add one that it fails")
        for other in [*attempts][:number]:
            if alike(tried, attempts[other], cases, exercise.tolerance):
                yield Fault(path, 1, f"gives the same results as {other}: add a case that differs")


def _judge_faults(exercise: Exercise) -> Iterator[Fault]:
    """Yield where the judge of a hunted bug does not tell the broken program from the right one."""
    if not exercise.judge:
        return
    path = exercise.folder / JUDGE
    broken, right = judged(exercise, exercise.starter), judged(exercise, exercise.solution)
    wrong = [name for name in right.slopes if not agree(right.slopes[name], right.nudges[name])]
    if right.fault or wrong:
        yield Fault(path, 1, f"of the solution: {right.fault or ', '.join(wrong) + ' is wrong'}")
    elif not tells_apart(broken, right):
        yield Fault(path, 1, "the program with the bug looks as good as the solution")


def _tried(exercise: Exercise, code: str, cases: tuple[Case, ...]) -> ProgramAttempt:
    return attempt(exercise, code, cases, trusted=exercise.trusted)


def _problem(exercise: Exercise, tried: ProgramAttempt, cases: tuple[Case, ...]) -> str:
    """Return the first thing that is wrong with a run, "" if it passes."""
    if tried.message:
        return tried.message
    for case, answer in zip(cases, tried.answers, strict=True):
        for sentence in faults_of(exercise, case, answer).values():
            return f"in the case “{case.title}”: {sentence}"
    return ""
