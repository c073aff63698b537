"""Whatever becomes of the file: it is set aside, what can be read is kept, and all goes on."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tutor.progress.faults import StoreError
from tutor.progress.leaves import rows_on_leaves
from tutor.progress.steady_file import FILE_NAME
from tutor.progress.store import Store

ATTEMPTS = 300
NAMES = ("one", "two", "three")


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with progress of some size in it."""
    folder = tmp_path_factory.mktemp("whole")
    store = Store.open(folder)
    store.keep_setting("theme", "tutor-light")
    for number in range(ATTEMPTS):
        store.record_attempt("1-3", f"question-{number % 20}", "an answer " * 10, 0.5, "partly")
        store.visit_page("1-3", NAMES[number % 3])
    store.record_test("one", 0.9)
    store.record_task("1-3/one", 7)
    store.close()
    return folder


Harm = Callable[[Path], object]


def write(at: int, text: bytes) -> Harm:
    def harm(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(at if at >= 0 else path.stat().st_size + at)
            file.write(text)

    return harm


def cut(share: float) -> Harm:
    return lambda path: os.truncate(path, int(path.stat().st_size * share))


def scramble(seed: int, first: int, last: float, count: int) -> Harm:
    def harm(path: Path) -> None:
        draw = random.Random(seed)
        text = bytearray(path.read_bytes())
        for _ in range(count):
            text[draw.randrange(first, int(first + (len(text) - first) * last))] = draw.randrange(
                256
            )
        path.write_bytes(text)

    return harm


def noisy_page(number: int) -> Harm:
    return write(number * 4096, random.Random(number).randbytes(4096))


def root_of_noise(table: str) -> Harm:
    """Spoil the one page from which all others of a table are found."""

    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path)) as file:
            query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
            ((root,),) = file.execute(query, (table,)).fetchall()
        noisy_page(root - 1)(path)

    return harm


def moved(at: int, by: int) -> Harm:
    """Put bytes in, or take them out, so that all behind them stands elsewhere."""

    def harm(path: Path) -> None:
        text = path.read_bytes()
        path.write_bytes(text[:at] + bytes(max(by, 0)) + text[at + max(-by, 0) :])

    return harm


def pages_in_turn(path: Path) -> None:
    """Let each page but the first stand in the place of another, and none be damaged."""
    text = path.read_bytes()
    path.write_bytes(text[:4096] + text[3 * 4096 :] + text[4096 : 3 * 4096])


def rows_out_of_order(path: Path) -> None:
    """Let two leaves of the largest table change places: each is sound by itself."""
    raw = path.read_bytes()
    pages = [raw[at : at + 4096] for at in range(0, len(raw), 4096)]
    leaves = [number for number, page in enumerate(pages) if page[:1] == b"\x0d"]
    one, other = [number for number in leaves if b"question-" in pages[number]][1:3]
    pages[one], pages[other] = pages[other], pages[one]
    path.write_bytes(b"".join(pages))


