"""Where exercises lie: a folder each, below the lesson that teaches it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER = "exercises"


def folders_of(course: Path, lesson: str) -> Iterator[Path]:
    """Yield the folders of a lesson's exercises, by name; a folder is called as its exercise is."""
    with suppress(OSError):
        for folder in sorted((course / lesson / FOLDER).iterdir()):
            if not folder.name.startswith((".", "__")) and folder.is_dir():
                yield folder
