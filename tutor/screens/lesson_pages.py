"""The pages of a lesson: read, shown, turned, uncovered and remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from tutor.course.faults import CourseError
from tutor.course.ids import lesson_number
from tutor.course.index import LessonIndex
from tutor.messages import LessonFinished
from tutor.progress.standing import LEFT
from tutor.progress.store import Store
from tutor.screens.history import Visits
from tutor.screens.lesson_exercises import ExercisedScreen, LessonExercises
from tutor.widgets.cover import Cover
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.next_line import NextLine
from tutor.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from tutor.assessment.questions import Question
    from tutor.course.model import Lesson

SEEN, UNSEEN = "▂", "▁"
PAGES_KEPT = 4  # the page in view, the one prepared, and two more
REST = 0.3  # seconds after a page is shown until the next one is prepared
OPENING = "opening"
OVERLAP = 2  # rows that stay in view when a page is scrolled


class LessonPages(ExercisedScreen):
    """Shows one page at a time; the page in view is remembered at once."""

    def __init__(
        self,
        folder: Path,
        lesson_id: str,
        store: Store,
        page: int | None,
        anchor: str = "",
        listed: LessonIndex | None = None,
    ) -> None:
        """A lesson that is `listed` can be read from before it has been checked."""
        super().__init__(store)
        self._listed = listed
        self.lesson: Lesson | None = None
        self.history = Visits()
        """Where links, search and palette led here from."""
        self._folder = folder
        self._lesson_id = lesson_id
        self._anchor = anchor
        self._kept: list[str] = []
        self._left_off = page is None and not anchor
        self._page = page or 0
        self._turning = asyncio.Lock()

    @property
    def place(self) -> tuple[str, int]:
        """The lesson and the page in view."""
        return self._lesson_id, self._page

    def compose(self) -> ComposeResult:
        title = self._listed.title if self._listed else ""
        yield TitleBar(_named(lesson_number(self._lesson_id), title))
        yield ContentSwitcher(id="pages")
        yield KeyBar()

    def on_mount(self) -> None:
        self._load()

    @work
    async def _load(self) -> None:
        """Read the lesson in a thread; what the page begins with is read on meanwhile."""
        if self._listed and not self.app.is_headless:  # where nobody reads, nobody waits
            await self._show_opening(self._listed)
        from tutor.course.loader import load_lesson

        try:
            lesson = await asyncio.to_thread(load_lesson, self._folder, self._lesson_id)
        except CourseError as error:
            from tutor.screens.faults import FaultsScreen

            self.app.switch_screen(FaultsScreen(error))
            return
        titles = [page.title for page in lesson.pages]
        self.exercises = await asyncio.to_thread(
            LessonExercises, self._folder, lesson.id, titles, self.store
        )
        self.lesson = lesson
        self.store.keep_setting(LEFT, "")
        self.query_one("#lesson-title", Static).update(_named(lesson.number, lesson.title))
        self._find_page(lesson.page_names)
        await self._show()
        await self.query(f"#{OPENING}").remove()

    async def _show_opening(self, listed: LessonIndex) -> None:
        """Paint what the page begins with: checking the lesson takes as long as all before it."""
        from tutor.course.opening import read_opening
        from tutor.widgets.page_head import PageOpening

        self._find_page(listed.page_names)
        opening = await asyncio.to_thread(read_opening, self._folder, self._lesson_id, self._page)
        if opening:
            page = PageOpening(opening, listed if self._page == 0 else None)
            pages = self.query_one(ContentSwitcher)
            await pages.add_content(page, id=OPENING, set_current=True)
            await self.wait_for_refresh()

    def _find_page(self, names: Sequence[str]) -> None:
        """Turn to the page that is asked for, by its number or its name, or that was left."""
        if self._anchor:
            self._page = names.index(self._anchor) if self._anchor in names else 0
        if self._left_off:
            self._page = self.store.last_page(self._lesson_id, names)
        self._page = max(0, min(self._page, len(names) - 1))

    def page_in_view(self) -> Widget | None:
        """Return what the keys scroll; None while there is but the opening of a page."""
        return super().page_in_view() if self.lesson else None

    async def _show(self) -> None:
        """Bring the page in view; if it is turned meanwhile, the page that is wanted then."""
        async with self._turning:
            number = self._page
            await self._build(number)
            self.set_focus(None)  # before it is seen: a key that comes then may choose a part
            self._bring_in_view(number)
            await self._take_away_oldest()
        lesson = self._loaded()
        self.call_after_refresh(self.refresh_bindings)
        self.store.visit_page(lesson.id, lesson.page_names[self._page])
        if not self.app.is_headless:  # where nobody reads, nobody waits for the next page
            self._prepare_next()

    async def _build(self, number: int) -> None:
        """Build a page unless it is there: the last few stay as they were left."""
        lesson, pages = self._loaded(), self.query_one(ContentSwitcher)
        if _page_id(number) in self._kept:
            return
        from tutor.screens.lesson_page import LessonPage

        best = self.store.best_scores(lesson.id)
        below = self.exercises.lines(number) if self.exercises else ()
        page = LessonPage(lesson, number, best, self._lifted(lesson), below)
        await pages.add_content(page, id=_page_id(number))
        self._kept.append(_page_id(number))

    def _bring_in_view(self, number: int) -> None:
        """Show a page that is built and where it stands, in one layout."""
        self.query_one(ContentSwitcher).current = _page_id(number)
        self._keep_at(0, number)
        count = len(self._loaded().pages)
        seen = SEEN * (number + 1) + UNSEEN * (count - number - 1)
        self.query_one("#place", Static).update(Content(f"page {number + 1}/{count}  {seen}"))

    def _keep_at(self, place: int, number: int) -> None:
        """Let a page be the one at this place among those that are kept, the last goes first."""
        self._kept.remove(_page_id(number))
        self._kept.insert(place, _page_id(number))

    async def _take_away_oldest(self) -> None:
        if len(self._kept) > PAGES_KEPT:
            await self.query_one(f"#{self._kept.pop()}").remove()

    @work(exclusive=True, group="next page")
    async def _prepare_next(self) -> None:
        """Build the page that comes next while this one is read."""
        await asyncio.sleep(REST)
        async with self._turning:
            following = self._page + 1
            if self.is_current and following < len(self._loaded().pages):
                await self._build(following)
                self._keep_at(1, following)
                await self._take_away_oldest()
        await self._draw(following)  # a key that turns the page does not wait for this

    async def _draw(self, number: int) -> None:
        """Lay out and draw a page that is built before it is turned to."""
        from tutor.screens.drawn_ahead import draw_ahead

        shown = self.page_in_view()
        for page in self.query(f"#{_page_id(number)}"):
            if shown and not page.display:
                await draw_ahead(page, shown.outer_size)

    async def action_turn(self, step: int) -> None:
        """Turn to the next or the previous page; past the last one comes the quiz."""
        lesson = self.lesson
        if lesson is None:
            return
        target = self._page + step
        if target == len(lesson.pages):
            self._finish(lesson)
        elif target >= 0:
            self._page = target
            await self._show()

    async def on_next_line_followed(self, message: NextLine.Followed) -> None:
        message.stop()
        await self.action_turn(1)

    async def action_go_on(self) -> None:
        """Scroll while there is more of the page below, then turn it."""
        page = self.page_in_view()
        if page is None:
            return
        if page.scroll_offset.y < page.max_scroll_y:
            page.scroll_relative(y=page.size.height - OVERLAP, animate=False)
            self.call_after_refresh(self.refresh_bindings)
        else:
            await self.action_turn(1)

    async def action_go_back(self) -> None:
        page = self.page_in_view()
        if page is None:
            return
        if page.scroll_offset.y > 0:
            page.scroll_relative(y=OVERLAP - page.size.height, animate=False)
            self.call_after_refresh(self.refresh_bindings)
        else:
            await self.action_turn(-1)

    async def answered(self, lesson: str, question: Question, score: float) -> None:
        await self._lift(question.id)

    async def on_cover_lifted(self, message: Cover.Lifted) -> None:
        message.stop()
        self.set_focus(None)  # else it would move into what is uncovered
        self.store.skip_guess(self._lesson_id, message.guess)
        await self._lift(message.guess)

    async def _lift(self, guess: str) -> None:
        """Show what a guess covers on the pages that are kept."""
        from tutor.screens.lesson_page import LessonPage

        for page in self.query(LessonPage):
            await page.lift(guess)

    def _lifted(self, lesson: Lesson) -> set[str]:
        """Return the questions of the lesson that were guessed or skipped."""
        return {question for where, question in self.store.lifted() if where == lesson.id}

    def _finish(self, lesson: Lesson) -> None:
        if not lesson.quiz:
            self.post_message(LessonFinished())
            return
        from tutor.screens.quiz import QuizScreen

        title = f"Quiz · {lesson.number}  {lesson.title}"
        items = [(lesson.id, question) for question in lesson.quiz]
        self.app.push_screen(QuizScreen(title, items, self.store, {lesson.id: lesson}))

    def _loaded(self) -> Lesson:
        assert self.lesson is not None
        return self.lesson


def _page_id(number: int) -> str:
    return f"page-{number}"


def _named(number: str, title: str) -> Content:
    return Content.assemble((number, "$accent"), "  ", (title, "bold"))
