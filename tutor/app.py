"""The application: how it starts and ends, looks, and tells the learner what is to be known."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import constants, work
from textual.binding import Binding, BindingType
from textual.events import CursorPosition, Key, Resize
from textual.screen import Screen

from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, shipped_course
from tutor.course_places import Ground
from tutor.leaving import leave_when_told
from tutor.places import Places
from tutor.progress.preferences import Preferences
from tutor.progress.store import Store
from tutor.screens.too_small import TooSmall, fits
from tutor.steady_layout import tell_every_size
from tutor.themes import THEMES, role_colours
from tutor.wrapping import break_formulas_at_signs

if TYPE_CHECKING:
    from textual.theme import Theme

    from tutor.messages import (
        Copied,
        PreferenceChosen,
        SpiralSeen,
        TaskDone,
        TaskShown,
        TroubleTold,
    )

_FIRST_WORD = 1.0  # seconds until the learner is told what was found out at the start
WELCOMED = "welcomed"
"""The setting that tells that the first start is over."""


class TutorApp(Places):
    """nn-tutor: neural networks in the terminal, number by number."""

    TITLE = "nn-tutor"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave_tutor", "quit"),
        Binding(
            "ctrl+q",
            "quit",
            "quit",
            show=False,
            priority=True,
            tooltip="Leave nn-tutor, also while you type; an answer not handed in is not kept.",
        ),
        Binding("slash", "search", "search", key_display="/"),
        Binding("question_mark", "help", "help", key_display="?"),
        Binding("alt+left", "travel(-1)", "back", show=False),
        Binding("alt+right", "travel(1)", "forward", show=False),
    ]

    def __init__(
        self,
        folder: Path,
        index: CourseIndex | CourseError,
        store: Store,
        lesson: str | None,
        first: Callable[[], Screen[None]] | None = None,
        review: bool = False,
    ) -> None:
        break_formulas_at_signs()
        tell_every_size()
        preferences = Preferences(store.path.parent)
        # What versions before this file kept beside the progress.
        if preferences.is_new:
            preferences.adopt({name: store.setting(name) for name in ("theme", "motion")})
        super().__init__(folder, index, store, preferences)
        self._first_lesson = lesson
        self._first_screen = first
        self._review_first = review
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self._preferences["theme"]
        # A theme may be gone that was there when it was chosen.
        self._wear(chosen if chosen in self.available_themes else THEMES[0].name)
        self._apply_preferences()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        column = {"column-width": self._preferences["column"]}
        return role_colours(dark=self.current_theme.dark) | column

    def _wear(self, theme: str) -> None:
        """Begin with a theme; a change to it would let all styles be read a second time."""
        self.set_reactive(TutorApp.theme, theme)
        self.stylesheet.set_variables(self.get_css_variables())
        dark = self.current_theme.dark
        worn = {f"-theme-{theme}": True, "-dark-mode": dark, "-light-mode": not dark}
        self.update_classes(worn, update=False)
        self._refresh_truecolor_filter(self.ansi_theme)

    def _apply_preferences(self) -> None:
        """Let everything but the theme be as the learner wants it."""
        self.set_class(self._preferences["key_hints"] == "off", "-no-key-hints")
        moving = self._line.may_move(self._preferences["motion"])
        self.animation_level = constants.TEXTUAL_ANIMATIONS if moving else "none"
        plain = [each for each in self._filters if type(each).__name__ == "PlainDrawing"]
        if self._preferences["drawing"] == "ascii" and not plain:
            from tutor.plain_drawing import PlainDrawing

            self._filters.append(PlainDrawing())
        elif self._preferences["drawing"] != "ascii":
            for each in plain:
                self._filters.remove(each)

    def on_preference_chosen(self, message: PreferenceChosen) -> None:
        if message.name == "theme":
            self.theme = message.value  # which keeps it
            return
        self._keep_preference(message.name, message.value)
        self._apply_preferences()
        self.refresh_css(animate=False)
        self._show_preferences()

    def save_settings(self) -> str:
        """Save what could not be saved before; return what is to be told if it still cannot be."""
        return self._preferences.close()

    def _keep_preference(self, name: str, value: str) -> None:
        if trouble := self._preferences.keep(name, value):
            self._tell(trouble)

    def _show_preferences(self) -> None:
        from tutor.screens.settings import SettingsScreen

        if isinstance(self.screen, SettingsScreen):
            self.screen.show_values()
        self.screen.refresh()

    def _keep_theme(self, theme: Theme) -> None:
        if theme.name != self._preferences["theme"]:
            self._keep_preference("theme", theme.name)
            self._show_preferences()

    def get_default_screen(self) -> Screen[None]:
        if isinstance(self._index, CourseError):
            from tutor.screens.faults import FaultsScreen

            return FaultsScreen(self._index)
        if self._is_first_start() and self._folder == shipped_course():
            from tutor.screens.first_minute import FirstMinute

            return FirstMinute()
        return Ground() if self._first_lesson else self._home(self._index)

    def _is_first_start(self) -> bool:
        """Tell whether the learner has seen nothing yet, and is not led elsewhere."""
        led = self._first_lesson or self._first_screen or self._review_first
        new = self._store.last_lesson() is None and self._store.setting(WELCOMED) is None
        return new and not led

    def on_spiral_seen(self, message: SpiralSeen) -> None:
        """Leave the first minute: at the first start there is no other screen yet."""
        self._store.keep_setting(WELCOMED, "spiral")
        index = self.course_index
        if index is None:
            return
        if len(self.screen_stack) == 1:
            self.push_screen(self._home(index))
        else:
            self.pop_screen()
        first = index.welcome or next((lesson.id for lesson in index.lessons), None)
        if message.goes_on and first:
            self.open_lesson(first)

    def on_mount(self) -> None:
        if not self.is_headless:
            leave_when_told(lambda code: self.exit(return_code=code), self._store.close)
        # A moment later, when the first lesson has opened over the first screen.
        self.set_timer(_FIRST_WORD, self._listen)
        self.set_timer(_FIRST_WORD, self._ask_terminal)
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self._first_screen:
            self.push_screen(self._first_screen(), lambda _: self.exit())
        elif self._first_lesson and self.course_index:
            self.open_lesson(self._first_lesson)
        elif self._review_first:
            self.action_review()
        else:
            self.call_after_refresh(self._welcome)

    def _ask_terminal(self) -> None:
        """Find out how long the terminal takes to answer, question by question."""
        if self._driver is not None and not self.is_headless and not self.is_web:
            self._line.ask(self._driver.write)

    def on_cursor_position(self, event: CursorPosition) -> None:
        """Take the terminal's answer; on a slow line nothing moves from now on."""
        self._line.answered()
        if self._line.is_measured:
            self._apply_preferences()
        else:
            self._ask_terminal()

    def _welcome(self) -> None:
        """Open the course's first words, once, to a learner who has seen nothing yet."""
        from tutor.screens.home import HomeScreen

        if self.course_index is None or self.course_index.welcome is None:
            return
        if self._is_first_start() and isinstance(self.screen, HomeScreen):
            self._store.keep_setting(WELCOMED, self.course_index.welcome)
            self.open_lesson(self.course_index.welcome)

    def on_resize(self, event: Resize) -> None:
        if isinstance(self.screen, TooSmall):
            if fits(event.size):
                self.pop_screen()
        elif not fits(event.size):
            self.push_screen(TooSmall())

    def on_key(self, event: Key) -> None:
        """Hand a letter that nobody took to the dialog or the field that asks for words.

        It was sent right behind the key that opened it, to what had the focus then.
        """
        from tutor.screens.chooser import Chooser
        from tutor.widgets.entry import Entry

        line = self.focused.parent if self.focused else None
        if isinstance(self.screen, Chooser) and event.is_printable and event.character:
            self.screen.type_ahead(event.character)
        elif isinstance(line, Entry) and line.take_key(event):
            event.prevent_default()

    def on_task_shown(self, message: TaskShown) -> None:
        done = self._store.task(message.name or message.said)
        if done is None:
            done = self._store.task(message.said)
        if done is not None:
            message.view.note_task(done)

    def on_task_done(self, message: TaskDone) -> None:
        self._store.record_task(message.name or message.said, message.epoch)

    def on_copied(self, message: Copied) -> None:
        self.copy_to_clipboard(message.text)
        self.notify(f"Copied {message.what}", timeout=2)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the letter keys out of the footer while letters go into a text."""
        typing = self.focused is not None and self.focused.check_consume_key("q", "q")
        return not (typing and action in ("search", "help", "leave_tutor"))

    def action_leave_tutor(self) -> None:
        self.exit()

    def _fatal_error(self) -> None:
        """End on a fault of ours with a message, and no traceback.

        Faults that the first one leads to are not told: the first is the cause.
        """
        from tutor.crash_report import crash_report

        if not self._exit_renderables:
            self.panic(crash_report(self._store))

    def _listen(self) -> None:
        self._store.on_trouble(self._tell)
        for fault in self._preferences.faults:
            self._tell(fault)
        self._check_progress()

    @work
    async def _check_progress(self) -> None:
        """Look for damage in the file, now that a screen is there; show what is mended."""
        from tutor.screens.home import HomeScreen

        if await asyncio.to_thread(self._store.check) and isinstance(self.screen, HomeScreen):
            self.screen.on_screen_resume()

    def on_trouble_told(self, message: TroubleTold) -> None:
        self.notify(message.text, severity="warning", timeout=15, markup=False)
