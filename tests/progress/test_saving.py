"""Nothing is lost: locks, full disks and read-only ones are waited out, told, and outlived."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tutor.progress import database, steady_file, writer
from tutor.progress.faults import StoreError, explained
from tutor.progress.forms import PROGRESS
from tutor.progress.leftovers import PATTERN
from tutor.progress.steady_file import FILE_NAME
from tutor.progress.store import Store

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a file that is open")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "PATIENCE", 0.2)
    monkeypatch.setattr(steady_file, "_LEAVING", 0.3)


@contextmanager
def locked(folder: Path) -> Iterator[sqlite3.Connection]:
    """Keep the progress file to oneself, as another program may."""
    other = sqlite3.connect(folder / FILE_NAME, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        yield other
    finally:
        if other.in_transaction:
            other.execute("ROLLBACK")
        other.close()


def answer(store: Store, question: str = "a") -> None:
    store.record_attempt("1-3", question, 0, 1.0, "right")


def test_a_lock_is_told_and_what_waits_is_saved_once_it_is_gone(tmp_path: Path) -> None:
    told: list[str] = []
    store = Store.open(tmp_path)
    store.on_trouble(told.append)
    with locked(tmp_path):
        answer(store)
        assert "kept in memory and tried again" in told[0] and "locked" in told[0]
        assert store.unsaved() == 1
        answer(store, "b")
        assert len(told) == 2  # each answer that is not on disk is told before its verdict
    while store.unsaved() or len(told) < 3:
        time.sleep(0.05)
    assert told[-1] == "What could not be saved before is saved now."
    assert Store.open(tmp_path).best_scores("1-3") == {"a": 1.0, "b": 1.0}
    assert store.close() == ""


def test_what_is_not_waited_for_returns_under_a_lock_without_a_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store.open(tmp_path)
    entered = threading.Event()
    release = threading.Event()
    real = store._database.write

    def slow(work: Callable[[Any], Any]) -> Any:
        entered.set()
        release.wait()
        return real(work)

    monkeypatch.setattr(store._database, "write", slow)
    store.visit_page("1-3", "one")
    store.keep_setting("theme", "nord")
    store.record_test("one", 0.5)
    entered.wait()
    release.set()
    assert store.close() == ""
    assert Store.open(tmp_path).tests() == {"one": (1, 0.5)}


def test_reading_goes_on_under_a_lock(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    answer(store)
    with locked(tmp_path):
        assert store.best_scores("1-3") == {"a": 1.0}
        assert Store.open(tmp_path).best_scores("1-3") == {"a": 1.0}
    store.close()


def test_a_file_that_another_program_keeps_to_itself_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PATIENCE", 0.2)
    Store.open(tmp_path).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="another program keeps it locked"):
            Store.open(tmp_path)


def test_what_waits_when_the_program_is_left_is_saved_if_the_lock_is_gone(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with locked(tmp_path):
        answer(store)
    assert store.close() == ""
    assert Store.open(tmp_path).best_scores("1-3") == {"a": 1.0}


def test_what_cannot_be_saved_at_leaving_goes_beside_and_comes_in_at_the_next_start(
    tmp_path: Path,
) -> None:
    store = Store.open(tmp_path)
    with locked(tmp_path):
        answer(store)
        store.visit_page("1-3", "one")
        store.keep_setting("theme", "nord")
        told = store.close()
    (beside,) = tmp_path.glob(PATTERN)
    assert "1 attempt, 1 visit, 1 setting" in told and str(beside) in told
    assert [json.loads(line)["table"] for line in beside.read_text().splitlines()] == [
        "attempts",
        "visits",
        "settings",
    ]
    copy = beside.read_text()
    again = Store.open(tmp_path)
    assert again.notices() == ["What could not be saved last time is saved now."]
    assert (again.best_scores("1-3"), again.setting("theme")) == ({"a": 1.0}, "nord")
    assert not list(tmp_path.glob(PATTERN))
    again.close()
    beside.write_text(copy)  # as if the program was killed right before it removed the file
    assert Store.open(tmp_path).tries("1-3", "a") == 1


def test_lines_beside_that_make_no_sense_are_kept_apart(tmp_path: Path) -> None:
    good = {"table": "settings", "name": "theme", "value": "nord"}
    strange = [{"table": "secrets", "name": "x"}, {"table": "settings", "colour": 1}, [], 7, None]
    lines = [json.dumps(line) for line in (good, *strange)] + ["{", "[" * 100_000, "\0"]
    (tmp_path / PATTERN.replace("*", "1")).write_text("\n".join(lines))
    store = Store.open(tmp_path)
    assert store.setting("theme") == "nord"
    assert [path.suffix for path in tmp_path.glob("progress-unsaved-*")] == [".rest"]


def test_a_value_that_no_file_takes_does_not_hold_up_the_others(tmp_path: Path) -> None:
    told: list[str] = []
    store = Store.open(tmp_path)
    store.on_trouble(told.append)
    store.record_attempt("1-3", "a", 0, float("nan"), "right")
    store.keep_setting("theme", "\ud800")
    store.record_attempt("1-3", "b", 0, 0.5, "right", seed=2**70)
    answer(store, "c")
    assert store.best_scores("1-3") == {"c": 1.0}
    assert len(told) == 3
    assert "2 attempts, 1 setting" in store.close()


def removed(home: Path) -> None:
    shutil.rmtree(home)


def unlinked(home: Path) -> None:
    (home / FILE_NAME).unlink()


def moved(home: Path) -> None:
    home.rename(tempfile.mkdtemp(dir=home.parent))


@UNIX
@pytest.mark.parametrize("take", [removed, unlinked, moved])
def test_a_file_that_is_taken_away_in_use_is_written_again(
    take: Callable[[Path], None], tmp_path: Path
) -> None:
    home, told = tmp_path / "home", list[str]()
    store, other = Store.open(home), Store.open(home)
    store.on_trouble(told.append)
    answer(store, "before")
    take(home)
    answer(store, "after")
    answer(other, "elsewhere")
    assert len(told) == 1 and "taken away" in told[0]
    take(home)
    assert store.close() == other.close() == ""
    assert Store.open(home).best_scores("1-3").keys() == {"before", "after", "elsewhere"}


@UNIX
def test_what_was_taken_away_and_cannot_be_written_again_goes_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    store = Store.open(home)
    answer(store, "before")
    removed(home)
    home.write_text("in the way")
    answer(store, "after")
    assert store.unsaved() == 1 and {each.question for each in store.attempts()} == {"before"}
    left = store.close()
    (beside,) = tmp_path.glob(PATTERN)
    assert "2 attempts" in left and str(beside) in left
    home.unlink()
    home.mkdir()
    beside.rename(home / beside.name)
    assert Store.open(home).best_scores("1-3").keys() == {"before", "after"}


@UNIX
def test_another_file_that_is_put_in_the_place_is_gone_on_with_and_told(tmp_path: Path) -> None:
    for home in ("home", "other"):
        store = Store.open(tmp_path / home)
        answer(store, home)
        store.close()
    store = Store.open(tmp_path / "home")
    (tmp_path / "other" / FILE_NAME).replace(tmp_path / "home" / FILE_NAME)
    answer(store, "after")
    assert "Another file" in store.notices()[0]
    assert store.close() == ""
    assert Store.open(tmp_path / "home").best_scores("1-3").keys() == {"other", "after"}


def test_two_windows_lose_nothing(tmp_path: Path) -> None:
    windows = [Store.open(tmp_path) for _ in range(2)]

    def work(window: Store, name: str) -> None:
        for number in range(40):
            answer(window, f"{name}{number}")
            window.visit_page("1-3", f"{name}{number}")

    with ThreadPoolExecutor() as beside:
        list(beside.map(work, windows, "ab"))
    names = [f"{name}{number}" for name in "ab" for number in range(40)]
    assert [window.close() for window in windows] == ["", ""]
    later = Store.open(tmp_path)
    assert later.best_scores("1-3") == dict.fromkeys(names, 1.0)
    assert later.done_pages("1-3", names) == set(range(80))


def test_many_first_starts_at_once_make_one_file(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tutor.progress.store import Store\n"
        "sys.stdin.readline(); store = Store.open(Path(sys.argv[1]))\n"
        "store.record_attempt('1-3', sys.argv[2], 0, 1.0, 'right'); print(store.close())"
    )
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for number in range(6)
    ]
    for start in starts:
        assert start.stdin
        start.stdin.write("\n")
        start.stdin.flush()
    assert [start.communicate()[0].strip() for start in starts] == [""] * 6
    assert len(Store.open(tmp_path).best_scores("1-3")) == 6
    assert [path.name for path in tmp_path.glob("progress-*")] == []


IN_A_SMALL_DISK = """
import sys
from pathlib import Path
from typing import Any
from tutor.progress import store, writer
writer.PATIENCE = 0.2
home = Path(sys.argv[1])
told = []
one = store.Store.open(home)
one.on_trouble(told.append)
one.record_attempt("1-3", "before", 0, 1.0, "right")
ballast = home / "ballast"
try:
    with ballast.open("wb", buffering=0) as file:
        while file.write(bytes(512)):
            pass
