"""The review by keys: alone, with new numbers, until right once; home says what is due."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Static
from waiting import wait_until

from tutor.plots.cells import plain
from tutor.progress.store import Store
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.screens.review import ReviewScreen
from tutor.widgets.course_map import CAPTION, CourseMap
from tutor.widgets.map_entries import Review
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]
DAY = 86_400.0
LESSON = """---
title: Sums
objectives: [add]
minutes: 5
---
## Adding

```{definition} sum
What two numbers make together.
```

```{definition} product
What two numbers make when one is taken as often as the other says.
```

```{question} two-numbers
```

## The end

Done.
"""
QUIZ = """questions:
  - id: two-numbers
    kind: numeric
    variables: {a: {from: 1, to: 500}, b: {from: 1, to: 500}}
    prompt: What is {{a}} + {{b}}?
    answer: a + b
    right: Yes.
    otherwise: Add them.
  - id: one-or-two
    kind: single
    prompt: What is 1 + 1?
    options:
      - {text: one, feedback: That is a single one.}
      - {text: two, correct: true, feedback: Yes.}
"""
CONTENTS = """format_version: 1
title: A small course
units:
  - {id: first, title: First, lessons: [1-1-sums]}
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "1-1-sums").mkdir(parents=True)
    (folder / "course.yaml").write_text(CONTENTS)
    (folder / "1-1-sums" / "lesson.md").write_text(LESSON)
    (folder / "1-1-sums" / "quiz.yaml").write_text(QUIZ)
    return folder


def answered_before(folder: Path, *questions: str, days: float = 10.0, page: bool = False) -> None:
    """Let these questions be answered right some days ago."""
    store = Store.open(folder)
    at = time.time() - days * DAY
    for question in questions:
        store.put(
            "attempts",
            uid=question,
            at=at,
            lesson="1-1-sums",
            question=question,
            version="",
            answer="1",
            score=1.0,
            outcome="right",
            seed=0,
        )
    if page:
        for name in ("adding", "the-end"):
            store.put("visits", at=at, lesson="1-1-sums", page=name)
    store.close()


def head(pilot: Pilot[Any]) -> str:
    return str(pilot.app.screen.query_one("#lesson-title", Static).render())


def review_of(pilot: Pilot[Any]) -> ReviewScreen:
    screen = pilot.app.screen
    assert isinstance(screen, ReviewScreen)
    return screen


async def asked(pilot: Pilot[Any], times: int = 1) -> QuestionView:
    """Return the question in view, once that many were asked."""
    screen = review_of(pilot)
    await wait_until(
        pilot, lambda: len(screen._asked) == times and bool(screen.query(QuestionView))
    )
    await pilot.pause()
    return screen.query_one(QuestionView)


def sum_of(view: QuestionView) -> str:
    left, right = view._drawn().prompt.removeprefix("What is ").rstrip("?").split(" + ")
    return str(int(left) + int(right))


async def marked(pilot: Pilot[Any], view: QuestionView) -> None:
    await wait_until(pilot, lambda: view.verdict is not None)
    await pilot.pause()


async def test_a_miss_comes_again_with_new_numbers_until_it_is_right_once(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, "two-numbers")
    async with open_tutor(course=course) as pilot:
        await pilot.press("r")
        view = await asked(pilot)
        assert "1 of 1" in head(pilot)
        first = sum_of(view)
        await pilot.press("7", "enter")
        await marked(pilot, view)
        assert "✘" in head(pilot) or "▸" in head(pilot)
        missed = pilot.app.screen.query_one("#missed", Static)
        assert missed.display and "ctrl+o 1-1  Adding" in str(missed.render())
        await pilot.press("ctrl+n")
        view = await asked(pilot, 2)
        assert sum_of(view) != first
        await pilot.press(*sum_of(view), "enter")
        await marked(pilot, view)
        await pilot.press("space")
        screen = review_of(pilot)
        await wait_until(
            pilot, lambda: bool(screen.query(Prose)) and not screen.query(QuestionView)
        )
        said = screen.query_one(Prose).source
        assert "0 of 1 right at the first try" in said
        bullet = screen.query_one("MarkdownBullet")
        assert str(bullet.render()) == "✘ ", "one sign, no dot beside it"
        assert "The next question is due" in said
        await pilot.press("space")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
    store = Store.open(tmp_path)
    assert [attempt.score for attempt in store.attempts()] == [1.0, 0.0, 1.0]
    store.close()


async def test_the_page_that_teaches_it_opens_and_leads_back(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, "two-numbers")
    async with open_tutor(course=course) as pilot:
        await pilot.press("r")
        view = await asked(pilot)
        await pilot.press("7", "enter")
        await marked(pilot, view)
        await pilot.press("ctrl+o")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        lesson = pilot.app.screen
        assert isinstance(lesson, LessonScreen)
        await wait_until(pilot, lambda: lesson.lesson is not None)
        assert lesson.place == ("1-1-sums", 0)
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, ReviewScreen))
        assert review_of(pilot).query_one(QuestionView) is view