def sql(*statements: str) -> Harm:
    def harm(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as file:
            file.execute("PRAGMA ignore_check_constraints = ON")
            file.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                file.execute(statement)

    return harm


def beside(ending: str, text: bytes | None) -> Harm:
    def harm(path: Path) -> None:
        place = Path(f"{path}{ending}")
        place.mkdir() if text is None else place.write_bytes(text)

    return harm


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_text("dear to somebody")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


NOISE = random.Random(7).randbytes(20_000)
HARMS: dict[str, Harm] = {
    "empty": lambda path: path.write_bytes(b""),
    "a diary": lambda path: path.write_text("my diary, not a database\n" * 50),
    "one byte": lambda path: path.write_bytes(b"S"),
    "only the magic words": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "only the head": cut(100 / 70_000),
    "noise": lambda path: path.write_bytes(NOISE),
    "zeros": lambda path: path.write_bytes(bytes(40_000)),
    "first page of zeros": write(0, bytes(4096)),
    "first page of noise": noisy_page(0),
    "head of zeros": write(0, bytes(100)),
    "magic words spoilt": write(0, b"SQLite format 4\0"),
    "page size": write(16, b"\x03\x07"),
    "page size of one": write(16, b"\x00\x01"),
    "write version": write(18, b"\x09\x09"),
    "reserved space": write(20, b"\xff"),
    "payload fractions": write(21, b"\0\0\0"),
    "count of pages": write(28, b"\xff\xff\xff\xff"),
    "free pages": write(32, b"\x00\x00\x00\x07\x00\x00\x00\x07"),
    "schema format": write(44, b"\x00\x00\x00\x63"),
    "encoding": write(56, b"\x00\x00\x00\x02"),
    "no such encoding": write(56, b"\x00\x00\x00\x09"),
    "form zero": write(60, bytes(4)),
    "form below zero": write(60, b"\xff\xff\xff\xff"),
    "another program's number": write(68, b"abcd"),
    "no number": write(68, bytes(4)),
    "kind of the first page": write(100, b"\x77"),
    "cells of the first page": write(103, b"\xff\xff"),
    "schema text": write(-1, b""),
    **{f"cut to {share}": cut(share) for share in (0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999)},
    **{f"page {number} of noise": noisy_page(number) for number in range(1, 14)},
    **{f"bytes of the head {seed}": scramble(seed, 0, 0.002, 4) for seed in range(8)},
    **{f"bytes of the schema {seed}": scramble(seed, 100, 0.055, 30) for seed in range(8)},
    **{f"bytes anywhere {seed}": scramble(seed, 0, 1.0, 300) for seed in range(8)},
    "pages in turn": pages_in_turn,
    "a row out of order": rows_out_of_order,
    **{f"moved by {by} from {at}": moved(at, by) for at in (0, 5000) for by in (1, -3, 8192)},
    "no attempts": sql("DROP TABLE attempts"),
    "no visits": sql("DROP TABLE visits"),
    "no settings": sql("DROP TABLE settings"),
    "no tables": sql(
        *(f"DROP TABLE {name}" for name in ("attempts", "visits", "tests", "tasks", "settings"))
    ),
    "no index": sql("DROP INDEX attempts_by_question"),
    "a column less": sql("ALTER TABLE attempts DROP COLUMN confidence"),
    "other tables": sql("CREATE TABLE recipes (name TEXT)"),
    "a view in its place": sql("DROP TABLE visits", "CREATE VIEW visits AS SELECT 1 AS page"),
    "schema is no SQL": sql(
        "UPDATE sqlite_master SET sql = 'CREATE NONSENSE' WHERE name = 'visits'"
    ),
    "schema is no text": sql("UPDATE sqlite_master SET sql = x'ff00fe' WHERE name = 'visits'"),
    "names not UTF-8": sql(
        "UPDATE sqlite_master SET name = CAST(x'ff61' AS TEXT) WHERE name = 'visits'"
    ),
    "root page": sql("UPDATE sqlite_master SET rootpage = 99999 WHERE name = 'attempts'"),
    "root of attempts": root_of_noise("attempts"),
    "root of visits": root_of_noise("visits"),
    "two roots": sql("UPDATE sqlite_master SET rootpage = 2 WHERE type = 'table'"),
    "scores": sql("UPDATE attempts SET score = 7", "UPDATE tests SET score = 'abc'"),
    "scores of text": sql("UPDATE attempts SET score = 'abc'"),
    "scores of blobs": sql("UPDATE attempts SET score = x'00ff'"),
    "pages": sql("UPDATE visits SET page = 99999999999"),
    "pages below zero": sql("UPDATE visits SET page = -5"),
    "pages of blobs": sql("UPDATE visits SET page = x'ff'"),
    "text not UTF-8": sql(
        "UPDATE visits SET page = CAST(x'ff80' AS TEXT), lesson = CAST(x'c3' AS TEXT)",
        "UPDATE attempts SET answer = CAST(x'ff80' AS TEXT), question = CAST(x'ff' AS TEXT)",
        "UPDATE settings SET value = CAST(x'ff80' AS TEXT)",
    ),
    "answers": sql(
        "UPDATE attempts SET answer = '{'", "UPDATE attempts SET answer = '' WHERE id < 9"
    ),
    "answers of 100,000 brackets": sql(
        f"UPDATE attempts SET answer = '{'[' * 100_000}' WHERE id < 3"
    ),
    "times and seeds": sql(
        "UPDATE attempts SET at = 'now', seed = 'x'", "UPDATE tasks SET epoch = 'x'"
    ),
    "settings": sql("UPDATE settings SET value = x'00'", "INSERT INTO settings VALUES (NULL, 'x')"),
    "noise in -wal": beside("-wal", NOISE),
    "noise in -journal": beside("-journal", NOISE),
    "a journal's head": beside("-journal", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + NOISE),
    "noise in -shm": beside("-shm", NOISE),
    "a folder for -wal": beside("-wal", None),
    "a folder for -journal": beside("-journal", None),
    "a folder for -shm": beside("-shm", None),
    "a folder in its place": directory,
    "a pipe in its place": pipe,
}


def used(store: Store) -> int:
    """Ask everything, write everything; return how many attempts there are."""
    store.summary({"1-3": NAMES})
    store.best_scores("1-3")
    store.done_pages("1-3", NAMES)
    store.last_page("1-3", NAMES)
    store.last_lesson()
    store.tests()
    store.task("1-3/one")
    store.setting("theme")
    store.tries("1-3", "question-1")
    before = len(store.attempts())
    store.record_attempt("1-3", "new", 1, 1.0, "right")
    store.visit_page("1-3", "one")
    store.record_test("one", 1.0)
    store.record_task("new", 1)
    store.keep_setting("theme", "tutor-dark")
    assert store.unsaved() == 0
    return before


def harmed(whole: Path, tmp_path: Path, harm: Harm) -> Path:
    path = tmp_path / "home" / FILE_NAME
    path.parent.mkdir()
    shutil.copyfile(whole / FILE_NAME, path)
    harm(path)
    return path


@pytest.mark.sampled
@pytest.mark.parametrize("name", HARMS)
def test_no_damage_stops_the_program(name: str, whole: Path, tmp_path: Path) -> None:
    path = harmed(whole, tmp_path, HARMS[name])
    store = Store.open(path.parent)
    used(store)
    told = " ".join(store.notices())
    assert store.close() == ""
    aside = list(path.parent.glob("progress-damaged-*.db"))
    assert bool(aside) == ("damaged" in told), told
    again = Store.open(path.parent)
    assert not again.notices()
    assert again.best_scores("1-3")["new"] == 1.0
    again.close()


@pytest.mark.sampled
@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("magic words spoilt", ATTEMPTS),
        ("head of zeros", ATTEMPTS),
        ("first page of noise", ATTEMPTS),
        ("no visits", ATTEMPTS),
        ("form below zero", ATTEMPTS),
        ("another program's number", ATTEMPTS),
        ("page 9 of noise", ATTEMPTS - 60),
        ("root of attempts", ATTEMPTS),
        ("root page", ATTEMPTS),
        ("pages in turn", ATTEMPTS),
        ("moved by 1 from 0", ATTEMPTS),
        ("moved by -3 from 0", ATTEMPTS),
        ("moved by 8192 from 0", ATTEMPTS),
        ("moved by 1 from 5000", ATTEMPTS - 40),
        ("moved by -3 from 5000", ATTEMPTS - 40),
        ("cut to 0.5", 40),
    ],
)
def test_what_can_be_read_is_kept_and_told(
    name: str, least: int, whole: Path, tmp_path: Path
) -> None:
    store = Store.open(harmed(whole, tmp_path, HARMS[name]).parent)
    kept = used(store)
    (told,) = store.notices()
    store.close()
    assert least <= kept <= ATTEMPTS
    assert f"{kept} attempts" in told