except OSError:
    pass
for number in range(3):
    one.record_attempt("1-3", f"full-{number}", "long " * 2000, 1.0, "right")
print("full" in told[0] and "kept in memory" in told[0], one.unsaved())
if sys.argv[2] == "freed":
    ballast.unlink()
left = one.close()
print("progress-unsaved" in left, bool(left))
ballast.unlink(missing_ok=True)
again = store.Store.open(home)
print(len(again.attempts()))
"""


@pytest.mark.skipif(not shutil.which("unshare"), reason="a small disk needs unshare")
@pytest.mark.parametrize("end", ["freed", "still full"])
def test_a_full_disk_is_told_and_nothing_is_lost(end: str, tmp_path: Path) -> None:
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    elsewhere.mkdir()
    mount = f"mount -t tmpfs -o size=1m none {tmp_path} && exec "
    command = f'{mount} {sys.executable} -c "$0" {tmp_path} "$1"'
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", command, IN_A_SMALL_DISK, end],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(elsewhere)},
        check=False,
    )
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this system mounts no small disk for a test")
    first, second, *_ = done.stdout.splitlines()
    assert first == "True 3", done.stderr
    assert second == ("False False" if end == "freed" else "True True")
    assert bool(list(elsewhere.glob(PATTERN))) == (end != "freed")


def test_a_read_only_folder_is_read_told_and_what_is_done_goes_elsewhere(tmp_path: Path) -> None:
    home = tmp_path / "home"
    store = Store.open(home)
    answer(store)
    store.close()
    code = (
        "import sys; from pathlib import Path; from tutor.progress import store, writer\n"
        "writer.PATIENCE = 0.2\n"
        "one = store.Store.open(Path(sys.argv[1])); print(one.best_scores('1-3'))\n"
        "print('read-only' in one.notices()[0]); one.record_attempt('1-3', 'b', 0, 1.0, 'right')\n"
        "print(one.close().replace(chr(10), ' '))"
    )
    command = f'mount --bind {home} {home} && mount -o remount,ro,bind {home} && exec "$@"'
    run = [sys.executable, "-c", code, str(home)]
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", command, "sh", *run],
        capture_output=True,
        text=True,
        env={**os.environ, "HOME": str(tmp_path)},
        check=False,
    )
    if "mount" in done.stderr or "unshare" in done.stderr:
        pytest.skip("this system mounts nothing for a test")
    first, second, last = done.stdout.splitlines()
    assert (first, second) == ("{'a': 1.0}", "True"), done.stderr
    (beside,) = tmp_path.glob(PATTERN)
    assert str(beside) in last and "Move it to" in last
    beside.rename(home / beside.name)
    assert Store.open(home).best_scores("1-3") == {"a": 1.0, "b": 1.0}


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE])
def test_nobody_is_told_to_move_a_file_away_where_the_disk_is_full(
    code: int, tmp_path: Path
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    told = str(explained(tmp_path / "progress.db", PROGRESS, error))
    assert "See that its disk has room" in told and "Move it away" not in told
