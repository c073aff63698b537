"""The gallery: every live part on a page of its own, and below it how an author writes it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import ContentSwitcher, Static

from tutor.course import index
from tutor.course.model import Lesson
from tutor.messages import Copied
from tutor.screens.chooser import Chooser, Offer
from tutor.screens.lesson_page import LessonPage
from tutor.screens.paged import PagedScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.prose import Prose
from tutor.widgets.title_bar import TitleBar

GALLERY = Path(index.__file__).with_name("gallery")
"""A course with one lesson, a page for each sample; it passes the check like any other."""

LESSON = "live-parts"


class GalleryPage(LessonPage):
    """A sample, and its source."""

    def compose(self) -> ComposeResult:
        yield Static(self._page.title, classes="page-title")
        yield from self._uncovered()
        yield Static("In lesson.md:", classes="hint")
        yield Prose(f"````markdown\n{self._page.markdown.strip()}\n````")


class GalleryScreen(PagedScreen):
    """Shows one sample at a time; nothing of it is kept as progress."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right", "turn(1)", "next"),
        Binding("l,n,space,enter", "turn(1)", show=False),
        Binding("left", "turn(-1)", "previous"),
        Binding("h,p,b", "turn(-1)", show=False),
        Binding("pagedown", "scroll_page(15)", show=False),
        Binding("pageup", "scroll_page(-15)", show=False),
        Binding("o", "choose", "choose"),
        Binding("y", "copy", "copy"),
        Binding("escape", "leave", "back"),
    ]

    def __init__(self, part: str = "") -> None:
        """Begin with the first sample of `part`, a directive's name, else with the first of all."""
        super().__init__()
        self._lesson: Lesson | None = None
        self._page = 0
        self._part = part
        self._turning = asyncio.Lock()

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Gallery", "bold"))
        yield ContentSwitcher(id="pages")
        yield KeyBar()

    def on_mount(self) -> None:
        self._load()

    @work
    async def _load(self) -> None:
        from tutor.course.loader import load_lesson

        self._lesson = lesson = await asyncio.to_thread(load_lesson, GALLERY, LESSON)
        shown = [{part.name for part in page.parts.values()} for page in lesson.pages]
        self._page = next((n for n, names in enumerate(shown) if self._part in names), self._page)
        await self._show(lesson)

    async def _show(self, lesson: Lesson) -> None:
        """Bring the page in view; it is built when it is first seen and stays as it was left."""
        async with self._turning:
            pages = self.query_one(ContentSwitcher)
            page_id = f"page-{self._page}"
            if not pages.query(f"#{page_id}"):
                await pages.add_content(GalleryPage(lesson, self._page, {}, ()), id=page_id)
            pages.current = page_id
        self.set_focus(None)
        place = f"{self._page + 1}/{len(lesson.pages)}"
        self.query_one("#place", Static).update(Content(place))

    async def action_turn(self, by: int) -> None:
        if self._lesson:
            self._page = (self._page + by) % len(self._lesson.pages)
            await self._show(self._lesson)

    def action_copy(self) -> None:
        """Copy the sample as an author writes it."""
        if self._lesson:
            source = self._lesson.pages[self._page].markdown.strip()
            self.post_message(Copied(source, "the sample"))

    @work
    async def action_choose(self) -> None:
        if self._lesson is None:
            return
        choices = [
            Offer(Content(page.title), number) for number, page in enumerate(self._lesson.pages)
        ]
        number = await self.app.push_screen_wait(Chooser[int]("Live parts", choices, at=self._page))
        if number is not None:
            self._page = number
            await self._show(self._lesson)
