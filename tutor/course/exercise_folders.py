"""Where exercises lie: a folder each, below the lesson that teaches it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER = "exercises"


def folders_of(course: Path, lesson: str) -> Iterator[Path]:
    """Yield the folders of a lesson's exercises, by name; a folder is called as its exercise is."""
    within, names = course / lesson / FOLDER, []
    # What home looks through as it opens: a list of a folder tells at once what are folders in it.
    with suppress(OSError), os.scandir(within) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir())
    yield from (within / name for name in names if not name.startswith((".", "__")))
