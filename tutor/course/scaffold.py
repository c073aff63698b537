"""Makes a small course to begin from: a copy of the one in `template`, which passes the check."""

from __future__ import annotations

import shutil
from pathlib import Path

TEMPLATE = Path(__file__).with_name("template")


def make_course(folder: Path) -> list[Path]:
    """Copy the small course into `folder`, which must be empty or new; return the files made.

    Raises OSError where the folder cannot be written, FileExistsError where it holds anything.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    compiled = shutil.ignore_patterns("__pycache__")  # installing has left it in the template
    shutil.copytree(TEMPLATE, folder, ignore=compiled, dirs_exist_ok=True)
    return sorted(path for path in folder.rglob("*") if path.is_file())
