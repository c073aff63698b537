"""A file of the user's is whole, the old one or the new one, whatever prevents its writing."""

from __future__ import annotations

import ast
import os
import stat
import sys
from pathlib import Path

import pytest

import tutor
from tutor.whole_files import read_ordinary, write_whole

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX has limits, links and devices")
WRITES_ITSELF = {
    "commands/exercises/start.py",  # a file that must not be there yet
    "course/kept_index.py",  # before the first paint, and nothing is lost with it
    "exercises/repair_child.py",  # nowhere
}


def alone(path: Path) -> bool:
    return [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_new_text_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "n.json"
    for text in ("old\n", "newer\n", "ψ\n"):
        write_whole(path, text, newline="")
        assert path.read_bytes() == text.encode()
    assert alone(path)


def test_what_cannot_be_written_leaves_the_old_one_and_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "n.json"
    write_whole(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_whole(path, "x" * 100_000 + "\ud800")
    assert path.read_text() == "old" and alone(path)
    with pytest.raises(OSError):
        write_whole(tmp_path / "none" / "n.json", "x")


@UNIX
def test_a_disk_that_is_full_leaves_the_old_one(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "n.json"
    write_whole(path, "old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, hard))
    try:
        with pytest.raises(OSError):
            write_whole(path, "x" * 200_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_text() == "old" and alone(path)


@UNIX
def test_links_rights_and_devices_are_as_they_were(tmp_path: Path) -> None:
    path, link = tmp_path / "n.json", tmp_path / "link"
    write_whole(path, "old")
    path.chmod(0o640)
    link.symlink_to(path)
    write_whole(link, "new")
    assert link.is_symlink() and path.read_text() == "new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    write_whole(Path(os.devnull), "gone")
    (circle := tmp_path / "circle").symlink_to(circle)
    with pytest.raises(OSError):
        write_whole(circle / "n.json", "x")
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


@UNIX
def test_a_pipe_or_a_giant_is_not_read_and_what_is_protected_not_replaced(tmp_path: Path) -> None:
    path, pipe = tmp_path / "n.json", tmp_path / "pipe"
    write_whole(path, "old")
    assert read_ordinary(path, most=3) == "old"
    os.mkfifo(pipe)
    for odd, most in ((path, 2), (pipe, 9), (tmp_path, 9), (tmp_path / "none", 9)):
        with pytest.raises(OSError):
            read_ordinary(odd, most)
    path.chmod(0o444)
    if not os.access(path, os.W_OK):  # root may write all
        with pytest.raises(PermissionError, match=r"n\.json"):
            write_whole(path, "new")
        assert path.read_text() == "old"


def test_no_module_writes_over_a_file_in_its_place() -> None:
    package = Path(tutor.__file__).parent
    found = []
    for path in package.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                mode = [a.value for a in node.args[:1] if isinstance(a, ast.Constant)]
                opens = node.func.attr == "open" and str(*mode)[:1] in ("w", "x")
                if opens or node.func.attr in ("write_text", "write_bytes"):
                    found.append(path.relative_to(package).as_posix())
    assert set(found) == WRITES_ITSELF
