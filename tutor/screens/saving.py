"""Saving what a screen shows, into the working folder."""

from __future__ import annotations

from itertools import chain, count
from pathlib import Path
from typing import Any

from textual.screen import Screen

from tutor.whole_files import working_folder, write_whole


def save(screen: Screen[Any], text: str, stem: str, suffix: str) -> None:
    """Write a file into the working folder, never over another, and say where it is."""
    try:
        path = unused(Path.cwd(), stem, suffix)
        write_whole(path, text)
    except OSError as error:  # without a name where the working folder is gone
        where = error.filename or f"{stem}.{suffix} into the {working_folder()}"
        told = f"Cannot write {where}: {error.strerror}"
        screen.notify(told, severity="error", timeout=10, markup=False)
    else:
        screen.notify(f"Saved {path}", markup=False)


def unused(folder: Path, stem: str, suffix: str) -> Path:
    """Return a path that is not taken: stem.svg, stem-2.svg, ..."""
    names = chain([f"{stem}.{suffix}"], (f"{stem}-{n}.{suffix}" for n in count(2)))
    return next(path for name in names if not (path := folder / name).exists())
