"""The progress screen: what is known, how sure and how right, what keeps going wrong."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sizes import SMALL, mainly
from textual.pilot import Pilot
from textual.widgets import OptionList, Static
from waiting import wait_until

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.unit_test import FINAL
from tutor.progress.store import Store
from tutor.progress.transfer import rows_in
from tutor.screens.lesson import LessonScreen
from tutor.screens.progress import ProgressScreen

SIZES = [(80, 24), (140, 45)]
OpenTutor = Callable[..., Any]
LESSON = next(lesson for lesson in read_index(shipped_course()).lessons if lesson.number == "2-4")


def answered(folder: Path, count: int, slip: str = "") -> None:
    """Answer the first question so often, sure, right at even times."""
    store = Store.open(folder)
    for number in range(count):
        store.put(
            "attempts",
            uid=f"{slip}{number}",
            at=time.time() - 3600 + number,
            lesson=LESSON.id,
            question=LESSON.question_ids[0],
            version="",
            answer="1",
            score=float(number % 2 == 0),
            outcome="right",
            seed=0,
            confidence="sure",
            slips=slip,
        )
    store.close()


def text_of(pilot: Pilot[Any]) -> str:
    lists = pilot.app.screen.query(OptionList)
    return "\n".join(str(option.prompt) for each in lists for option in each.options)


async def opened(pilot: Pilot[Any]) -> ProgressScreen:
    await pilot.press("p")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, ProgressScreen)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_a_learner_sees_what_they_know_and_how_sure_they_were(
    size: tuple[int, int], open_tutor: OpenTutor, tmp_path: Path
) -> None:
    answered(tmp_path, 21, slip="step-uphill")
    async with open_tutor(size=size) as pilot:
        screen = await opened(pilot)
        assert "21 answers" in str(screen.query_one("#place", Static).render())
        text = text_of(pilot)
        for part in ("What you know today", "Reviews ahead, 30 days", "1 in all", "ECE 0.426"):
            assert part in text, part
        assert "sure 11 of 21 ●" in text
        assert "“Sure” and wrong: 10" in text
        assert "the sign of the step" in text and "21 times" in text


async def test_titles_of_units_are_numbered_and_uncut_and_objectives_keep_their_indent(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor(size=(80, 60)) as pilot:
        screen = await opened(pilot)
        for unit in pilot.app.course_index.units:
            assert f"{unit.number}  {unit.title} " in text_of(pilot)
        await pilot.press("down", "down", "right")
        await wait_until(pilot, lambda: "2-1" in text_of(pilot))
        listed = screen.query_one(OptionList)
        await wait_until(pilot, lambda: listed.show_vertical_scrollbar)
        rows = ["".join(s.text for s in listed.render_line(y)) for y in range(listed.size.height)]
        assert not [row for row in rows if row[:5].strip()[:1].islower()]


async def test_before_twenty_answers_it_says_how_many_are_missing(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    answered(tmp_path, 6, slip="")
    async with open_tutor() as pilot:
        await opened(pilot)
        text = text_of(pilot)
        assert "14 more answers with a confidence" in text and "ECE" not in text
        assert "None so far." in text


async def test_a_mistake_made_once_is_not_listed_and_one_of_another_course_never(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    answered(tmp_path, 1, slip="step-uphill")
    answered(tmp_path, 5, slip="of-another-course")
    async with open_tutor() as pilot:
        await opened(pilot)
        assert "None so far." in text_of(pilot)


@mainly(SMALL)
async def test_a_mistake_leads_to_the_page_that_dissolves_it(
    size: tuple[int, int], open_tutor: OpenTutor, tmp_path: Path
) -> None:
    answered(tmp_path, 2, slip="step-uphill")
    async with open_tutor(size=size) as pilot:
        await opened(pilot)
        await pilot.press(*(["tab"] if size[0] > 100 else []), "end", "enter")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        lesson = pilot.app.screen
        assert isinstance(lesson, LessonScreen)
        await wait_until(pilot, lambda: lesson.lesson is not None)
        assert lesson.place == (LESSON.id, LESSON.page_names.index("the-rule"))


async def test_a_unit_opens_into_lessons_with_what_their_figure_rests_on(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    answered(tmp_path, 1)
    async with open_tutor(size=(80, 60)) as pilot:
        await opened(pilot)
        await pilot.press("down", "down", "right")
        text = text_of(pilot)
        assert f"rests on 1 of {len(LESSON.question_ids)} questions, 1 right last" in text
        assert f"{1 / len(LESSON.question_ids):.0%}".replace("%", " %") in text
        begin, about = LESSON.objectives[0].split()[0], [*LESSON.objective_of.values()].count(1)
        (row,) = [line for line in text.split("\n") if f"◐ {begin}" in line]
        assert row.endswith(f"{1 / about:.0%}".replace("%", " %"))
        assert f"○ {LESSON.objectives[1].split()[0]}" in text
        await pilot.press("left")
        assert "rests on" not in text_of(pilot)


async def test_tests_stand_beside_what_they_asked_about(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    store = Store.open(tmp_path)
    store.record_test("logistic-regression", 0.75)
    store.record_test(FINAL, 0.5)
    store.record_test(FINAL, 0.9)
    store.close()
    async with open_tutor(size=(100, 30)) as pilot:
        await opened(pilot)
        assert "test 75" in text_of(pilot)
        assert "Final test: taken 2 times, best 90 %" in text_of(pilot)


async def test_a_row_that_was_chosen_is_opened_though_the_rows_have_moved_since(
    open_tutor: OpenTutor,
) -> None:
    async with open_tutor(size=(80, 60)) as pilot:
        screen = await opened(pilot)
        await pilot.press("right", "down")
        rows = screen.query_one("#known", OptionList)
        rows.action_select()
        screen.action_unfold(False)
        rows.highlighted = None
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))


async def test_nothing_done_yet_is_no_fault(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await opened(pilot)
        assert "20 more answers with a confidence" in text_of(pilot)
        assert "Nothing is planned yet" in text_of(pilot)


async def test_all_that_was_done_is_written_into_a_file(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    answered(tmp_path, 3)
    async with open_tutor() as pilot:
        await opened(pilot)
        await pilot.press("x")
        await pilot.app.workers.wait_for_complete()
        (file,) = tmp_path.glob("progress-export-*.jsonl")
        assert len(rows_in(file.read_text("utf-8").split("\n"))) >= 3
        file.unlink()
        file.mkdir()  # which nothing can be written over
        await pilot.press("x")
        await pilot.app.workers.wait_for_complete()
        await wait_until(
            pilot, lambda: any("Not exported" in n.message for n in pilot.app._notifications)
        )