@pytest.mark.parametrize(
    "name", ["pages in turn", "moved by 8192 from 0", "page 9 of noise", "a row out of order"]
)
def test_damage_is_found_and_told_though_it_is_looked_for_late(
    name: str, whole: Path, tmp_path: Path
) -> None:
    store = Store.open(harmed(whole, tmp_path, HARMS[name]).parent, checked=False)
    assert store.check() or store.notices()
    assert not store.check()
    assert used(store) >= ATTEMPTS - 60
    store.close()


def test_a_sound_file_is_looked_at_while_it_is_used(whole: Path, tmp_path: Path) -> None:
    store = Store.open(harmed(whole, tmp_path, lambda _: None).parent, checked=False)
    with ThreadPoolExecutor() as beside:
        looks = [beside.submit(store.check) for _ in range(3)]
        used(store)
        assert not any(look.result() for look in looks)
    assert not store.notices() and store.close() == ""


def test_what_was_forgotten_stays_so_where_a_root_is_gone(whole: Path, tmp_path: Path) -> None:
    path = harmed(whole, tmp_path, sql("DELETE FROM attempts WHERE id > 100"))
    root_of_noise("attempts")(path)
    store = Store.open(path.parent)
    assert len(store.attempts()) == 100
    store.close()


def test_rows_are_read_off_leaves_as_sqlite_reads_them(tmp_path: Path) -> None:
    path = tmp_path / "any.db"
    draw = random.Random(1)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("CREATE TABLE things (id INTEGER PRIMARY KEY, a, b, c)")
        for _ in range(500):
            length = draw.choice([0, 1, 100, 5000, 70_000]) if draw.random() < 0.1 else 9
            file.execute(
                "INSERT INTO things VALUES (?, ?, ?, ?)",
                (
                    draw.randrange(2**40),
                    draw.choice([None, 0, 1, -1, 2.5, -(2**47), 2**62]),
                    "ä" * length,
                    draw.randbytes(length),
                ),
            )
        known = file.execute("SELECT * FROM things ORDER BY id").fetchall()
    read = sorted((row.number, *row.values[1:]) for row in rows_on_leaves(path.read_bytes()))
    assert read == known


