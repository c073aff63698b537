"""The application: holds the course and the store, and opens screens."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.screen import Screen

from tutor.course.index import CourseIndex
from tutor.course.model import CourseError
from tutor.messages import Copied, LessonOpened
from tutor.progress.store import Store, StoreError
from tutor.screens.home import HomeScreen
from tutor.screens.too_small import TooSmall, fits
from tutor.themes import THEMES, role_colours

THEME_SETTING = "theme"


class TutorApp(App[None]):
    """nn-tutor: neural networks in the terminal, number by number."""

    TITLE = "nn-tutor"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "quit"),
        Binding("question_mark", "help", "help", key_display="?"),
        Binding("ctrl+q", "quit", "quit", show=False, priority=True),
    ]

    def __init__(
        self, folder: Path, index: CourseIndex | CourseError, store: Store, lesson: str | None
    ) -> None:
        super().__init__()
        self._folder = folder
        self._index = index
        self._store = store
        self._first_lesson = lesson
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = store.setting(THEME_SETTING) or THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def get_default_screen(self) -> Screen[None]:
        if isinstance(self._index, CourseError):
            from tutor.screens.faults import FaultsScreen

            return FaultsScreen(self._index)
        return HomeScreen(self._index, self._store)

    def on_mount(self) -> None:
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        if self._first_lesson:
            self.open_lesson(self._first_lesson)

    def on_resize(self, event: Resize) -> None:
        if isinstance(self.screen, TooSmall):
            if fits(event.size):
                self.pop_screen()
        elif not fits(event.size):
            self.push_screen(TooSmall())

    def open_lesson(self, lesson_id: str, page: int | None = None) -> None:
        """Show a lesson at `page`, or where the learner left it."""
        from tutor.screens.lesson import LessonScreen

        self.push_screen(LessonScreen(self._folder, lesson_id, self._store, page))

    def on_lesson_opened(self, message: LessonOpened) -> None:
        self.open_lesson(message.lesson_id, message.page)

    def on_lesson_finished(self) -> None:
        while not isinstance(self.screen, HomeScreen):
            self.pop_screen()

    def on_copied(self, message: Copied) -> None:
        self.copy_to_clipboard(message.text)
        self.notify(f"Copied {message.what}", timeout=2)

    def action_help(self) -> None:
        from tutor.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen.active_bindings))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for command in super().get_system_commands(screen):
            # Textual's own panel repeats our help, and its screenshot key writes where few look.
            if command.title not in ("Keys", "Maximize", "Minimize"):
                yield command
        if isinstance(self._index, CourseIndex):
            for unit in self._index.units:
                for lesson in unit.lessons:
                    yield SystemCommand(
                        f"{lesson.number}  {lesson.title}",
                        f"Open the lesson ({unit.title})",
                        lambda lesson_id=lesson.id: self.open_lesson(lesson_id),
                    )

    def _fatal_error(self) -> None:
        """End on a fault of ours with a message; the traceback goes to a file beside progress."""
        report = self._store.path.with_name("crash.log")
        try:
            report.write_text(traceback.format_exc(), encoding="utf-8")
        except OSError as error:
            where = f"(The details could not be written to {report}: {error.strerror}.)"
        else:
            where = f"The details are in {report}; please send them along when you report it."
        self.panic(
            "nn-tutor met a fault of its own and had to stop. Everything you did is saved.\n"
            + where
        )

    def _keep_theme(self, name: str) -> None:
        try:
            self._store.keep_setting(THEME_SETTING, name)
        except StoreError as error:
            self.notify(str(error), severity="error")
