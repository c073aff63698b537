"""Files of the user's: read if they are ordinary ones, written whole or left as they were."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

_NOT_BESIDE = (errno.EACCES, errno.EPERM, errno.EBUSY)  # the last: a file that is mounted


def read_ordinary(path: Path, most: int = sys.maxsize, errors: str = "replace") -> str:
    """Return the text, in UTF-8, of a file of at most so many bytes; `errors` is that of `open`.

    Raises OSError, also where a pipe is in its place, which would be waited for.
    """
    there = path.stat()
    if not stat.S_ISREG(there.st_mode):
        raise OSError(errno.EINVAL, "something else is in its place", str(path))
    if there.st_size > most:
        raise OSError(errno.EFBIG, f"a file of more than {most:,} bytes is in its place", str(path))
    return path.read_text(encoding="utf-8", errors=errors)


def write_whole(
    path: Path, text: str, newline: str | None = None, errors: str | None = None
) -> None:
    """Write a text in UTF-8; a file that was there stays until the new one is whole on the disk.

    Written in its place is what is no ordinary file (a pipe, a device), and a file that no other
    can take the place of. `newline` and `errors` are those of `open`. Raises OSError.
    """
    place = Path(os.path.realpath(path))  # a link goes on leading there
    if path.exists() and (not place.is_file() or _in_devices(path)):
        _write(path, text, "w", newline, errors)
        return
    if path.exists() and not os.access(place, os.W_OK):  # to be replaced is to be written, too
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    rough = place.with_name(f".nn-tutor-{os.urandom(8).hex()}.part")
    try:
        _write(rough, text, "x", newline, errors)
        if place.exists():
            rough.chmod(stat.S_IMODE(place.stat().st_mode))
        rough.replace(place)
    except OSError as error:
        if error.errno not in _NOT_BESIDE:
            raise OSError(error.errno, error.strerror, str(path)) from error
        _write(place, text, "w", newline, errors)
    finally:
        with suppress(OSError):
            rough.unlink()


def write_own(path: Path, text: str) -> None:
    """Write a text of the program's own, in a folder that may not be there yet.

    Raises OSError, also where no file but something else is in its place: a pipe would be waited
    for.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "something else is in its place", str(path))
    write_whole(path, text, newline="\n", errors="replace")


def _in_devices(path: Path) -> bool:
    """Whether it stands for a stream of this process, such as /dev/stdout."""
    return path.absolute().parts[1:2] in (("dev",), ("proc",))


def _write(path: Path, text: str, mode: str, newline: str | None, errors: str | None) -> None:
    with path.open(mode, encoding="utf-8", newline=newline, errors=errors) as out:
        out.write(text)
        out.flush()
        if path.is_file():
            os.fsync(out.fileno())


def working_folder() -> str:
    """Return what to call the folder we stand in, also where it was removed."""
    return f"working folder {os.environ.get('PWD', '')}".rstrip()
