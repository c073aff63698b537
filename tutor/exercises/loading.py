"""Reads exercises from a course's folder, or says everything that is wrong with them.

<lesson id>/exercises/<name>/exercise.yaml   the texts, and how it is checked
starter.py solution.py tests.py mutants/*.py beside it, for the kinds whose answer is a program
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tutor.course.exercise_folders import FOLDER
from tutor.course.faults import CourseError, Fault, keeping
from tutor.course.files import read_text
from tutor.course.ids import LESSON_ID
from tutor.course.index import shipped_course
from tutor.course.validation import did_you_mean, validated
from tutor.course.yamltree import Tree, read_yaml
from tutor.exercises.doctor import tables_of
from tutor.exercises.listing import entries, exercise_folders
from tutor.exercises.model import PROGRAMS, Exercise, Mutant
from tutor.exercises.written import (
    ExerciseFile,
    Programmed,
    Written,
    WrittenBug,
    WrittenDerivation,
    WrittenDoctor,
    WrittenParsons,
)

_PROGRAMS = ("starter.py", "solution.py", "tests.py")
JUDGE = "judge.py"
"""What a hunted bug may have besides: see `judging`."""
T = TypeVar("T")


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


def load_exercise(course: Path, lesson: str, name: str) -> Exercise:
    """Return one exercise of the course in the folder `course`; CourseError with its faults."""
    folder = course / lesson / FOLDER / name
    path = folder / "exercise.yaml"
    faults: list[Fault] = []
    written = None
    with keeping(faults):
        tree = read_yaml(read_text(path, course), path)
        written = validated(ExerciseFile, tree, path).root
    programs = _read_each(_program_files(folder, written), _program, course, faults)
    is_program = written is None or written.kind in PROGRAMS
    mutants = _read_each(_mutant_files(folder) if is_program else [], _mutant, course, faults)
    if not LESSON_ID.fullmatch(name):
        problem = "may hold small letters and digits, joined by single hyphens"
        faults.append(Fault(path, 1, f"the name of the folder, {name}, {problem}"))
    if written is None:
        raise CourseError(sorted(faults))
    faults.extend(_faults_between(written, programs, tree, path))
    if faults:
        raise CourseError(sorted(faults))
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
        mutants=mutants,
        **{**programs, **_of_the_kind(written)},
    )


def _of_the_kind(written: Written) -> dict[str, Any]:
    """Return what only exercises of a kind have, as `Exercise` names it."""
    match written:
        case WrittenDerivation():
            return {"derivation": written}
        case WrittenDoctor():
            return {"doctor": written}
    common = Written.model_fields.keys() | {"kind"}
    return {name: value for name, value in written if name not in common}


def _program_files(folder: Path, written: Written | None) -> list[Path]:
    """Return where the programs of an exercise stand; all that there can be, where it is unread."""
    match written:
        case WrittenDerivation() | WrittenDoctor():
            return []
        case WrittenParsons():  # its starter is made of the solution
            return [folder / "solution.py", folder / "tests.py"]
        case WrittenBug() if (folder / JUDGE).exists():
            return [folder / name for name in (*_PROGRAMS, JUDGE)]
    return [folder / name for name in _PROGRAMS]


def _read_each(
    files: Sequence[Path], read: Callable[[Path, Path], T], course: Path, faults: list[Fault]
) -> dict[str, T]:
    """Return what each file holds by its name without the ending; add the faults of the others."""
    found = {}
    for file in files:
        with keeping(faults):
            found[file.stem] = read(file, course)
    return found


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
    return sorted((folder / "mutants").glob("*.py"))


def _mutant(path: Path, course: Path) -> Mutant:
    text = read_text(path, course)
    message = ast.get_docstring(_parsed(text, path))
    if not message:
        what = "begin with a docstring, the message that this mistake earns"
        raise CourseError([Fault(path, 1, what)])
    return Mutant(text, " ".join(message.split()))


def _faults_between(
    written: Written, programs: Mapping[str, str], tree: Tree, path: Path
) -> Iterator[Fault]:
    """Yield where exercise.yaml and the files beside it do not belong together."""
    if isinstance(written, WrittenBug) and "starter" in programs:
        yield from _bug_faults(written, programs["starter"], tree, path)
    tables = tables_of(written) if isinstance(written, WrittenDoctor) else frozenset()
    yield from _missing(tables, path.parent, path)
    files = frozenset({*_PROGRAMS, "mutants"}) if isinstance(written, Programmed) else tables
    if isinstance(written, WrittenBug):
        files |= {JUDGE}
    yield from _strangers(path.parent, files)


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


def _strangers(folder: Path, known: frozenset[str]) -> Iterator[Fault]:
    """Yield the files that no exercise of this kind uses."""
    mutants = folder / "mutants"
    inside = [*mutants.iterdir()] if mutants.name in known and mutants.is_dir() else []
    strange = [path for path in folder.iterdir() if path.name not in {"exercise.yaml", *known}]
    strange += [path for path in inside if path.suffix != ".py"]
    for path in strange:
        if not path.name.startswith((".", "__pycache__")):
            yield Fault(path, 1, "no exercise uses this file; remove it")
