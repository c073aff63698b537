"""The file of progress, as rows: writing never waits, and reading never fails.

What cannot be written yet stays in memory (`writer`), what could not be when the program was left
stands in a file beside it and is taken in at the next start (`leftovers`).
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import Any, Self, TypeVar

from tutor.progress import leftovers
from tutor.progress.database import PATIENCE, Database, Stamp
from tutor.progress.faults import StoreError, is_busy
from tutor.progress.forms import AGAIN, PROGRESS
from tutor.progress.held_texts import COLUMNS, TABLE, HeldTexts
from tutor.progress.renaming import follow, is_behind
from tutor.progress.texts import problem_of, put_text
from tutor.progress.writer import TableRow, Writer

FILE_NAME = "progress.db"
_WAIT = 0.05  # seconds for another program's lock, each time; the writer comes again
_SETTLE = 0.2  # seconds that reading waits for what is being written
_LEAVING = 2.0  # seconds to try in when the program is left

T = TypeVar("T")


class SteadyFile:
    """The open file.

    Where it cannot be read just now, the last answer to the same question is given.
    """

    def __init__(self, database: Database) -> None:
        self.path = database.path
        self._database = database
        self._writer = Writer(self._write)
        self._answers: dict[tuple[str, tuple[Any, ...]], tuple[Stamp, list[Any]]] = {}
        self._notices: list[str] = []
        self._last_fault = ""
        self.texts = HeldTexts(self.path.parent)
        """What was written for exercises and is not on disk."""

    @classmethod
    def open(cls, folder: Path, checked: bool = True) -> Self:
        """Open or make the progress file in `folder`; raise StoreError where that cannot be.

        Unless it is `checked`, `check` is still to be called.
        """
        file = cls(Database(folder / FILE_NAME, PROGRESS, _WAIT, checked))
        file._take_in_leftovers()
        return file

    @property
    def is_read_only(self) -> bool:
        """True for a file that a newer program wrote, or that cannot be written."""
        return self._database.read_only

    def close(self) -> str:
        """Save what is not saved yet; return what the learner must be told if that cannot be."""
        self._writer.tell = None
        left = self._writer.close(_LEAVING) + self.texts.write()
        why = self._writer.fault or self.texts.fault
        try:
            self._database.stay_in_place()
        except StoreError as error:  # then all that was in it is lost, too
            left = [*starmap(TableRow, self._database.rows()), *left]
            why = why or str(error)
        self._database.close()
        return leftovers.put_aside(left, self.path.parent, why) if left else ""

    def check(self) -> bool:
        """Look whether all is in its place in the file, and mend it; tell whether it was mended.

        It may take a while, and is meant for a thread.
        """
        try:
            return self._database.look_at_pages()
        except StoreError as error:
            self._notices.append(str(error))
            return False
        finally:
            self._pass_on()

    def on_trouble(self, tell: Callable[[str], object]) -> None:
        """Have `tell` called, from any thread, with what the learner must know of the file."""
        self._writer.tell = tell
        self._pass_on()

    def notices(self) -> list[str]:
        """Return what the learner must know of the file and was not told yet."""
        told = [*self._database.notices, *self._notices]
        self._database.notices.clear()
        self._notices.clear()
        return told

    def _pass_on(self) -> None:
        if self._writer.tell:
            for notice in self.notices():
                self._writer.tell(notice)

    def unsaved(self) -> int:
        """Return how many things are not on disk, having waited a moment for those under way."""
        self._writer.settle(_LEAVING)
        return len(self._writer.unwritten)

    def follow(self, renamed: Mapping[str, str]) -> None:
        """Let all that is kept follow what is called something else now: `{old: new}`.

        A lesson is named by its id, a question `lesson/question`, a page `lesson#page`.
        """
        if not renamed:
            return
        self._writer.settle(_SETTLE)
        try:
            if self._database.look(lambda file: is_behind(file, renamed)):
                self._database.write(lambda file: follow(file, renamed))
        except StoreError as error:
            self._notices.append(str(error))

    def read(self, query: str, *values: Any) -> list[Any]:
        """Return the rows that a query finds, or found when the file could be read last."""
        self._writer.settle(_SETTLE)
        known = self._answers.get((query, values))
        try:
            stamp = self._database.stamp()
            if known is None or known[0] != stamp:
                known = stamp, self._database.read(query, values)
                self._answers[query, values] = known
        except StoreError as error:
            if str(error) != self._last_fault:
                self._last_fault = str(error)
                self._notices.append(self._last_fault)
        self._pass_on()
        return known[1] if known else []

    def look(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what `work` finds out, which changes nothing; raises StoreError."""
        self._writer.settle(_SETTLE)
        return self._database.look(work)

    def change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do `work` in one transaction, on disk once this returns; raises StoreError.

        It waits for other programs that use the file, and is meant for a thread.
        """
        self._writer.settle(_SETTLE)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return self._database.write(work)
            except StoreError as error:
                if not is_busy(error.__cause__ or error) or time.monotonic() >= end:
                    raise
                time.sleep(_WAIT)

    def put(self, table: str, **values: Any) -> None:
        """Take a row for a table, to be written soon."""
        self._writer.put(TableRow(table, values))

    def _write(self, row: TableRow) -> None:
        try:
            self._database.write(partial(_insert, [row]))
        finally:
            self._pass_on()

    def _take_in_leftovers(self) -> None:
        """Write what earlier starts could not save, file by file; what fails waits for the next."""
        for file in leftovers.found(self.path.parent):
            try:
                known = {**PROGRESS.tables, TABLE: COLUMNS}
                found, strange = leftovers.rows_of(file, known)
                texts = [row.values for row in found if row.table == TABLE]
                rows = [row for row in found if row.table != TABLE]
                strange += sum(not self._take_in_text(text) for text in texts)
                self._database.write(partial(_insert, rows))
                if strange:
                    file.rename(file.with_suffix(".rest"))
                else:
                    file.unlink()
            except (OSError, StoreError) as error:
                why = getattr(error, "strerror", None) or error
                self._notices.append(f"{file} could not be taken in: {why}")
            else:
                self._notices.append("What could not be saved last time is saved now.")

    def _take_in_text(self, values: Mapping[str, Any]) -> bool:
        """Write a text, unless it is of no exercise that could be; raises OSError."""
        if problem_of({**values, "file": "now.py"}):
            return False
        put_text(self.path.parent, values["exercise"], values["text"])
        return True


def _insert(rows: Iterable[TableRow], file: sqlite3.Connection) -> None:
    for row in rows:
        places = ", ".join(f":{name}" for name in row.values)
        file.execute(
            f"INSERT INTO {row.table} ({', '.join(row.values)}) VALUES ({places})"
            f" {AGAIN.get(row.table, '')}",
            row.values,
        )
