"""Reads exercises from a course's folder, or says everything that is wrong with them.

<lesson id>/exercises/<name>/exercise.yaml   the texts, and how it is checked
starter.py solution.py tests.py mutants/*.py beside it, for the kinds whose answer is a program
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from tutor.course.faults import CourseError, Fault, keeping
from tutor.course.files import read_text
from tutor.course.ids import LESSON_ID
from tutor.course.index import shipped_course
from tutor.course.validation import did_you_mean, validated
from tutor.course.yamltree import Tree, read_yaml
from tutor.exercises.doctor import tables_of
from tutor.exercises.folders import FOLDER
from tutor.exercises.listing import entries, exercise_folders
from tutor.exercises.model import PROGRAMS, Exercise, Mutant
from tutor.exercises.written import (
    ExerciseFile,
    Programmed,
    WrittenBug,
    WrittenDerivation,
    WrittenDoctor,
    WrittenParsons,
)

_PROGRAMS = ("starter.py", "solution.py", "tests.py")
_MADE = {"parsons": "starter.py"}
"""What is made of the solution."""


class NoSuchExercise(Exception):
    """No exercise has this name; the text says which is near."""


def find(course: Path, name: str) -> Exercise:
    """Return the exercise `name` of the course in the folder `course`.

    Raises NoSuchExercise, and CourseError with all that is wrong with it.
    """
    known = [entry.name for entry in entries(course)]
    for lesson, folder in exercise_folders(course):
        if folder.name == name:
            return load_exercise(course, lesson, name)
    raise NoSuchExercise(f"There is no exercise {name}{did_you_mean(name, known) or '.'}")


def exercises_of(course: Path, lesson: str) -> tuple[Exercise, ...]:
    """Return the exercises of a lesson, the easiest first; CourseError with all their faults."""
    faults: list[Fault] = []
    found: list[Exercise] = []
    for owner, folder in exercise_folders(course):
        if owner == lesson:
            with keeping(faults):
                found.append(load_exercise(course, lesson, folder.name))
    if faults:
        raise CourseError(sorted(faults))
    return tuple(sorted(found, key=lambda each: (each.order, each.name)))


def load_exercise(course: Path, lesson: str, name: str) -> Exercise:
    """Return one exercise of the course in the folder `course`; CourseError with its faults."""
    folder = course / lesson / FOLDER / name
    path = folder / "exercise.yaml"
    faults: list[Fault] = []
    written = None
    with keeping(faults):
        tree = read_yaml(read_text(path, course), path)
        written = validated(ExerciseFile, tree, path).root
    programs: dict[str, str] = {}
    mutants: dict[str, Mutant] = {}
    if written is None or written.kind in PROGRAMS:
        for name_of_file in _PROGRAMS:
            if written and _MADE.get(written.kind) == name_of_file:
                continue
            with keeping(faults):
                programs[name_of_file] = _program(folder / name_of_file, course)
        for file in _mutant_files(folder):
            with keeping(faults):
                mutants[file.stem] = _mutant(file, course)
    if written is not None:
        if isinstance(written, WrittenBug) and "starter.py" in programs:
            faults.extend(_bug_faults(written, programs["starter.py"], tree, path))
        tables = tables_of(written) if isinstance(written, WrittenDoctor) else frozenset()
        faults.extend(_missing(tables, folder, path))
        faults.extend(_strangers(folder, written.kind in PROGRAMS, tables))
    if not LESSON_ID.fullmatch(name):
        problem = "may hold small letters and digits, joined by single hyphens"
        faults.append(Fault(path, 1, f"the name of the folder, {name}, {problem}"))
    if faults or written is None:
        raise CourseError(sorted(faults))
    asked = written if isinstance(written, Programmed) else None
    return Exercise(
        name=name,
        lesson=lesson,
        kind=written.kind,
        title=written.title,
        page=written.page,
        order=written.order,
        task=written.task,
        hints=written.hints,
        explanation=written.explanation or "",
        folder=folder,
        trusted=course.resolve() == shipped_course().resolve(),
        function=asked.function if asked else None,
        returns=asked.returns if asked else (),
        changes=asked.changes if asked else (),
        tolerance=asked.tolerance if asked else 1.0,
        seconds=asked.seconds if asked else 0.0,
        starter=programs.get("starter.py", ""),
        solution=programs.get("solution.py", ""),
        tests=programs.get("tests.py", ""),
        mutants=mutants,
        distractors=written.distractors if isinstance(written, WrittenParsons) else (),
        bug=written.bug if isinstance(written, WrittenBug) else None,
        derivation=written if isinstance(written, WrittenDerivation) else None,
        doctor=written if isinstance(written, WrittenDoctor) else None,
    )


def _program(path: Path, course: Path) -> str:
    """Return the text of a file of Python, which must be readable as Python."""
    text = read_text(path, course)
    _parsed(text, path)
    return text


def _parsed(text: str, path: Path) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None) or 1
        message = f"this is no Python: {getattr(error, 'msg', error)}"
        raise CourseError([Fault(path, line, message)]) from None


def _mutant_files(folder: Path) -> list[Path]:
    return sorted(path for path in (folder / "mutants").glob("*.py"))


def _mutant(path: Path, course: Path) -> Mutant:
    text = read_text(path, course)
    message = ast.get_docstring(_parsed(text, path))
    if not message:
        what = "begin with a docstring, the message that this mistake earns"
        raise CourseError([Fault(path, 1, what)])
    return Mutant(text, " ".join(message.split()))


def _bug_faults(written: WrittenBug, starter: str, tree: Tree, path: Path) -> Iterator[Fault]:
    lines = starter.splitlines()
    for key, numbers in (("line", [written.bug.line]), ("also", written.bug.also)):
        for number in numbers:
            if number > len(lines) or not lines[number - 1].strip():
                message = f"bug.{key}: starter.py has nothing on line {number}"
                yield Fault(path, tree.line(("bug", key)), message)


def _missing(tables: frozenset[str], folder: Path, path: Path) -> Iterator[Fault]:
    """Yield the tables that are learned from and not there."""
    for name in sorted(tables):
        if Path(name).name != name or not (folder / name).is_file():
            yield Fault(path, 1, f"csv: there is no table {name} beside exercise.yaml")


def _strangers(folder: Path, is_program: bool, tables: frozenset[str]) -> Iterator[Fault]:
    """Yield the files that no exercise of this kind uses."""
    known = {"exercise.yaml", *tables, *([*_PROGRAMS, "mutants"] if is_program else [])}
    mutants = folder / "mutants"
    inside = [*mutants.iterdir()] if is_program and mutants.is_dir() else []
    strange = [path for path in folder.iterdir() if path.name not in known]
    strange += [path for path in inside if path.suffix != ".py"]
    for path in strange:
        if not path.name.startswith((".", "__pycache__")):
            yield Fault(path, 1, "no exercise uses this file; remove it")
