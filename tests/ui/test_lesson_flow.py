"""Through the app with real keys: home, lesson, wrong answer, right answer, progress kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from keyboard import answer
from textual.pilot import Pilot
from textual.widgets import Input, Static
from waiting import wait_until

from tutor.assessment.keys import foreseen_wrong, right_answer
from tutor.course import loader
from tutor.messages import LessonFinished
from tutor.plots.cells import plain
from tutor.progress.store import Store
from tutor.screens.faults import FaultsScreen
from tutor.screens.first_minute import FirstMinute
from tutor.screens.help import HelpScreen
from tutor.screens.home import HomeScreen
from tutor.screens.lesson import LessonScreen
from tutor.screens.quiz import QuizScreen
from tutor.screens.too_small import TooSmall
from tutor.screens.unit_test import UnitTestScreen
from tutor.widgets.course_map import CourseMap
from tutor.widgets.map_entries import UnitTest
from tutor.widgets.prose import Prose
from tutor.widgets.question import QuestionView

OpenTutor = Callable[..., Any]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


def go_on(pilot: Pilot[Any]) -> str:
    """Return the row of the first screen that leads on."""
    return plain(pilot.app.screen.query_one(CourseMap).picture[:1])


def shown(pilot: Pilot[Any], selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).render())


def question(pilot: Pilot[Any]) -> QuestionView:
    return next(view for view in pilot.app.screen.query(QuestionView) if view.region)


async def to_the_quiz(pilot: Pilot[Any]) -> None:
    for _ in range(30):
        if isinstance(pilot.app.screen, QuizScreen):
            return
        await press(pilot, "right")
    raise AssertionError("the quiz never came")


async def test_home_leads_into_the_first_lesson(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await wait_until(pilot, lambda: "Start here" in go_on(pilot))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, LessonScreen)
        assert "page 1/" in shown(pilot, "#place")


async def test_the_first_start_welcomes_once_and_can_be_skipped(open_tutor: OpenTutor) -> None:
    async with open_tutor(first=True) as pilot:
        assert isinstance(pilot.app.screen, FirstMinute)
        assert len(pilot.app.screen_stack) == 1, "no screen in between"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "c")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        assert pilot.app.screen.place == ("0-1-start", 0)
        await press(pilot, "escape", "c")
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        assert pilot.app.screen.place == ("1-1-neuron-to-network", 0)
    async with open_tutor(first=True) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_lesson_left_by_its_end_makes_room_for_the_next(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-1-neuron-to-network") as pilot:
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
        pilot.app.screen.post_message(LessonFinished())
        await wait_until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        await wait_until(pilot, lambda: "Next  1-2" in go_on(pilot))
    async with open_tutor() as pilot:
        await wait_until(pilot, lambda: "Next  1-2" in go_on(pilot))


async def test_a_wrong_answer_is_explained_then_the_right_one_kept(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        await press(pilot, "tab", "down", "enter")
        verdict = question(pilot).verdict
        assert verdict is not None and verdict.outcome == "wrong"
        assert "already had several layers" in verdict.feedback[0].text
        await press(pilot, "1", "enter")
        assert question(pilot).verdict.outcome == "right"
    store = Store.open(tmp_path)
    assert [attempt.score for attempt in store.attempts("1-3-why-now")] == [0.0, 1.0]
    assert store.best_scores("1-3-why-now") == {"what-was-missing": 1.0}


async def test_the_next_start_continues_where_the_last_one_stopped(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-7-backprop-on-a-graph") as pilot:
        await press(pilot, "right", "right", "right")
    async with open_tutor() as pilot:
        await wait_until(pilot, lambda: "page 4 of" in go_on(pilot))
        await press(pilot, "enter")
        assert "page 4/" in shown(pilot, "#place")


async def test_a_multiple_question_gives_a_quarter_for_each_option_judged_right(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        await to_the_quiz(pilot)
        await press(pilot, "enter")
        view = question(pilot)
        assert view.verdict is None, "an empty answer is refused, not marked"
        await press(pilot, "space", "down", "space", "enter")
        assert view.verdict is not None
        assert view.verdict.score == pytest.approx(0.5)
        assert {piece.target for piece in view.verdict.feedback} >= {"0", "1"}
    assert Store.open(tmp_path).best_scores("1-3-why-now") == {"major-role": 0.5}


async def test_a_quiz_asks_again_only_what_was_missed(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        await to_the_quiz(pilot)
        first, second = (item for _, item in pilot.app.screen.items)
        await answer(pilot, question(pilot), first, right_answer(first, 0))
        await press(pilot, "enter")
        await answer(pilot, question(pilot), second, foreseen_wrong(second, 0)[0][0])
        await press(pilot, "escape", "space")
        await press(pilot, "m")
        assert "question 1/1" in shown(pilot, "#place")
        await answer(pilot, question(pilot), second, right_answer(second, 0))
        await press(pilot, "enter", "space")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_result_of_a_quiz_quotes_whole_questions(open_tutor: OpenTutor) -> None:
    async with open_tutor("2-4-gradient-descent") as pilot:
        await to_the_quiz(pilot)
        quiz = pilot.app.screen
        assert isinstance(quiz, QuizScreen)
        for _ in quiz.items:
            await press(pilot, "escape", "space")
        result = quiz.query_one(Prose).source
        for _, asked in quiz.items:
            paragraph = asked.drawn(0).prompt.strip().split("\n\n")[0]
            assert " ".join(paragraph.split()) in result


async def test_letters_go_into_a_text_field_and_not_to_the_screen(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        await press(pilot, "right", "right", "right", "tab")
        field = pilot.app.focused
        assert isinstance(field, Input)
        await press(pilot, *"2e-3 hjklq", "question_mark")
        assert field.value == "2e-3 hjklq?"
        assert "page 4/" in shown(pilot, "#place")


async def test_what_is_no_number_is_refused_and_costs_nothing(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        await press(pilot, "right", "right", "right", "tab", *"many", "enter")
        assert question(pilot).verdict is None
        assert "number" in str(question(pilot).query_one(".refusal", Static).render())
    assert Store.open(tmp_path).attempts() == []


async def test_confidence_is_kept_with_the_attempt(open_tutor: OpenTutor, tmp_path: Path) -> None:
    async with open_tutor("1-3-why-now") as pilot:
        await press(pilot, "tab", "c", "c", "enter")
    (attempt,) = Store.open(tmp_path).attempts()
    assert attempt.confidence == "think so"


async def test_help_lists_the_keys_of_the_moment(open_tutor: OpenTutor) -> None:
    async with open_tutor() as pilot:
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_tiny_terminal_is_told_what_is_needed(open_tutor: OpenTutor) -> None:
    async with open_tutor(size=(40, 12)) as pilot:
        assert isinstance(pilot.app.screen, TooSmall)
        assert "60 x 18" in shown(pilot, "#too-small")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_broken_course_shows_its_faults(open_tutor: OpenTutor, tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    (course / "course.yaml").write_text("format_version: 1\ntitle: [unfinished\n")
    async with open_tutor(course=course) as pilot:
        assert isinstance(pilot.app.screen, FaultsScreen)
        faults = [str(fault.render()) for fault in pilot.app.screen.query(".fault").results(Static)]
        assert any("course.yaml:" in fault for fault in faults)


async def test_a_broken_lesson_shows_its_faults_and_leads_back(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    course = tmp_path / "course"
    (course / "1-1-one").mkdir(parents=True)
    (course / "course.yaml").write_text(
        "format_version: 1\ntitle: T\nunits:\n  - id: u\n    title: U\n    lessons: [1-1-one]\n"
    )
    (course / "1-1-one" / "lesson.md").write_text(
        "---\ntitle: One\n---\n## Page\n```{nosuch}\n```\n"
    )
    async with open_tutor(course=course) as pilot:
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FaultsScreen)
        faults = [str(fault.render()) for fault in pilot.app.screen.query(".fault").results(Static)]
        assert any("lesson.md:5" in fault and "nosuch" in fault for fault in faults)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize("each", [5, pytest.param(1, marks=pytest.mark.slow)])
async def test_every_textual_theme_works(open_tutor: OpenTutor, each: int) -> None:
    async with open_tutor("2-7-backprop-on-a-graph") as pilot:
        for theme in [*pilot.app.available_themes][::each]:
            pilot.app.theme = theme
            await pilot.pause()


async def test_a_unit_test_is_drawn_asked_and_its_result_kept(
    open_tutor: OpenTutor, tmp_path: Path
) -> None:
    async with open_tutor() as pilot:
        unit_one = pilot.app.course_index.units[1]
        pilot.app.screen.query_one(CourseMap).move_to(UnitTest(unit_one))
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, UnitTestScreen)
        await wait_until(pilot, lambda: shown(pilot, "#place").endswith("questions"))
        told = pilot.app.screen.query_one(Prose).source
        assert f"{len(pilot.app.screen.items)} questions" in told
        assert "80 %" in told
        await press(pilot, "space")
        assert "question 1/" in shown(pilot, "#place")
        for _ in range(len(pilot.app.screen.items)):
            await press(pilot, "escape", "right")
        assert "0 of" in str(pilot.app.screen.query_one(Prose).source)
        unit = pilot.app.screen._unit.id
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)
    assert Store.open(tmp_path).tests() == {unit: (1, 0.0)}


async def test_a_passed_unit_is_skipped(open_tutor: OpenTutor, tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    store.record_test("what-networks-are", 0.9)
    store.record_test("start", 1.0)
    store.close()
    async with open_tutor() as pilot:
        await wait_until(pilot, lambda: "2-1" in go_on(pilot))


async def test_tab_is_offered_for_what_a_page_asks(open_tutor: OpenTutor) -> None:
    """The key line names the way to the question or the live part, until it has the focus."""

    def offered(pilot: Pilot[Any]) -> str | None:
        tab = pilot.app.screen.active_bindings.get("tab")
        return tab.binding.description if tab and tab.binding.show else None

    async with open_tutor("0-1-start") as pilot:
        assert offered(pilot) is None, "the first page has nothing to do"
        await pilot.press("space")
        await wait_until(pilot, lambda: offered(pilot) == "answer")
        await pilot.press("tab")
        await pilot.pause()
        assert pilot.app.screen.query_one(QuestionView).has_focus_within
        assert offered(pilot) is None
        await pilot.press("escape", "right", "right")
        await wait_until(pilot, lambda: offered(pilot) == "try it")


async def test_end_and_home_go_to_the_ends_of_a_page(open_tutor: OpenTutor) -> None:
    async with open_tutor("1-1-neuron-to-network") as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, LessonScreen)
        await wait_until(pilot, lambda: getattr(screen.page_in_view(), "max_scroll_y", 0) > 0)
        page = screen.page_in_view()
        assert page is not None
        await pilot.press("end")
        await wait_until(pilot, lambda: page.scroll_y == page.max_scroll_y)
        await pilot.press("home")
        await wait_until(pilot, lambda: page.scroll_y == 0)


async def test_a_lesson_is_named_before_it_is_read(
    open_tutor: OpenTutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_read, load = Event(), loader.load_lesson

    def read_late(*told: Any) -> Any:
        may_read.wait()
        return load(*told)

    monkeypatch.setattr(loader, "load_lesson", read_late)
    async with open_tutor() as pilot:
        pilot.app.open_lesson("2-7-backprop-on-a-graph")
        try:
            await wait_until(pilot, lambda: isinstance(pilot.app.screen, LessonScreen))
            await wait_until(pilot, lambda: pilot.app.screen.query("#lesson-title"))
            title = pilot.app.screen.query_one("#lesson-title", Static)
            assert pilot.app.screen.lesson is None
            assert str(title.render()) == "2-7  Backpropagation on a graph"
        finally:
            may_read.set()
        await wait_until(pilot, lambda: pilot.app.screen.lesson is not None)
