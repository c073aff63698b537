"""A lesson, page by page, with its live parts and questions in the flow of the text."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Markdown, Static

from tutor.assessment.questions import Question
from tutor.course.faults import CourseError
from tutor.course.glossary import read_glossary
from tutor.course.ids import lesson_number
from tutor.course.kept_index import read_index
from tutor.course.links import destination, page_number
from tutor.course.model import Lesson
from tutor.messages import Copied, LessonFinished, LessonOpened
from tutor.progress.standing import LEFT
from tutor.progress.store import Store
from tutor.screens.history import Visits
from tutor.screens.lesson_code import has_code
from tutor.screens.lesson_exercises import ExercisedScreen, LessonExercises
from tutor.widgets.cover import Cover
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.next_line import NextLine
from tutor.widgets.question import QuestionView
from tutor.widgets.title_bar import TitleBar

SEEN, UNSEEN = "▂", "▁"
PAGES_KEPT = 3
OVERLAP = 2  # rows that stay in view when a page is scrolled


class LessonScreen(ExercisedScreen):
    """Shows one page at a time; the page in view is remembered at once."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "go on"),
        Binding("enter,pagedown", "go_on", show=False),
        Binding("tab", "into('question')", "answer", tooltip="Go to the question in view."),
        Binding("tab", "into('part')", "try it", tooltip="Go to the live part in view."),
        Binding("tab", "app.focus_next", show=False),
        Binding("right", "turn(1)", "next"),
        Binding("l,n", "turn(1)", show=False),
        Binding("left", "turn(-1)", "previous"),
        Binding("h,p", "turn(-1)", show=False),
        Binding("pageup,b", "go_back", show=False),
        Binding("o", "outline", "outline"),
        Binding("t", "terms", "terms"),
        Binding("f", "step_code", "step", tooltip="Step through the code of this page."),
        Binding("y", "copy", "copy"),
        Binding("escape", "leave", "back"),
    ]

    def __init__(
        self,
        folder: Path,
        lesson_id: str,
        store: Store,
        page: int | None,
        anchor: str = "",
        title: str = "",
    ) -> None:
        """With its `title` it is named before it is read."""
        super().__init__(store)
        self._title = title
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
        yield TitleBar(_named(lesson_number(self._lesson_id), self._title))
        yield ContentSwitcher(id="pages")
        yield KeyBar()

    def on_mount(self) -> None:
        self._load()

    @work
    async def _load(self) -> None:
        """Read the lesson in a thread; the screen is painted meanwhile."""
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
        if self._anchor:
            self._page = page_number(titles, self._anchor) or 0
        if self._left_off:
            self._page = self.store.last_page(lesson.id, lesson.page_names)
        self._page = max(0, min(self._page, len(lesson.pages) - 1))
        await self._show()

    async def _show(self) -> None:
        """Bring the page in view; if it is turned meanwhile, the page that is wanted then."""
        async with self._turning:
            await self._build()
        lesson = self._loaded()
        self.set_focus(None)
        seen = SEEN * (self._page + 1) + UNSEEN * (len(lesson.pages) - self._page - 1)
        place = f"page {self._page + 1}/{len(lesson.pages)}  {seen}"
        self.query_one("#place", Static).update(Content(place))
        self.refresh_bindings()
        self.store.visit_page(lesson.id, lesson.page_names[self._page])

    async def _build(self) -> None:
        """Show the page; the last few stay as they were left, others are built anew."""
        lesson, pages = self._loaded(), self.query_one(ContentSwitcher)
        page_id = f"page-{self._page}"
        if not pages.query(f"#{page_id}"):
            from tutor.screens.lesson_page import LessonPage

            best = self.store.best_scores(lesson.id)
            below = self.exercises.lines(self._page) if self.exercises else ()
            page = LessonPage(lesson, self._page, best, self._lifted(lesson), below)
            await pages.add_content(page, id=page_id)
        pages.current = page_id
        self._kept = [page_id, *(kept for kept in self._kept if kept != page_id)]
        if len(self._kept) > PAGES_KEPT:
            await pages.query_one(f"#{self._kept.pop()}").remove()

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

    def action_into(self, kind: str) -> None:
        """Move the focus to what there is to do: in view if possible, else the first below."""
        self.set_focus(self._to_do())

    def _to_do(self) -> Widget | None:
        """Return what the first `tab` goes to; None if something has the focus already."""
        page = self.page_in_view()
        if page is None or self.focused is not None:
            return None
        chain = self.focus_chain
        in_view = (widget for widget in chain if widget.region.overlaps(page.region))
        return next(in_view, chain[0] if chain else None)

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

    def action_leave(self) -> None:
        """Leave the part that has the focus, else go back to where the learner came from."""
        if self.focused is None and self.history.behind:
            self.call_next(self.run_action, "app.travel(-1)")
        else:
            if self.focused is None:
                self.store.keep_setting(LEFT, self._lesson_id)
            super().action_leave()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "turn" and parameters == (-1,):
            return self._page > 0
        if action == "exercise":
            return bool(self.offered())
        if action == "step_code":
            page = self.page_in_view() if self.is_mounted else None
            return page is not None and has_code(page)
        if action == "into":
            goal = self._to_do()
            if goal is None:
                return False
            asked = any(isinstance(node, QuestionView) for node in goal.ancestors)
            return asked == (parameters == ("question",))
        return True

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        event.stop()
        self._follow(event.href)

    def _follow(self, href: str) -> None:
        goal = destination(href, self._lesson_id)
        if goal is None:
            self.app.open_url(href)
        else:
            self.post_message(LessonOpened(goal.lesson, anchor=goal.anchor))

    @work
    async def action_copy(self) -> None:
        """Copy the code or the formula of the page in view; ask which, if there are several."""
        from tutor.screens.chooser import Chooser
        from tutor.screens.copying import copyable

        choices = copyable(page) if (page := self.page_in_view()) else []
        if not choices:
            self.notify("This page has no code and no formula to copy.", timeout=3)
            return
        chosen: tuple[str, str] | None = choices[0].value
        if len(choices) > 1:
            chosen = await self.app.push_screen_wait(Chooser("Copy", choices))
        if chosen:
            self.post_message(Copied(*chosen))

    @work
    async def action_step_code(self) -> None:
        """Step through the code of the page in view; ask which, if there are several."""
        from tutor.course.sessions import code_blocks
        from tutor.screens.chooser import Chooser
        from tutor.screens.lesson_code import shown_blocks, stepper_of

        page, lesson = self.page_in_view(), self.lesson
        if page is None or lesson is None:
            return
        blocks = code_blocks([each.markdown for each in lesson.pages])
        choices = shown_blocks(page, blocks, self._page)
        chosen = choices[0].value if choices else None
        if len(choices) > 1:
            chosen = await self.app.push_screen_wait(Chooser("Step through", choices))
        if chosen is not None:
            name = f"lesson {lesson.number}".strip()
            self.app.push_screen(stepper_of(name, blocks, chosen))

    @work
    async def action_outline(self) -> None:
        """Choose a page of this lesson, or a link of the page in view."""
        from tutor.screens.outline import outline

        if (lesson := self.lesson) is None:
            return
        seen = self.store.done_pages(lesson.id, lesson.page_names)
        text = lesson.in_view(lesson.pages[self._page], self._lifted(lesson))
        place = await self.app.push_screen_wait(outline(lesson, self._page, seen, text))
        if isinstance(place, str):
            self._follow(place)
        elif place is not None:
            self._page = place
            await self._show()

    @work
    async def action_terms(self) -> None:
        """Explain the terms that the page in view uses."""
        from tutor.screens.terms import TermsScreen

        if (lesson := self.lesson) is None:
            return
        page = lesson.pages[self._page]
        lifted = self._lifted(lesson)
        try:
            index = await asyncio.to_thread(read_index, self._folder)
        except CourseError as error:  # it was changed while this lesson was read
            self.notify(str(error), title="Terms cannot be found", severity="error", markup=False)
            return
        ids = [entry.id for entry in index.lessons]
        glossary = await asyncio.to_thread(read_glossary, self._folder, ids)
        self.app.push_screen(TermsScreen(glossary.mentioned(lesson.in_view(page, lifted))))

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


def _named(number: str, title: str) -> Content:
    return Content.assemble((number, "$accent"), "  ", (title, "bold"))
