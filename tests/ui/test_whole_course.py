"""The whole shipped course by keyboard: every page read, every question answered.

Each live part of each page is in view whole on a small terminal, and each widget tells its height
without a layout of the page for it alone.

The default run answers each question right; the slow one gives every foreseen wrong answer first
and tries again. (That each of them alone is told its reason is marked without the app, in
tests/lessons/test_foreseen_answers.py.)
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from keyboard import answer
from monkey import send
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import ContentSwitcher
from waiting import come_true, wait_until

from tutor.assessment.keys import foreseen_wrong, right_answer
from tutor.assessment.questions import Question
from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index
from tutor.course.model import Lesson
from tutor.progress.store import Store
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.screens.quiz import QuizScreen
from tutor.widgets.beside import LivePlace
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]
LESSONS = [lesson.id for lesson in read_index(shipped_course()).lessons]

Answering = Callable[[Pilot[Any], QuestionView, Question], Any]


async def answer_right(pilot: Pilot[Any], view: QuestionView, question: Question) -> None:
    verdict = await answer(pilot, view, question, right_answer(question, 0))
    assert verdict.outcome == "right", question.id


async def answer_wrong_then_right(
    pilot: Pilot[Any], view: QuestionView, question: Question
) -> None:
    for given, reasons in mistakes(question):
        verdict = await answer(pilot, view, question, given)
        assert verdict.score < 1, (question.id, given)
        said = [piece.text for piece in verdict.feedback]
        for reason in reasons:
            assert any(reason in text for text in said), (question.id, given, reason)
        # Each foreseen mistake is made from the start: what was right would be kept.
        await view.action_retry()
    await answer_right(pilot, view, question)


def mistakes(question: Question) -> list[tuple[Any, list[str]]]:
    """Every foreseen wrong answer and its reason; those to different gaps or pairs go together."""
    if question.kind not in ("cloze", "match"):
        return [(given, [reason]) for given, reason in foreseen_wrong(question, 0)]
    right: Any = right_answer(question, 0)
    places = right if isinstance(right, dict) else range(len(right))
    together: list[tuple[Any, list[str]]] = []
    for given, reason in foreseen_wrong(question, 0):
        answered: Any = given
        (place,) = [each for each in places if answered[each] != right[each]]
        for others, reasons in together:
            if others[place] == right[place]:
                others[place] = answered[place]
                reasons.append(reason)
                break
        else:
            together.append((answered, [reason]))
    return together


async def walk(pilot: Pilot[Any], lesson: Lesson, answering: Answering) -> None:
    """Read all pages, answer what stands on them, take the quiz, and come home."""
    for number in range(len(lesson.pages)):
        with pilot.app.batch_update():
            page = await walk_page(pilot, lesson, number, answering)
        await pilot.pause()  # it is painted, once, as it is with its answers
        for place in page.query(LivePlace):
            higher = max(place.size.height, place.part.size.height)
            assert higher <= page.size.height, f"a part of {page} is not in view whole"
        await go_on(pilot)
    for number, question in enumerate(lesson.quiz):
        with pilot.app.batch_update():
            view = await quiz_question(pilot, number)
            await answering(pilot, view, question)
        await go_on(pilot)
    if lesson.quiz:
        await go_on(pilot)
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def walk_page(pilot: Pilot[Any], lesson: Lesson, number: int, answering: Answering) -> Widget:
    """Answer what stands on a page, and return the page."""
    pages = pilot.app.screen.query_one(ContentSwitcher)
    await come_true(pilot, lambda: pages.current == f"page-{number}")
    await pilot.pause()
    page = pages.query_one(f"#page-{number}")
    placed = [
        part.argument for part in lesson.pages[number].parts.values() if part.name == "question"
    ]
    for place, question_id in enumerate(placed):
        # What stands below a guess is uncovered by it.
        await come_true(pilot, lambda place=place: len(page.query(QuestionView)) > place)
        await pilot.pause()
        view = page.query(QuestionView)[place]
        await answering(pilot, view, lesson.questions[question_id])
    assert len(page.query(QuestionView)) == len(placed)
    return page


async def quiz_question(pilot: Pilot[Any], number: int) -> QuestionView:
    await come_true(pilot, lambda: isinstance(pilot.app.screen, QuizScreen))
    quiz = pilot.app.screen
    await come_true(pilot, lambda: quiz._place == number and bool(quiz.query(QuestionView)))
    await pilot.pause()
    return quiz.query_one(QuestionView)


async def go_on(pilot: Pilot[Any]) -> None:
    """Let what is asked be painted, once, as it is with its answer; then leave it."""
    await pilot.pause()
    send(pilot.app, ["escape", "right"] if pilot.app.focused else ["right"])


async def walk_lesson(lesson_id: str, open_tutor: OpenTutor, answering: Answering) -> Lesson:
    """Walk through a lesson, and return it as the app has read it."""
    async with open_tutor(lesson_id) as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        screen = pilot.app.screen
        await wait_until(pilot, lambda: screen.lesson is not None)
        lesson: Lesson = screen.lesson
        await walk(pilot, lesson, answering)
    return lesson


@pytest.fixture(autouse=True)
def one_layout_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where what is drawn to be measured asks for the width that it is about to get."""
    arrange = Compositor._arrange_root
    under_way = False

    def arrange_alone(*given: Any, **options: Any) -> Any:
        nonlocal under_way
        assert not under_way, "a page is laid out in the midst of its layout"
        under_way = True
        try:
            return arrange(*given, **options)
        finally:
            under_way = False

    monkeypatch.setattr(Compositor, "_arrange_root", arrange_alone)


@pytest.mark.parametrize("lesson_id", LESSONS)
async def test_every_question_can_be_answered_right_by_keyboard(
    lesson_id: str, open_tutor: OpenTutor, tmp_path: Path
) -> None:
    lesson = await walk_lesson(lesson_id, open_tutor, answer_right)
    store = Store.open(tmp_path)
    assert store.best_scores(lesson_id) == dict.fromkeys(lesson.questions, 1.0)
    assert store.done_pages(lesson_id, lesson.page_names) == set(range(len(lesson.pages)))


@pytest.mark.slow
@pytest.mark.timeout(900)  # a lesson may foresee a hundred wrong answers
@pytest.mark.parametrize("lesson_id", LESSONS)
async def test_every_foreseen_wrong_answer_is_told_its_reason(
    lesson_id: str, open_tutor: OpenTutor
) -> None:
    await walk_lesson(lesson_id, open_tutor, answer_wrong_then_right)
