"""The text of one exercise while it is worked on: kept, watched, begun anew and brought back."""

from __future__ import annotations

from pathlib import Path

from tutor.exercises.model import Exercise
from tutor.exercises.work import Work
from tutor.whole_files import write_own

_Stamp = tuple[int, int, int]


class Notebook:
    """The file of one exercise; another program may write it, too."""

    def __init__(self, work: Work, exercise: Exercise) -> None:
        self._work, self._exercise = work, exercise
        self.path: Path = work.path(exercise.name)
        self._stamp = self._stamp_now()
        self._kept = work.text(exercise)

    @property
    def name(self) -> str:
        """The exercise's."""
        return self._exercise.name

    @property
    def kept(self) -> str:
        """The text as the file has it, or what one begins with where there is no file yet."""
        return self._kept

    def keep(self, text: str) -> str:
        """Write a text; return in a few words what kept it from being written, "" for nothing."""
        if text == self._kept and not self._is_gone():
            return ""
        try:
            self._work.save(self._exercise, text)
        except OSError as error:
            return f"not saved: {error.strerror or error}"
        self._kept, self._stamp = text, self._stamp_now()
        return ""

    def hand_over(self, text: str) -> str:
        """Make sure that the file is there, for another program; return what prevents it."""
        try:
            if not self.path.exists():
                write_own(self.path, text)
        except OSError as error:
            return f"{self.path}: {error.strerror or error}."
        self._kept, self._stamp = text, self._stamp_now()
        return ""

    def news(self) -> str | None:
        """Return what another program has written, once; None where it has not, or no text."""
        stamp = self._stamp_now()
        if stamp is None or stamp == self._stamp:
            return None
        self._stamp = stamp
        try:
            self._kept = self.path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None
        return self._kept

    def begin_anew(self) -> str:
        """Set the text aside and return what one begins with; raises OSError."""
        self._kept = self._work.reset(self._exercise)
        self._stamp = self._stamp_now()
        return self._kept

    def bring_back(self) -> str | None:
        """Return the text that was set aside last, which is the present one now; raises OSError."""
        if not self._work.can_undo(self._exercise.name):
            return None
        self._kept = self._work.undo(self._exercise)
        self._stamp = self._stamp_now()
        return self._kept

    def _is_gone(self) -> bool:
        """Whether somebody has taken the file away that was there."""
        return self._stamp is not None and self._stamp_now() is None

    def _stamp_now(self) -> _Stamp | None:
        try:
            told = self.path.stat()
        except OSError:
            return None
        return told.st_mtime_ns, told.st_size, told.st_ino
