"""Files of the user's that are written whole, or stay as they were."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def write_whole(path: Path, text: str, newline: str | None = None) -> None:
    """Write a text in UTF-8; a file that was there stays until the new one is whole on the disk.

    Written in its place is what is no ordinary file (a pipe, a device), and a file in a folder
    that takes no other. `newline` is that of `open`. Raises OSError.
    """
    place = Path(os.path.realpath(path))  # a link goes on leading there
    if path.exists() and (not place.is_file() or _in_devices(path)):
        _write(path, text, "w", newline)
        return
    rough = place.with_name(f".nn-tutor-{os.getpid()}.part")
    try:
        _write(rough, text, "x", newline)
        if place.exists():
            shutil.copymode(place, rough)
        rough.replace(place)
    except PermissionError:
        _write(place, text, "w", newline)
    finally:
        rough.unlink(missing_ok=True)


def _in_devices(path: Path) -> bool:
    """Whether it stands for a stream of this process, such as /dev/stdout."""
    return path.absolute().parts[1:2] in (("dev",), ("proc",))


def _write(path: Path, text: str, mode: str, newline: str | None) -> None:
    with path.open(mode, encoding="utf-8", newline=newline) as out:
        out.write(text)
        out.flush()
        if path.is_file():
            os.fsync(out.fileno())
