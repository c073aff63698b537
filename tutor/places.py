"""The places of the program beside its course: an action or a message opens each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual import work
from textual._node_list import DuplicateIds
from textual.app import SystemCommand
from textual.command import CommandPalette, Provider
from textual.screen import Screen
from textual.theme import ThemeProvider

from tutor.course_places import CoursePlaces

if TYPE_CHECKING:
    from tutor.messages import KeepingTried, OwnNetworkAsked, PlaygroundOpened, SweepsAsked
    from tutor.playground.task import Task
    from tutor.runs.run import LiveRun


def lesson_commands() -> type[Provider]:
    """Return the lessons for the palette, imported when it is opened first."""
    from tutor.screens.lesson_commands import LessonCommands

    return LessonCommands


def exercise_commands() -> type[Provider]:
    """Return the exercises for the palette, imported when it is opened first."""
    from tutor.screens.lesson_commands import ExerciseCommands

    return ExerciseCommands


class Places(CoursePlaces):
    """Opens what is there beside the course, and lists it all in the palette."""

    COMMANDS = CoursePlaces.COMMANDS | {lesson_commands, exercise_commands}

    _unkept: Mapping[object, str] = MappingProxyType({})
    """What is to be told, when leaving, of what could not be kept."""

    _left_run: LiveRun | None = None
    """The run that was in the playground last."""

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand("Theme", "Choose the colours", self.action_change_theme)
        yield SystemCommand("Quit", "Leave; what you read and handed in is saved", self.action_quit)
        yield SystemCommand("Screenshot", "Save a picture of this screen, as SVG", self._shoot)
        yield SystemCommand("Gallery", "Try every live part", self.action_gallery)
        yield SystemCommand("Stepper", "Step through a network or a formula", self.action_stepper)
        yield SystemCommand("Own code", "Step through your own NumPy", self.action_own_code)
        yield SystemCommand("Settings", "Theme, motion, width, drawing", self.action_settings)
        if self.course_index:
            yield SystemCommand("Search", "Find words in the course", self.action_search)
            yield SystemCommand("Playground", "Train anything, live", self.action_playground)
            yield SystemCommand("Sweep", "Train with many settings at once", self.action_sweep)
            yield SystemCommand(
                "Exercises", "Write, derive, debug: judged at once", self.action_exercises
            )
            yield SystemCommand("Glossary", "Every term of the course", self.action_glossary)
            yield SystemCommand(
                "Watch the spiral again", "The first minute", self.action_first_minute
            )
            yield SystemCommand("Review", "Ask again what is due", self.action_review)
            yield SystemCommand("Progress", "What you did, and how well", self.action_progress)

    def action_command_palette(self) -> None:
        """Open the palette, unless it is open or still on its way out."""
        from tutor.screens.palette import FramedPalette

        if not isinstance(self.screen, CommandPalette):
            asked = "a command, or the number or words of a lesson"
            with suppress(DuplicateIds):
                self.push_screen(FramedPalette("Commands", asked, id="--command-palette"))

    def _shoot(self) -> None:
        self.set_timer(0.1, self._save_picture)  # once the list of commands is gone

    def _save_picture(self) -> None:
        from tutor.screens.saving import save

        if self.is_web:
            self.deliver_screenshot()
        else:
            save(self.screen, self.export_screenshot(), "nn-tutor-screen", "svg")

    def search_themes(self) -> None:
        """Show the themes; the one that is chosen is taken at once."""
        from tutor.screens.palette import FramedPalette

        asked = "the name of a theme, or a part of it"
        self.push_screen(FramedPalette("Themes", asked, ThemeProvider))

    def action_playground(self) -> None:
        """Open the playground, at the run that was left there if there is one."""
        run = self._left_run
        self._show_playground({} if run is None else run.present_settings(), None, run)

    def on_playground_opened(self, message: PlaygroundOpened) -> None:
        def left(reached: int | None) -> None:
            if reached is not None:
                message.view.task_reached(reached)

        self._show_playground(message.settings, message.task, message.run, left)

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

    @work
    async def action_sweep(self) -> None:
        """Show a sweep on a screen of its own; what it finds can be trained on."""
        from tutor.screens.sweep import SweepScreen

        if settings := await self.push_screen_wait(SweepScreen({})):
            self._show_playground(settings, None)

    def on_sweeps_asked(self, message: SweepsAsked) -> None:
        from tutor.sweeps.store import Sweeps

        sweeps = Sweeps.beside(self._store.path)
        sweeps.tell = self._tell
        message.view.keep_in(sweeps)

    def on_keeping_tried(self, message: KeepingTried) -> None:
        told = f"Not kept: {message.what}. {message.why_not}" if message.why_not else ""
        others = {of: said for of, said in self._unkept.items() if of is not message.of}
        self._unkept = {**others, message.of: told} if told else others

    @property
    def unkept(self) -> str:
        """What could not be kept, as it is told when the program is left."""
        return "\n".join(self._unkept.values())

    def action_stepper(self) -> None:
        """Show the stepper on a screen of its own."""
        from tutor.screens.stepper import StepperScreen

        self.push_screen(StepperScreen())

    def action_own_code(self) -> None:
        """Show a program of the learner's own, one operation at a time."""
        from tutor.screens.own_code import OwnCodeScreen

        self.push_screen(OwnCodeScreen())

    def on_own_network_asked(self, message: OwnNetworkAsked) -> None:
        self._show_own_network(message, self.screen)

    @work(exclusive=True, group="own_network", description="show own network")
    async def _show_own_network(self, asked: OwnNetworkAsked, screen: Screen[object]) -> None:
        """Train a learner's network in the sandbox and show it; say so where that cannot be."""
        from tutor.own_networks.own_run import CannotTrain, train_own
        from tutor.screens.own_network import OwnNetworkScreen

        name = asked.program.name
        screen.notify(f"Training {name} in the sandbox …", timeout=4, markup=False)
        given = asked.program, asked.settings, asked.call
        try:
            own = await asyncio.to_thread(train_own, *given, lambda: not screen.is_attached)
        except CannotTrain as error:
            if screen.is_attached:
                screen.notify(str(error), severity="warning", timeout=15, markup=False)
            return
        if screen.is_attached and screen.is_current:
            self.push_screen(OwnNetworkScreen(own))

    def action_gallery(self) -> None:
        from tutor.screens.gallery import GalleryScreen

        self.push_screen(GalleryScreen())

    def action_settings(self) -> None:
        from tutor.screens.settings import SettingsScreen

        themes = sorted(self.available_themes)
        note = self._line.said(self._preferences["motion"])
        self.push_screen(SettingsScreen(self._preferences, themes, note))

    def action_first_minute(self) -> None:
        from tutor.screens.first_minute import FirstMinute

        self.push_screen(FirstMinute())

    def action_help(self) -> None:
        from tutor.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen.active_bindings))

    def _tell(self, text: str) -> None:
        """Show what is to be known of a file; from any thread."""
        from tutor.messages import TroubleTold

        self.post_message(TroubleTold(text))
