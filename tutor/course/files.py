"""Reads a course's text files: only those inside its folder, only text, only of sane size."""

from __future__ import annotations

import os
import re
import stat
from os.path import realpath
from pathlib import Path

from tutor.course.faults import CourseError, Fault

LARGEST_FILE = 64 * 1024  # bytes; a long lesson has about 20,000
MOST_LINES = 4_000
LONGEST_LINE = 8_000  # characters

# Controls a terminal would obey, and marks that reverse the reading direction unseen.
UNSEEN = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"


def read_text(path: Path, root: Path) -> str:
    """Return the text of `path`, which must lie inside `root`; lines end in a newline.

    Raises CourseError where the file is missing, outside, too large, or holds no plain text.
    """
    try:
        text = _decoded(_bytes(path, root), path)
    except OSError as error:
        raise CourseError([Fault(path, 1, f"cannot be read: {error.strerror}")]) from None
    if faults := [*_too_many_lines(text, path), *_unseen(text, path), *_long_lines(text, path)]:
        raise CourseError(faults)
    return text


def _bytes(path: Path, root: Path) -> bytes:
    """Return what the file holds, having made sure that it is an ordinary file of the course."""
    try:
        real = realpath(path, strict=True)  # as text: the home screen reads a hundred files
        about = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise CourseError([Fault(path, 1, "this file is missing")]) from None
    except ValueError:
        raise CourseError([Fault(path, 1, "this path leads nowhere")]) from None
    if not real.startswith(f"{realpath(root)}{os.sep}"):
        raise CourseError([Fault(path, 1, "leads out of the course's folder; it is not read")])
    if not stat.S_ISREG(about.st_mode):
        raise CourseError([Fault(path, 1, "is not an ordinary file")])
    if about.st_size > LARGEST_FILE:
        size = f"{about.st_size / 1024:,.0f} KB"
        limit = f"{LARGEST_FILE // 1024} KB"
        raise CourseError([Fault(path, 1, f"is too large: {size}, at most {limit}")])
    with path.open("rb") as file:
        return file.read(LARGEST_FILE)


def _decoded(raw: bytes, path: Path) -> str:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte {raw[error.start]:#04x} is not UTF-8 text; save the file as UTF-8"
        raise CourseError([Fault(path, line, message)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unseen(text: str, path: Path) -> list[Fault]:
    """Return a fault for the first unseen character of each line that has one."""
    if text.replace("\n", "").replace("\t", "").isprintable():
        return []  # as good as always, and before the pattern is even compiled
    faults: dict[int, Fault] = {}
    for match in re.finditer(UNSEEN, text):
        line = text.count("\n", 0, match.start()) + 1
        message = f"holds the unseen character U+{ord(match[0]):04X}; delete it"
        faults.setdefault(line, Fault(path, line, message))
        if len(faults) == 20:
            break
    return list(faults.values())


def _too_many_lines(text: str, path: Path) -> list[Fault]:
    lines = text.count("\n")
    if lines <= MOST_LINES:
        return []
    return [Fault(path, MOST_LINES, f"the file has {lines:,} lines, at most {MOST_LINES:,}")]


def _long_lines(text: str, path: Path) -> list[Fault]:
    lines = text.split("\n")
    if max(map(len, lines)) <= LONGEST_LINE:
        return []
    return [
        Fault(path, number, f"the line has {len(line):,} characters, at most {LONGEST_LINE:,}")
        for number, line in enumerate(lines, start=1)
        if len(line) > LONGEST_LINE
    ]
