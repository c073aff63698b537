"""The application: holds the course and the store, and opens screens."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import constants, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Input

from tutor.course.faults import CourseError
from tutor.course.index import CourseIndex, shipped_course
from tutor.leaving import leave_when_told
from tutor.messages import (
    Copied,
    LessonOpened,
    PlaygroundOpened,
    PreferenceChosen,
    SpiralSeen,
    SweepsAsked,
    TaskDone,
    TaskShown,
    TroubleTold,
    UnitTestOpened,
)
from tutor.progress.preferences import Preferences
from tutor.progress.standing import FINISHED
from tutor.progress.store import Store
from tutor.screens.home import HomeScreen
from tutor.screens.too_small import TooSmall, fits
from tutor.steady_app import SteadyApp
from tutor.themes import THEMES, role_colours

if TYPE_CHECKING:
    from textual.theme import Theme

    from tutor.playground.task import Task
    from tutor.runs.run import LiveRun
    from tutor.screens.lesson import LessonScreen

_FIRST_WORD = 1.0  # seconds until the learner is told what was found out at the start
WELCOMED = "welcomed"
"""The setting that tells that the first start is over."""

Place = tuple[str, int | None]
"""A lesson, and a page of it if one is meant."""


def lesson_commands() -> type[Provider]:
    """Return the lessons for the palette, imported when it is opened first."""
    from tutor.screens.lesson_commands import LessonCommands

    return LessonCommands


class TutorApp(SteadyApp):
    """nn-tutor: neural networks in the terminal, number by number."""

    TITLE = "nn-tutor"
    CSS_PATH = "app.tcss"
    COMMANDS = SteadyApp.COMMANDS | {lesson_commands}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave_tutor", "quit"),
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
    ) -> None:
        self._preferences = Preferences(store.path.parent)
        # What versions before this file kept beside the progress.
        if self._preferences.is_new:
            self._preferences.adopt({name: store.setting(name) for name in ("theme", "motion")})
        super().__init__()
        self._folder = folder
        self._index = index
        self._store = store
        self._first_lesson = lesson
        self._first_screen = first
        self._left_run: LiveRun | None = None
        for theme in THEMES:
            self.register_theme(theme)
        chosen = self._preferences["theme"]
        # A theme may be gone that was there when it was chosen.
        self.theme = chosen if chosen in self.available_themes else THEMES[0].name
        self._apply_preferences()

    @property
    def course_index(self) -> CourseIndex | None:
        """The course, None where it cannot be read."""
        return self._index if isinstance(self._index, CourseIndex) else None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        column = {"column-width": self._preferences["column"]}
        return role_colours(dark=self.current_theme.dark) | column

    def _apply_preferences(self) -> None:
        """Let everything but the theme be as the learner wants it."""
        self.set_class(self._preferences["key_hints"] == "off", "-no-key-hints")
        if self._preferences["motion"] == "off":
            self.animation_level = "none"
        else:
            self.animation_level = constants.TEXTUAL_ANIMATIONS
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
        return HomeScreen(self._index, self._store)

    def _is_first_start(self) -> bool:
        """Tell whether the learner has seen nothing yet, and is not led elsewhere."""
        led = self._first_lesson or self._first_screen
        new = self._store.last_lesson() is None and self._store.setting(WELCOMED) is None
        return new and not led

    def action_first_minute(self) -> None:
        from tutor.screens.first_minute import FirstMinute

        self.push_screen(FirstMinute())

    def on_spiral_seen(self, message: SpiralSeen) -> None:
        """Leave the first minute: at the first start there is no other screen yet."""
        self._store.keep_setting(WELCOMED, "spiral")
        index = self.course_index
        if index is None:
            return
        if len(self.screen_stack) == 1:
            self.push_screen(HomeScreen(index, self._store))
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
        self.theme_changed_signal.subscribe(self, self._keep_theme)
        if self._first_screen:
            self.push_screen(self._first_screen(), lambda _: self.exit())
        elif self._first_lesson and self.course_index:
            self.open_lesson(self._first_lesson)
        else:
            self.call_after_refresh(self._welcome)

    def _welcome(self) -> None:
        """Open the course's first words, once, to a learner who has seen nothing yet."""
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

    def open_lesson(self, lesson_id: str, page: int | None = None, anchor: str = "") -> None:
        """Show a lesson at `page`, at the page that `anchor` names, or where it was left."""
        from tutor.screens.lesson import LessonScreen

        if isinstance(here := self.screen, LessonScreen):
            here.history.leave(here.place)
        self._show_lesson(lesson_id, page, anchor)

    def on_lesson_opened(self, message: LessonOpened) -> None:
        self.open_lesson(message.lesson_id, message.page, message.anchor)

    def action_gallery(self) -> None:
        from tutor.screens.gallery import GalleryScreen

        self.push_screen(GalleryScreen())

    def action_playground(self) -> None:
        """Open the playground, at the run that was left there if there is one."""
        run = self._left_run
        self._show_playground({} if run is None else run.present_settings(), None, run)

    def action_stepper(self) -> None:
        """Show the stepper on a screen of its own."""
        from tutor.screens.stepper import StepperScreen

        self.push_screen(StepperScreen())

    @work
    async def action_sweep(self) -> None:
        """Show a sweep on a screen of its own; what it finds can be trained on."""
        from tutor.screens.sweep import SweepScreen

        if settings := await self.push_screen_wait(SweepScreen({})):
            self._show_playground(settings, None)

    def action_glossary(self) -> None:
        if self.course_index:
            from tutor.screens.glossary import GlossaryScreen

            self.push_screen(GlossaryScreen(self._folder, self.course_index))

    def action_progress(self) -> None:
        if self.course_index:
            from tutor.screens.progress import ProgressScreen

            self.push_screen(ProgressScreen(self.course_index, self._store))

    def action_settings(self) -> None:
        from tutor.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen(self._preferences, sorted(self.available_themes)))

    def on_playground_opened(self, message: PlaygroundOpened) -> None:
        def left(reached: int | None) -> None:
            if reached is not None:
                message.view.task_reached(reached)

        self._show_playground(message.settings, message.task, message.run, left)

    def on_task_shown(self, message: TaskShown) -> None:
        done = self._store.task(message.name or message.said)
        if done is None:
            done = self._store.task(message.said)
        if done is not None:
            message.view.note_task(done)

    def on_task_done(self, message: TaskDone) -> None:
        self._store.record_task(message.name or message.said, message.epoch)

    def on_sweeps_asked(self, message: SweepsAsked) -> None:
        from tutor.sweeps.store import Sweeps

        sweeps = Sweeps.beside(self._store.path)
        sweeps.tell = self._tell
        message.view.keep_in(sweeps)

    def _show_playground(
        self,
        settings: Mapping[str, Any],
        task: Task | None,
        run: LiveRun | None = None,
        left: Callable[[int | None], None] | None = None,
    ) -> None:
        from tutor.runs.store import Runs
        from tutor.screens.playground import PlaygroundScreen

        runs = Runs.beside(self._store.path)
        playground = PlaygroundScreen(settings, task, runs, self._folder, run)

        def gone(reached: int | None) -> None:
            self._left_run = playground.run
            if left:
                left(reached)

        self.push_screen(playground, gone)

    def on_unit_test_opened(self, message: UnitTestOpened) -> None:
        from tutor.screens.unit_test import UnitTestScreen

        assert isinstance(self._index, CourseIndex)
        unit = next(unit for unit in self._index.units if unit.id == message.unit_id)
        self.push_screen(UnitTestScreen(self._folder, unit, self._store))

    def action_final_test(self) -> None:
        """Begin the test over the whole course."""
        from tutor.screens.unit_test import FinalTestScreen

        assert isinstance(self._index, CourseIndex)
        self.push_screen(FinalTestScreen(self._folder, self._index, self._store))

    def action_travel(self, step: int) -> None:
        """Go back to where a link, the search or the palette was followed from, or forth."""
        from tutor.screens.lesson import LessonScreen

        if isinstance(here := self.screen, LessonScreen):
            turn = here.history.back if step < 0 else here.history.forward
            if visit := turn(here.place):
                self._show_lesson(*visit)

    @work(exclusive=True)
    async def action_search(self) -> None:
        from tutor.course.search import Search
        from tutor.screens.chooser import Choice, Chooser

        if not isinstance(self._index, CourseIndex):
            return
        lessons = {lesson.id: lesson for lesson in self._index.lessons}
        search = await asyncio.to_thread(
            Search.read, self._folder, self._index, self._store.lifted()
        )

        def find(words: str) -> list[Choice[Place]]:
            return [
                Choice(
                    Content.assemble(
                        (f"{lessons[hit.lesson].number}  ", "$accent"),
                        (hit.title, "bold"),
                        (f"\n{hit.excerpt}", "dim"),
                    ),
                    (hit.lesson, hit.page),
                )
                for hit in search.find(words)
            ]

        place = await self.push_screen_wait(
            Chooser[Place](
                "Search the course", find=find, nothing="Titles, terms and text are searched."
            )
        )
        if place:
            self.open_lesson(*place)

    def _lesson_in_view(self) -> LessonScreen | None:
        from tutor.screens.lesson import LessonScreen

        lessons = [screen for screen in self.screen_stack if isinstance(screen, LessonScreen)]
        return lessons[-1] if lessons else None

    def _show_lesson(self, lesson_id: str, page: int | None, anchor: str = "") -> None:
        from tutor.screens.lesson import LessonScreen

        lesson = LessonScreen(self._folder, lesson_id, self._store, page, anchor)
        if isinstance(here := self.screen, LessonScreen):
            lesson.history = here.history
            self.switch_screen(lesson)
        else:
            self.push_screen(lesson)

    def on_lesson_finished(self) -> None:
        if here := self._lesson_in_view():
            self._store.keep_setting(FINISHED, here.place[0])
        self.return_to(HomeScreen)
        if self.course_index and not isinstance(self.screen, HomeScreen):
            self.push_screen(HomeScreen(self.course_index, self._store))

    def on_copied(self, message: Copied) -> None:
        self.copy_to_clipboard(message.text)
        self.notify(f"Copied {message.what}", timeout=2)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Take the letter keys out of the footer while letters go into a line of text."""
        typing = isinstance(self.focused, Input)
        return not (typing and action in ("search", "help", "leave_tutor"))

    def action_leave_tutor(self) -> None:
        self.exit()

    def action_help(self) -> None:
        from tutor.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen.active_bindings))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        for command in super().get_system_commands(screen):
            # Textual's own panel repeats our help, and its screenshot key writes where few look.
            if command.title not in ("Keys", "Maximize", "Minimize"):
                yield command
        yield SystemCommand("Gallery", "Try every live part", self.action_gallery)
        yield SystemCommand("Stepper", "Step through a network or a formula", self.action_stepper)
        yield SystemCommand("Settings", "Theme, motion, width, drawing", self.action_settings)
        if self.course_index:
            yield SystemCommand("Search", "Find words in the course", self.action_search)
            yield SystemCommand("Playground", "Train anything, live", self.action_playground)
            yield SystemCommand("Sweep", "Train with many settings at once", self.action_sweep)
            yield SystemCommand("Glossary", "Every term of the course", self.action_glossary)
            yield SystemCommand(
                "Watch the spiral again", "The first minute", self.action_first_minute
            )
            yield SystemCommand("Progress", "What you did, and how well", self.action_progress)

    def _fatal_error(self) -> None:
        """End on a fault of ours with a message; the traceback goes to a file beside progress.

        Faults that the first one leads to are not told: the first is the cause.
        """
        if self._exit_renderables:
            return
        report = self._store.path.with_name("crash.log")
        try:
            report.write_text(traceback.format_exc(), encoding="utf-8")
        except OSError as error:
            where = f"(The details could not be written to {report}: {error.strerror}.)"
        else:
            where = f"The details are in {report}; please send them along when you report it."
        saved = (
            "What you did last is not saved yet; it is tried again, and you are told if that fails."
            if self._store.unsaved()
            else "Everything you did is saved."
        )
        self.panic(f"nn-tutor met a fault of its own and had to stop. {saved}\n{where}")

    def _listen(self) -> None:
        self._store.on_trouble(self._tell)
        for fault in self._preferences.faults:
            self._tell(fault)

    def _tell(self, text: str) -> None:
        """Show what is to be known of a file; from any thread."""
        self.post_message(TroubleTold(text))

    def on_trouble_told(self, message: TroubleTold) -> None:
        self.notify(message.text, severity="warning", timeout=15, markup=False)