def test_noise_in_the_place_of_leaves_is_no_row() -> None:
    head = b"SQLite format 3\0" + (512).to_bytes(2, "big") + bytes(494)
    for seed in range(200):
        page = b"\x0d" + random.Random(seed).randbytes(511)
        assert all(row.values for row in rows_on_leaves(head + page))


def test_what_was_in_the_place_of_the_file_is_kept(whole: Path, tmp_path: Path) -> None:
    path = harmed(whole, tmp_path, directory)
    Store.open(path.parent).close()
    (aside,) = path.parent.glob("progress-damaged-*.db")
    assert (aside / "inside").read_text() == "dear to somebody"


def test_damage_that_comes_while_the_program_runs_is_mended(whole: Path, tmp_path: Path) -> None:
    path = harmed(whole, tmp_path, lambda _: None)
    store = Store.open(path.parent)
    store.last_lesson()
    path.write_bytes(NOISE)
    Path(f"{path}-wal").write_bytes(b"")
    used(store)
    assert store.close() == ""
    assert Store.open(path.parent).best_scores("1-3")["new"] == 1.0


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(StoreError, match="another program"):
        Store.open(tmp_path)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_what_another_window_put_in_the_place_of_a_damaged_file_stays(
    whole: Path, tmp_path: Path
) -> None:
    path = harmed(whole, tmp_path, lambda _: None)
    first, second = Store.open(path.parent), Store.open(path.parent)
    second.last_lesson()
    path.write_bytes(NOISE)
    Path(f"{path}-wal").write_bytes(b"")
    used(first)
    used(second)
    assert first.close() == second.close() == ""
    assert len(list(path.parent.glob("progress-damaged-*.db"))) == 1
    assert len(Store.open(path.parent).attempts()) == 2


def test_a_companion_that_goes_while_it_is_looked_at_is_no_damage(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = harmed(whole, tmp_path, lambda _: None)
    seen, stat = set[str](), Path.stat

    def gone_the_second_time(file: Path, **how: bool) -> os.stat_result:
        if file.name.endswith("-wal"):
            if file.name in seen:
                raise FileNotFoundError(file)
            seen.add(file.name)
            return stat(path, **how)
        return stat(file, **how)

    monkeypatch.setattr(Path, "stat", gone_the_second_time)
    Store.open(path.parent).close()
    assert seen and not list(path.parent.glob("progress-damaged-*.db"))


def test_a_second_look_at_a_file_takes_no_lock_away(whole: Path, tmp_path: Path) -> None:
    path = harmed(whole, tmp_path, lambda _: None)
    store = Store.open(path.parent)
    Store.open(path.parent).close()
    other = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT * FROM attempts')"
    subprocess.run([sys.executable, "-c", other, str(path)], check=True)
    # Whoever leaves last takes it away, and SQLite knows by a lock who that is.
    assert Path(f"{path}-wal").exists()
    store.close()
