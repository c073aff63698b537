"""Processor time until a first look, against an empty Textual app or against a smaller course."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tutor.app import WELCOMED
from tutor.course.index import shipped_course
from tutor.progress.store import Store
from tutor.review.schedule import catch_up

pytestmark = pytest.mark.benchmark
resource = pytest.importorskip("resource", reason="Windows counts the time of children otherwise")

LESSON = "1-3-why-now"
TUTOR = [sys.executable, "-m", "tutor"]
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("painted")
Empty().run()
"""

Seconds = Callable[[Sequence[str], str], float]
Share = Callable[[Callable[[], float], Callable[[], float]], float]


def of_process(command: Sequence[str]) -> float:
    """Seconds of the processor that a whole process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def begin(folder: Path, attempts: int = 0) -> None:
    """Keep the progress of someone who has been welcomed and has answered."""
    folder.mkdir(exist_ok=True)
    store = Store.open(folder)
    store.keep_setting(WELCOMED, "before")
    for number in range(attempts):
        store.record_attempt(LESSON, f"question-{number % 9}", 0, 1.0, "right")
    catch_up(store)
    store.close()


@pytest.mark.parametrize(
    ("measure", "attempts", "words", "text", "most", "aim"),
    [
        ("first launch, its first screen", None, [], "900 dots", 2.4, 1.5),
        ("open a lesson, text", 0, ["open", LESSON], "Two networks, 23 years", 2.4, 2.0),
        ("home with used progress", 300, [], "lessons done", 1.25, 1.15),
    ],
)
def test_there_is_something_to_read(
    measure: str,
    attempts: int | None,
    words: list[str],
    text: str,
    most: float,
    aim: float,
    until_shown: Seconds,
    in_turn: Share,
    tmp_path: Path,
    row: Any,
) -> None:
    def ours() -> float:
        if attempts is None:  # each time the first
            shutil.rmtree(tmp_path)
            tmp_path.mkdir()
        return until_shown([*TUTOR, *words], text)

    if attempts is not None:
        begin(tmp_path, attempts)
    empty = [sys.executable, "-c", EMPTY]
    row(measure, in_turn(ours, lambda: until_shown(empty, "painted")), most, aim)


def test_the_version_costs_little_more_than_python(in_turn: Share, row: Any) -> None:
    ours, bare = [*TUTOR, "--version"], [sys.executable, "-c", "pass"]
    share = in_turn(lambda: of_process(ours), lambda: of_process(bare))
    row("--version / bare Python", share, 2.5, 2.0)


def course_of(folder: Path, count: int) -> Path:
    """Write a course with so many times the same lesson, twenty to a unit."""
    folder.mkdir()
    text = (shipped_course() / LESSON / "lesson.md").read_text()
    text = text.replace("prerequisites:\n  - 1-2-supervised-learning\n", "")
    pages = [page for page in text.split("\n## ") if "```{" not in page]
    ids = [f"{1 + n // 20}-{1 + n % 20}-again" for n in range(count)]
    for each in ids:
        (folder / each).mkdir()
        (folder / each / "lesson.md").write_text("\n## ".join(pages))
    units = [ids[start : start + 20] for start in range(0, count, 20)]
    listed = "".join(
        f"  - id: unit-{n}\n    title: Unit {n}\n    lessons: [{', '.join(unit)}]\n"
        for n, unit in enumerate(units)
    )
    (folder / "course.yaml").write_text(
        f"format_version: 1\ntitle: One lesson, again and again\nunits:\n{listed}"
    )
    return folder


def with_a_course_of(count: int, folder: Path) -> list[str]:
    """Return the command of the tutor of someone who has begun such a course."""
    begin(folder / f"of-{count}")
    course = course_of(folder / str(count), count)
    return [*TUTOR, "--data-dir", str(folder / f"of-{count}"), "--course", str(course)]


@pytest.mark.parametrize(
    ("words", "text", "most", "aim"),
    [([], "lessons done", 1.2, 1.1), (["open", "1-1-again"], "The same, measured", 1.1, 1.1)],
    ids=["home", "open"],
)
def test_five_hundred_lessons_open_as_soon_as_nineteen(
    words: list[str],
    text: str,
    most: float,
    aim: float,
    until_shown: Seconds,
    in_turn: Share,
    tmp_path: Path,
    row: Any,
) -> None:
    many, few = (with_a_course_of(count, tmp_path) for count in (500, 19))
    share = in_turn(
        lambda: until_shown([*many, *words], text), lambda: until_shown([*few, *words], text)
    )
    row(f"{words[0] if words else 'home'} with 500 lessons / 19", share, most, aim)


def test_five_hundred_lessons_are_listed_as_soon_as_nineteen(
    in_turn: Share, tmp_path: Path, row: Any
) -> None:
    many, few = (with_a_course_of(count, tmp_path) for count in (500, 19))
    share = in_turn(lambda: of_process([*many, "list"]), lambda: of_process([*few, "list"]))
    row("list with 500 lessons / 19", share, 1.5, 1.1)
