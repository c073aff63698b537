"""Reading a course's files: nothing outside the folder, nothing that is no plain text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tutor.course.faults import CourseError
from tutor.course.files import LARGEST_FILE, read_text


def problem(path: Path, root: Path) -> str:
    with pytest.raises(CourseError) as error:
        read_text(path, root)
    return "\n".join(f"{fault.line}: {fault.message}" for fault in error.value.faults)


def written(folder: Path, content: bytes) -> Path:
    path = folder / "lesson.md"
    path.write_bytes(content)
    return path


def test_line_ends_and_byte_order_mark_are_evened_out(tmp_path: Path) -> None:
    path = written(tmp_path, b"\xef\xbb\xbfone\r\ntwo\rthree")
    assert read_text(path, tmp_path) == "one\ntwo\nthree"


def test_hebrew_and_arabic_are_text(tmp_path: Path) -> None:
    path = written(tmp_path, "שלום سلام".encode())
    assert read_text(path, tmp_path) == "שלום سلام"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"ok\nbad \xff byte", "2: byte 0xff is not UTF-8 text; save the file as UTF-8"),
        (b"a\x00b", "1: holds the unseen character U+0000; delete it"),
        (b"a\n\x1b[2J", "2: holds the unseen character U+001B; delete it"),
        ("a\n\nx \u202e y".encode(), "3: holds the unseen character U+202E; delete it"),
        (b"x" * 20_000, "1: the line has 20,000 characters, at most 8,000"),
        (b"x\n" * 5_000, "4000: the file has 5,000 lines, at most 4,000"),
        (b"x\n" * LARGEST_FILE, "1: is too large: 128 KB, at most 64 KB"),
    ],
)
def test_refused_content(tmp_path: Path, content: bytes, message: str) -> None:
    assert problem(written(tmp_path, content), tmp_path) == message


def test_missing_and_other_files_are_refused(tmp_path: Path) -> None:
    assert problem(tmp_path / "none.md", tmp_path) == "1: this file is missing"
    (tmp_path / "folder").mkdir()
    assert problem(tmp_path / "folder", tmp_path) == "1: is not an ordinary file"
    os.mkfifo(tmp_path / "pipe")
    assert problem(tmp_path / "pipe", tmp_path) == "1: is not an ordinary file"
    assert problem(tmp_path / "a\x00b", tmp_path) == "1: this path leads nowhere"


def test_files_outside_the_course_are_never_read(tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    secret = written(tmp_path, b"secret")
    (course / "link.md").symlink_to(secret)
    (course / "folder").symlink_to(tmp_path)
    (course / "loop").symlink_to(course / "loop")
    outside = "1: leads out of the course's folder; it is not read"
    assert problem(course / "link.md", course) == outside
    assert problem(course / "folder" / "lesson.md", course) == outside
    assert problem(course / ".." / "lesson.md", course) == outside
    assert problem(Path("/etc/hostname"), course) == outside
    assert "1: " in problem(course / "loop", course)


def test_a_link_within_the_course_is_read(tmp_path: Path) -> None:
    written(tmp_path, b"text")
    (tmp_path / "link.md").symlink_to(tmp_path / "lesson.md")
    assert read_text(tmp_path / "link.md", tmp_path) == "text"
