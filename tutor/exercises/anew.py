"""An exercise in code that comes back in the review: written anew, with less help each time."""

from __future__ import annotations

import ast
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256

from tutor.course.ids import CODE, exercise_part
from tutor.exercises.model import Exercise
from tutor.exercises.work import Work
from tutor.progress.store import Store

_ALONE = 2  # times it was answered, from which on there are no hints and no words in the program


def times_answered(store: Store, exercise: Exercise) -> int:
    """Return how often the program was written, or was shown."""
    return store.tries(exercise.lesson, exercise_part(exercise.name, CODE))


def faded(exercise: Exercise, times: int) -> Exercise:
    """Return the exercise with the help that is left after it was answered so many times."""
    if times < _ALONE:
        return exercise
    return replace(exercise, starter=bare(exercise.starter), hints=())


def bare(program: str) -> str:
    """Return a program without its comments and docstrings."""
    with suppress(SyntaxError):
        tree = ast.parse(program)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
                if ast.get_docstring(node) is not None:
                    del node.body[0]
                if not node.body and not isinstance(node, ast.Module):
                    node.body.append(ast.Pass())
        return f"{ast.unparse(tree)}\n"
    return program


def set_out(work: Work, store: Store, exercise: Exercise) -> None:
    """Set the earlier text aside, once each time that it is asked; raises OSError.

    A text that was begun for this time and left stays.
    """
    name = f"{exercise.lesson}#/anew/{exercise.name}"
    times = times_answered(store, exercise)
    if store.task(name) != times:
        work.reset(exercise)
        store.record_task(name, times)


def record_written(store: Store, exercise: Exercise, code: str, hints: int, *, shown: bool) -> None:
    """Keep that a program was written, so that it comes back; one that was shown was not.

    It waits for the disk, and is meant for a thread.
    """
    store.record_attempt(
        exercise.lesson,
        exercise_part(exercise.name, CODE),
        code,
        0.0 if shown else 1.0,
        "shown" if shown else "right",
        version=sha256((exercise.task + exercise.solution).encode()).hexdigest()[:16],
        hints=hints,
        aid="shown" if shown else "hint" if hints else "",
    )


def record_first(store: Store, exercise: Exercise, code: str, hints: int, *, shown: bool) -> None:
    """Keep that a program was written for the first time; a further time is for the review."""
    if exercise.kind == "code" and not times_answered(store, exercise):
        record_written(store, exercise, code, hints, shown=shown)
