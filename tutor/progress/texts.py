"""The texts that a learner wrote for exercises, as they are moved with the progress.

A text that is there already, under whatever name, is not taken in; one that would stand in the
place of another is kept beside it, where `undo` of the exercise finds it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tutor.whole_files import read_ordinary, write_own

KIND = "text"
FIELDS = ("exercise", "file", "text")
_FOLDER = "exercises"
_FORMS = {
    "exercise": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
    "file": re.compile(r"(?:now|file|before-([0-9]{1,9}))\.py"),
}


def text_lines(data_folder: Path) -> Iterator[str]:
    """Yield a line for each text in the data folder; what cannot be read is left out."""
    for path in sorted((data_folder / _FOLDER).glob("*/*.py")):
        row = {"exercise": path.parent.name, "file": path.name, "text": ""}
        with suppress(OSError):
            if not problem_of(row):
                yield json.dumps({"kind": KIND, **row, "text": read_ordinary(path)})


def problem_of(row: Mapping[str, Any]) -> str:
    """Return what is wrong with a text that a line tells of, "" if nothing."""
    for field in FIELDS:
        if not isinstance(row.get(field), str):
            return f"{field} must be a text"
    strange = [field for field, form in _FORMS.items() if not form.fullmatch(row[field])]
    return f"{strange[0]} must be a name that nn-tutor gives" if strange else ""


def keep_texts(data_folder: Path, rows: Iterable[tuple[str, Mapping[str, Any]]]) -> int:
    """Write the texts that are not there yet; return how many those were. Raises OSError."""
    return sum(_keep(data_folder / _FOLDER, row) for kind, row in rows if kind == KIND)


def put_text(data_folder: Path, exercise: str, text: str) -> None:
    """Make a text the present one of an exercise; an earlier one is kept beside it.

    Raises OSError.
    """
    place = data_folder / _FOLDER / exercise
    path = place / "now.py"
    if not path.is_file() or _holds(path, text):
        return write_own(path, text)
    earlier = path.replace(_free_path(place))
    try:
        write_own(path, text)
    except OSError:
        earlier.replace(path)
        raise


def _keep(folder: Path, row: Mapping[str, Any]) -> bool:
    place = folder / row["exercise"]
    there = [path for path in place.glob("*.py") if _FORMS["file"].fullmatch(path.name)]
    if any(_holds(path, row["text"]) for path in there):
        return False
    path = place / row["file"]
    if path.exists():
        path = _free_path(place)
    write_own(path, row["text"])
    return True


def _free_path(place: Path) -> Path:
    """Return where a text is set aside, behind all that were."""
    names = (_FORMS["file"].fullmatch(path.name) for path in place.glob("*.py"))
    numbers = [int(match[1] or 0) for match in names if match]
    return place / f"before-{max(numbers, default=0) + 1}.py"


def _holds(path: Path, text: str) -> bool:
    with suppress(OSError):
        return read_ordinary(path) == text
    return False
