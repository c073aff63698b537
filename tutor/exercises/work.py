"""What a learner has written: kept as files in the data folder, with the texts from before.

exercises/<name>/now.py        the text as it was left
exercises/<name>/file.py       what a file of the learner's own held when it was checked last
exercises/<name>/before-3.py   what a reset took away, the highest number last
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.progress.store import Store
from tutor.whole_files import read_ordinary, write_own

if TYPE_CHECKING:
    from tutor.exercises.model import Exercise, ExerciseEntry

_NOW, _FILE = "now.py", "file.py"
_BEFORE = re.compile(r"before-(\d+)\.py")
_MOST = 1_000_000  # bytes; no program that one writes for an exercise, and slow to edit


def first_text(exercise: Exercise) -> str:
    """Return what a learner begins with."""
    # Late: home asks for states alone.
    if exercise.kind == "derivation":
        from tutor.exercises.derivation import first_lines

        return first_lines(exercise)
    if exercise.kind == "parsons":
        from tutor.exercises.parsons import shuffled_text

        return shuffled_text(exercise)
    return exercise.starter


class Work:
    """The texts of one learner, in a data folder; OSError where they cannot be kept."""

    def __init__(self, data_folder: Path) -> None:
        self.folder = data_folder / "exercises"

    def text(self, exercise: Exercise) -> str:
        """Return the text as it was left, else that of their file, else what one begins with.

        One that cannot be read stays where it is: saving another in its place fails, and says why.
        """
        for path in (self.path(exercise.name), self._file(exercise.name)):
            with suppress(OSError):
                if (saved := self._read(path)) is not None:
                    return saved
        return first_text(exercise)

    def path(self, name: str) -> Path:
        """Return where the text of an exercise is kept."""
        return self.folder / name / _NOW

    def _file(self, name: str) -> Path:
        return self.folder / name / _FILE

    def is_begun(self, name: str) -> bool:
        return self.path(name).exists() or self._file(name).exists()

    def begun(self) -> frozenset[str]:
        """Return the names of all that are begun."""
        with suppress(OSError):
            names = [each.name for each in self.folder.iterdir()]
            return frozenset(filter(self.is_begun, names))
        return frozenset()

    def save(self, exercise: Exercise, text: str) -> None:
        """Keep the text; a fall of power leaves either the old one or this one.

        What is still as it began is not kept: it is no work.
        """
        self._keep(exercise, self.path(exercise.name), text)

    def save_file(self, exercise: Exercise, text: str) -> None:
        """Keep what a file of the learner's own holds, beside the text and never over it."""
        self._keep(exercise, self._file(exercise.name), text)

    def _keep(self, exercise: Exercise, path: Path, text: str) -> None:
        saved = self._read(path)
        if text == saved or (saved is None and text == first_text(exercise)):
            return
        write_own(path, text)

    def reset(self, exercise: Exercise) -> str:
        """Begin anew and return the first text; what was written stays for `undo`."""
        for path in (self._file(exercise.name), self.path(exercise.name)):
            saved = self._read(path)
            if saved is not None and saved != first_text(exercise):
                numbers = [number for number, _ in self._before(exercise.name)]
                path.replace(_before(path, max(numbers, default=0) + 1))
            else:
                path.unlink(missing_ok=True)
        return first_text(exercise)

    def can_undo(self, name: str) -> bool:
        """Say whether a reset took something away that `undo` brings back."""
        return bool(self._before(name))

    def undo(self, exercise: Exercise) -> str:
        """Bring back what the last reset took away and return it; the present text changes places.

        Raises LookupError where no reset took anything.
        """
        before = self._before(exercise.name)
        if not before:
            raise LookupError(exercise.name)
        number, kept = max(before)
        text = self._read(kept) or ""
        path = self.path(exercise.name)
        if self._read(path) not in (None, first_text(exercise)):
            path.replace(_before(path, number + 1))
        kept.replace(path)
        return text

    def _before(self, name: str) -> list[tuple[int, Path]]:
        with suppress(OSError):
            files = [*(self.folder / name).iterdir()]
            matches = [(_BEFORE.fullmatch(file.name), file) for file in files]
            return [(int(match[1]), file) for match, file in matches if match]
        return []

    @staticmethod
    def _read(path: Path) -> str | None:
        with suppress(FileNotFoundError):
            return read_ordinary(path, _MOST)
        return None


def _before(path: Path, number: int) -> Path:
    return path.with_name(f"before-{number}.py")


def passed_name(lesson: str, name: str) -> str:
    """Return what an exercise that is passed is called among the tasks done: of no page."""
    return f"{lesson}#/exercise/{name}"


def record_passed(store: Store, exercise: Exercise) -> None:
    """Remember that an exercise is passed; the first time counts."""
    name = passed_name(exercise.lesson, exercise.name)
    if store.task(name) is None:
        store.record_task(name, 0)


def hints_shown(store: Store, exercise: Exercise) -> int:
    """Return how many hints a learner has seen."""
    return store.task(_hints_name(exercise)) or 0


def record_hints(store: Store, exercise: Exercise, count: int) -> None:
    """Remember how many hints a learner has seen."""
    if count > hints_shown(store, exercise):
        store.record_task(_hints_name(exercise), count)


def _hints_name(exercise: Exercise) -> str:
    return f"{exercise.lesson}#/hints/{exercise.name}"


def states(entries: Iterable[ExerciseEntry], store: Store | None, work: Work) -> dict[str, str]:
    """Return for each exercise whether it is new, started or passed."""
    done = store.tasks() if store else frozenset()
    found = {}
    for entry in entries:
        if passed_name(entry.lesson, entry.name) in done:
            found[entry.name] = "passed"
        else:
            found[entry.name] = "started" if work.is_begun(entry.name) else "new"
    return found
