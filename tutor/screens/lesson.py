"""A lesson, page by page, with its live parts and questions in the flow of the text."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from tutor.course.faults import CourseError
from tutor.course.kept_index import read_index
from tutor.course.links import destination
from tutor.messages import Copied, LessonOpened
from tutor.progress.standing import LEFT
from tutor.screens.lesson_code import has_code
from tutor.screens.lesson_pages import LessonPages

if TYPE_CHECKING:
    from textual.widgets import Markdown


class LessonScreen(LessonPages):
    """The keys of a lesson: what each does with the page in view."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "go_on", "go on"),
        Binding("enter", "meet", show=False),
        Binding("pagedown", "go_on", show=False),
        Binding("tab", "into('question')", "answer", tooltip="Go to the question in view."),
        Binding("tab", "into('part')", "try it", tooltip="Go to the live part in view."),
        Binding("tab", "app.focus_next", show=False),
        Binding(
            "right",
            "turn(1)",
            "next",
            show=False,
            tooltip="Turn to the next page at once; n does too.",
        ),
        Binding("l,n", "turn(1)", show=False),
        Binding("left", "turn(-1)", "previous", key_display="← p"),
        Binding("h,p", "turn(-1)", show=False),
        Binding("pageup,b", "go_back", show=False),
        Binding("o", "outline", "outline"),
        Binding("t", "terms", "terms"),
        Binding("f", "step_code", "step", tooltip="Step through the code of this page."),
        Binding("y", "copy", "copy"),
        Binding("escape", "leave", "back"),
    ]

    def action_into(self, kind: str) -> None:
        """Move the focus to what there is to do: in view if possible, else the first below."""
        self.set_focus(self._to_do())

    async def action_meet(self) -> None:
        """Go to a question in view that was passed over so far, else go on."""
        from tutor.widgets.question import QuestionView

        asked = (node for each in self._in_view() for node in each.ancestors)
        views = (node for node in asked if isinstance(node, QuestionView))
        if self.focused is None and (waiting := next((v for v in views if v.is_passed_over), None)):
            waiting.invite()
        else:
            await self.action_go_on()

    def _in_view(self) -> list[Widget]:
        """Return what can have the focus and is seen of the page."""
        page = self.page_in_view()
        return [each for each in self.focus_chain if page and each.region.overlaps(page.region)]

    def _to_do(self) -> Widget | None:
        """Return what the first `tab` goes to; None if something has the focus already."""
        if self.page_in_view() is None or self.focused is not None:
            return None
        return next(iter(self._in_view() or self.focus_chain), None)

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
            from tutor.widgets.question import QuestionView

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
        from tutor.screens.chooser import chosen_of
        from tutor.screens.copying import copyable

        choices = copyable(page) if (page := self.page_in_view()) else []
        if not choices:
            self.notify("This page has no code and no formula to copy.", timeout=3)
            return
        if chosen := await chosen_of(self, "Copy", choices):
            self.post_message(Copied(*chosen))

    @work
    async def action_step_code(self) -> None:
        """Step through the code of the page in view; ask which, if there are several."""
        from tutor.course.sessions import code_blocks
        from tutor.screens.chooser import chosen_of
        from tutor.screens.lesson_code import shown_blocks, stepper_of

        page, lesson = self.page_in_view(), self.lesson
        if page is None or lesson is None:
            return
        blocks = code_blocks([each.markdown for each in lesson.pages])
        choices = shown_blocks(page, blocks, self._page)
        if (chosen := await chosen_of(self, "Step through", choices)) is not None:
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
        from tutor.course.glossary import read_glossary
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
