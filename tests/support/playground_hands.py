"""A playground in an app of its own, and hands that press its keys and read what it shows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList
from waiting import press_until, wait_until

from engine.training import Snapshot
from tutor.messages import Copied
from tutor.playground.task import Task
from tutor.plots.cells import plain
from tutor.runs.store import Runs
from tutor.screens.chooser import Chooser
from tutor.screens.playground import PlaygroundScreen
from tutor.themes import THEMES, role_colours
from tutor.widgets.entry import Entry
from tutor.widgets.picture import PictureView
from tutor.widgets.playground.board import BoardView
from tutor.widgets.playground.setup import SetupView

SMALL = {"points": 30, "hidden": (8,), "epochs": 6}
ENDLESS = 100_000  # epochs: a quarter of an hour at the pace it begins with


class PlaygroundApp(App[None]):
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]

    def __init__(self, screen: PlaygroundScreen) -> None:
        super().__init__()
        self._first = screen
        self.copied: list[str] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return role_colours(dark=self.current_theme.dark)

    def on_mount(self) -> None:
        self.push_screen(self._first)

    def on_copied(self, message: Copied) -> None:
        self.copied.append(message.text)


class Hands:
    """Presses keys on a playground and reads what it shows."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot
        self.press = pilot.press
        screen = pilot.app.screen
        assert isinstance(screen, PlaygroundScreen)
        self.screen = screen
        self.board = screen.query_one(BoardView)
        self.setup = screen.query_one(SetupView)

    @property
    def snapshot(self) -> Snapshot:
        assert self.board.live.snapshot is not None
        return self.board.live.snapshot

    @property
    def text(self) -> str:
        return "\n".join(plain(view.picture) for view in self.screen.query(PictureView))

    def notified(self, words: str) -> bool:
        """Whether a message with these words was shown."""
        return any(words in shown.message for shown in self.pilot.app._notifications)

    async def wait_until(self, condition: Callable[[], object]) -> None:
        await wait_until(self.pilot, condition)

    async def at(self, name: str) -> None:
        """Go to a setting by the arrow keys."""
        await self.press("home")
        await press_until(self.pilot, "down", lambda: self.setup.setup.field.name == name)

    async def presets(self) -> list[str]:
        """Open the presets; return the first line of each."""
        await self.press("p")
        await self.wait_until(lambda: isinstance(self.pilot.app.screen, Chooser))
        await self.pilot.pause()
        options = self.pilot.app.screen.query_one(OptionList).options
        return [str(option.prompt).split("\n")[0] for option in options]

    async def choose_view(self, title: str) -> None:
        """Open the list of views and choose one by what it is called."""
        await self.press("V")
        await self.wait_until(lambda: isinstance(self.pilot.app.screen, Chooser))
        chooser = self.pilot.app.screen.query_one(OptionList)
        await self.wait_until(lambda: chooser.options)
        await press_until(
            self.pilot,
            "down",
            lambda: title in str(chooser.highlighted_option and chooser.highlighted_option.prompt),
        )
        await self.press("enter")

    async def epochs(self, number: int) -> None:
        for _ in range(number):
            epoch = self.snapshot.epoch
            await self.press("e")
            await self.wait_until(lambda epoch=epoch: self.snapshot.epoch == epoch + 1)


@asynccontextmanager
async def playground(
    task: Task | None = None,
    size: tuple[int, int] = (120, 40),
    runs: Runs | None = None,
    course: Path | None = None,
    **settings: Any,
) -> AsyncIterator[Hands]:
    """Open the playground set up as SMALL with other `settings`; None leaves one of them out."""
    given = {name: value for name, value in (SMALL | settings).items() if value is not None}
    screen = PlaygroundScreen(given, task, runs, course)
    async with PlaygroundApp(screen).run_test(size=size) as pilot:
        hands = Hands(pilot)
        await hands.wait_until(lambda: hands.board.frame or hands.board.error)
        yield hands


async def playground_in_view(pilot: Pilot[Any]) -> PlaygroundScreen:
    """The playground, as soon as it is the screen and its run is measured."""
    await wait_until(pilot, lambda: isinstance(pilot.app.screen, PlaygroundScreen))
    screen = pilot.app.screen
    await wait_until(pilot, lambda: screen.run.snapshot)
    return screen


async def typed(pilot: Pilot[Any], name: str, text: str) -> None:
    """Go to a setting by the arrows and type it; a line left open to be mended is left first."""
    if pilot.app.screen.setup_view.query_one(Entry).is_open:
        await pilot.press("escape")
    await pilot.press("home")
    view = pilot.app.screen.setup_view
    await press_until(pilot, "down", lambda: view.setup.field.name == name)
    await pilot.press("enter", *text, "enter")