async def test_stopping_keeps_every_answer_and_home_says_what_is_left(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, "two-numbers", "one-or-two")
    async with open_tutor(course=course) as pilot:
        home = pilot.app.screen
        course_map = home.query_one(CourseMap)
        await wait_until(pilot, lambda: any(isinstance(row, Review) for row in course_map.entries))
        row = next(row for row in course_map.entries if isinstance(row, Review))
        assert row.words == "Review  2 questions are due, from unit 1"
        assert "2 due" in plain(course_map.picture)
        course_map.move_to(row)
        await pilot.press("enter")
        view = await asked(pilot)
        assert view._question.kind == "single"
        await pilot.press("ctrl+n")
        view = await asked(pilot, 2)
        await pilot.press(*sum_of(view), "enter")
        await marked(pilot, view)
        await pilot.press("escape")
        await wait_until(pilot, lambda: pilot.app.screen is home)
        await wait_until(
            pilot,
            lambda: any(
                isinstance(row, Review) and "1 question is due" in row.words
                for row in course_map.entries
            ),
        )
    store = Store.open(tmp_path)
    assert store.attempts()[-1].score == 1.0
    store.close()


async def test_a_definition_is_asked_for_by_its_text(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, page=True)
    async with open_tutor(course=course) as pilot:
        await pilot.press("r")
        view = await asked(pilot)
        question = view._question
        assert question.kind == "cloze"
        assert question.gaps["term"].answer in ("sum", "product")
        assert set(question.gaps["term"].options) == {"sum", "product"}
        assert question.gaps["term"].answer not in question.text.split("]]: ")[1]
        wanted = question.gaps["term"].options.index(question.gaps["term"].answer)
        await pilot.press(*["right"] * (wanted + 1), "enter")
        await marked(pilot, view)
        assert view.verdict is not None and view.verdict.outcome == "right"
    store = Store.open(tmp_path)
    assert [attempt.question for attempt in store.attempts()] == [question.id]
    store.close()


async def test_with_nothing_due_the_review_says_when_the_next_one_is(
    open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, "one-or-two", days=0)
    async with open_tutor(course=course) as pilot:
        await pilot.press("r")
        screen = review_of(pilot)
        await wait_until(pilot, lambda: bool(screen.query(Prose)))
        assert "Nothing is due." in screen.query_one(Prose).source
        assert "due in 2 days" in screen.query_one(Prose).source
        assert "tomorrow at the earliest" in screen.query_one(Prose).source
        assert not screen.query(QuestionView)
        assert "ctrl+n" not in screen.active_bindings, "there is no next one"


@pytest.mark.parametrize("size", [(60, 18), (80, 24), (140, 45)])
async def test_home_says_what_the_shares_beside_the_lessons_are(
    open_tutor: OpenTutor, course: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    answered_before(tmp_path, "one-or-two", days=1)
    async with open_tutor(course=course, size=size) as pilot:
        rows = plain(pilot.app.screen.query_one(CourseMap).picture).split("\n")
        above = next(place for place, row in enumerate(rows) if row.endswith(CAPTION))
        assert rows[above + 1][: len(rows[above]) + 1].endswith("%")


async def test_before_anything_was_answered_home_has_no_row_for_it(
    open_tutor: OpenTutor, course: Path
) -> None:
    async with open_tutor(course=course) as pilot:
        assert CAPTION not in plain(pilot.app.screen.query_one(CourseMap).picture)
        rows = pilot.app.screen.query_one(CourseMap).entries
        assert not any(isinstance(row, Review) for row in rows)
        await pilot.press("r")
        screen = review_of(pilot)
        await wait_until(pilot, lambda: bool(screen.query(Prose)))
        assert "comes back here" in screen.query_one(Prose).source


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.slow) for n in (1, 2))])
async def test_bursts_of_keys_lose_and_double_no_answer(
    seed: int, open_tutor: OpenTutor, course: Path, tmp_path: Path
) -> None:
    answered_before(tmp_path, "two-numbers", "one-or-two", page=True)
    keys = ["1", "enter", "enter", "ctrl+n", "space", "right", "ctrl+o", "escape", "r", "c", "tab"]
    draw = random.Random(seed)
    async with open_tutor(course=course) as pilot:
        for _ in range(12):
            await pilot.press(*draw.choices(keys, k=10))
        await pilot.app.workers.wait_for_complete()
        assert pilot.app.is_running
    store = Store.open(tmp_path)
    attempts = store.attempts()
    assert all(attempt.lesson == "1-1-sums" for attempt in attempts)
    assert {attempt.question for attempt in attempts} <= {
        "two-numbers",
        "one-or-two",
        "term-sum",
        "term-product",
    }
    store.close()


def test_what_is_due_is_listed_for_machines(course: Path, tmp_path: Path) -> None:
    answered_before(tmp_path, "two-numbers", page=True)

    def printed(*words: str) -> dict[str, Any]:
        command = [sys.executable, "-m", "tutor", "--course", str(course)]
        done = subprocess.run(
            [*command, "--data-dir", str(tmp_path), *words],
            capture_output=True,
            text=True,
            check=True,
        )
        assert not done.stderr
        return json.loads(done.stdout)

    listed = printed("review", "--json")
    assert set(listed) == {"due", "next"}
    assert [(each["lesson"], each["question"]) for each in listed["due"]] == [
        ("1-1-sums", "two-numbers"),
        ("1-1-sums", "term-sum"),
        ("1-1-sums", "term-product"),
    ]
    assert all(set(each) == {"lesson", "question", "due", "stability"} for each in listed["due"])
    assert listed["next"] is None
    progress = printed("progress", "--json")
    assert progress["due"] == listed["due"]
    places = ["--course", str(course), "--data-dir", str(tmp_path)]
    done = subprocess.run(
        [sys.executable, "-m", "tutor", "progress", *places], capture_output=True, text=True
    )
    assert "3 questions are due, about 2 min: nn-tutor review" in done.stdout
    assert {"id", "pages_seen", "questions_tried", "score"} <= set(progress["lessons"][0])
