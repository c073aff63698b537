"""Texts of exercises that could not be written: held until they can be, or the program is left."""

from __future__ import annotations

from pathlib import Path

from tutor.progress.texts import put_text
from tutor.progress.writer import TableRow

TABLE = "texts"
"""What they are called among the rows that wait in a file for the next start."""
COLUMNS = ("exercise", "text")


class HeldTexts:
    """The last text of each exercise that is not on disk."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder
        self._texts: dict[str, str] = {}
        self.fault = ""
        """Why the last of them could not be written."""

    def hold(self, exercise: str, text: str | None) -> None:
        """Hold a text in the place of an earlier one; None where there is none to be held."""
        if text is None:
            self._texts.pop(exercise, None)
        else:
            self._texts[exercise] = text

    def of(self, exercise: str) -> str | None:
        """Return the text that is held of an exercise."""
        return self._texts.get(exercise)

    def write(self) -> list[TableRow]:
        """Try once more to write them; return as rows what cannot be."""
        for exercise, text in list(self._texts.items()):
            try:
                put_text(self._folder, exercise, text)
            except OSError as error:
                self.fault = f"{error.filename or self._folder}: {error.strerror or error}."
            else:
                del self._texts[exercise]
        return [
            TableRow(TABLE, {"exercise": exercise, "text": text})
            for exercise, text in self._texts.items()
        ]
