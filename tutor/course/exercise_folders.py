"""Where exercises lie: a folder each, below the lesson that teaches it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER = "exercises"


def folders_of(course: Path, lesson: str) -> Iterator[Path]:
    """Yield the folders of a lesson's exercises, by name."""
    within = course / lesson / FOLDER
    yield from (within / name for name in exercises_of(course, lesson))


def exercises_of(course: Path | str, lesson: str) -> list[str]:
    """Return the names of a lesson's exercises; a folder is called as its exercise is."""
    # What home looks through as it opens: a list of a folder tells at once what are folders in it.
    with suppress(OSError), os.scandir(f"{course}/{lesson}/{FOLDER}") as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir())
        return [name for name in names if not name.startswith((".", "__"))]
    return []
