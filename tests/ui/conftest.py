"""The app on the shipped course, with progress kept in a folder of the test; a part by itself."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from kept_styles import keep_parsed_styles, match_from_the_end
from quick_pilot import make_pilots_quick
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.pilot import Pilot

from tutor.app import WELCOMED, TutorApp
from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, shipped_course
from tutor.course.kept_index import read_index
from tutor.course.parts import options_model
from tutor.course.validation import validated
from tutor.course.yamltree import read_yaml
from tutor.live.directives import DIRECTIVES
from tutor.messages import Copied
from tutor.plots.cells import plain
from tutor.progress.store import Store
from tutor.steady_layout import tell_every_size
from tutor.themes import THEMES, role_colours

keep_parsed_styles()
match_from_the_end()
make_pilots_quick()

OpenTutor = Callable[..., AbstractAsyncContextManager[Pilot[Any]]]


@pytest.fixture
def open_tutor(tmp_path: Path) -> OpenTutor:
    """Run the app; keyword arguments: lesson, course, size; `first` for the very first start."""

    @asynccontextmanager
    async def run(
        lesson: str | None = None,
        course: Path | None = None,
        size: tuple[int, int] = (80, 24),
        first: bool = False,
    ) -> AsyncIterator[Pilot[Any]]:
        folder = course or shipped_course()
        try:
            index: Any = shipped_index() if course is None else read_index(folder)
        except CourseError as error:
            index = error
        store = Store.open(tmp_path)
        if not first:
            store.keep_setting(WELCOMED, "before")
        app = TutorApp(folder, index, store, lesson)
        try:
            async with app.run_test(size=size) as pilot:
                await settled(pilot)
                yield pilot
        finally:
            store.close()

    return run


@cache
def shipped_index() -> CourseIndex:
    return read_index(shipped_course())


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until workers are done and what they asked for is on the screen."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


class PartApp(App[None]):
    """A live part alone on a page, made as a lesson would make it."""

    def __init__(self, name: str, options: dict[str, Any]) -> None:
        tell_every_size()
        super().__init__()
        self.copied: list[str] = []
        path = Path("lesson.md")
        checked = validated(options_model(name), read_yaml(yaml.safe_dump(options), path), path)
        self.part = DIRECTIVES[name].made(checked)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    @property
    def text(self) -> str:
        """What the part shows, without its colours."""
        return plain(self.part.picture)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield self.part

    def on_copied(self, message: Copied) -> None:
        self.copied.append(message.text)


OpenPart = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def open_part() -> OpenPart:
    """Run a live part that has the focus: its directive's name, and the options as keywords.

    `pilot.app.part` is the widget and `pilot.app.text` what it shows. A wrong option raises the
    CourseError that an author would see.
    """

    @asynccontextmanager
    async def run(
        name: str, size: tuple[int, int] = (80, 30), **options: Any
    ) -> AsyncIterator[Pilot[None]]:
        async with PartApp(name, options).run_test(size=size) as pilot:
            await pilot.press("tab")
            await pilot.pause()
            yield pilot

    return run
