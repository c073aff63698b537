"""What stands below a question to guess: covered until the guess is made or passed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyboard import answer, focus
from textual.pilot import Pilot
from waiting import click, wait_until

from tutor.assessment.keys import foreseen_wrong
from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.progress.store import Store
from tutor.screens.lesson_page import LessonPage
from tutor.widgets.cover import Cover
from tutor.widgets.question import QuestionView
from tutor.widgets.stepper import Stepper
from tutor.widgets.surface import Surface

OpenTutor = Callable[..., Any]
LESSON = load_lesson(shipped_course(), "2-4-gradient-descent")
PAGE = next(i for i, page in enumerate(LESSON.pages) if page.title == "How long a step?")
SIZES = [(60, 18), (80, 24), (140, 45)]


async def opened(pilot: Pilot[Any]) -> LessonPage:
    pilot.app.open_lesson(LESSON.id, PAGE)
    await wait_until(pilot, lambda: any(view.size for view in pilot.app.screen.query(QuestionView)))
    page = pilot.app.screen.query_one(LessonPage)
    assert isinstance(page, LessonPage)
    return page


@pytest.mark.sampled
@pytest.mark.parametrize("size", SIZES)
async def test_one_line_covers_all_until_it_is_lifted_by_keys_for_good(
    size: tuple[int, int], open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor(size=size) as pilot:
        page = await opened(pilot)
        cover = page.query_one(Cover)
        assert cover.size.height == 1
        assert len(str(cover.render())) <= cover.size.width
        assert not page.query(Surface)
        view = page.query_one(QuestionView)
        above = view.region.y
        await focus(pilot, view)
        await wait_until(pilot, lambda: view.has_focus_within)
        await pilot.press("tab")
        assert cover.has_focus
        await pilot.press("enter")
        await wait_until(pilot, lambda: bool(page.query(Surface)))
        assert not page.query(Cover)
        assert view.region.y == above or page.scroll_offset.y
        assert pilot.app.focused is None
        assert view.verdict is None
    async with open_tutor(size=size) as pilot:
        page = await opened(pilot)
        await wait_until(pilot, lambda: bool(page.query(Surface)))
        assert not page.query(Cover)
    assert Store.open(tmp_path).attempts() == []


async def test_a_click_lifts_it(open_tutor: OpenTutor) -> None:
    async with open_tutor(size=(140, 45)) as pilot:
        page = await opened(pilot)
        await click(pilot, page.query_one(Cover))
        await wait_until(pilot, lambda: bool(page.query(Surface)))


async def test_a_guess_lifts_it_even_a_wrong_one(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        page = await opened(pilot)
        view = page.query_one(QuestionView)
        question = view._question
        given, _ = foreseen_wrong(question, 0)[0]
        await answer(pilot, view, question, given)
        await wait_until(pilot, lambda: not page.query(Cover))
        assert page.query(Surface)


async def test_search_terms_and_outline_do_not_see_past_it(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        page = await opened(pilot)
        lesson = pilot.app.screen.lesson
        covered = lesson.passages(lesson.pages[PAGE])[-1].markdown
        shown = "".join(each.source for each in page.query("Prose").results())
        assert covered.strip()[:20] not in shown


ABOVE = """---
title: A
objectives: [See a cost]
minutes: 1
---
## Page

First the walk.

```{stepper}
graph: a * b
inputs: {a: 2, b: 3}
```

What is it?

```{question} product
```
"""
PRODUCT = """questions:
  - id: product
    kind: predict
    prompt: What is $a b$?
    compute: {graph: a * b, inputs: {a: 2, b: 3}, wanted: J}
    right: Two times three.
    otherwise: Multiply.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "course" / "1-1-a"
    folder.mkdir(parents=True)
    (folder / "lesson.md").write_text(ABOVE)
    (folder / "quiz.yaml").write_text(PRODUCT)
    (folder.parent / "course.yaml").write_text(
        "format_version: 1\ntitle: T\nunits:\n  - {id: u, title: U, lessons: [1-1-a]}\n"
    )
    return folder.parent


@pytest.mark.parametrize("size", SIZES)
async def test_a_part_above_that_gives_the_guess_away_waits_for_it(
    size: tuple[int, int], open_tutor: OpenTutor, course: Path
) -> None:
    async with open_tutor("1-1-a", course=course, size=size) as pilot:
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(QuestionView)))
        page = pilot.app.screen.query_one(LessonPage)
        view, cover = page.query_one(QuestionView), page.query_one(Cover)
        assert not page.query(Stepper)
        assert cover.region.y < view.region.y
        await answer(pilot, view, view._question, "7")
        await wait_until(pilot, lambda: bool(page.query(Stepper)))
        assert not page.query(Cover)
    async with open_tutor("1-1-a", course=course, size=size) as pilot:
        await wait_until(pilot, lambda: bool(pilot.app.screen.query(Stepper)))
