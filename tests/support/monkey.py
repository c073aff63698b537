"""A hand that presses keys at random, in bursts, without waiting for what they do."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from textual.app import App
from textual.events import Key
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tutor.app import TutorApp

SIZES = [(80, 24), (140, 45), (40, 12), (200, 60)]
ENDING = {"leave_tutor", "quit", "app.quit", "suspend_process", "app.suspend_process"}
ANYWHERE = ["enter", "enter", "escape", "tab", "shift+tab", "space", "left", "right", "up", "down"]
ANYWHERE += ["ctrl+p", "slash", "question_mark", "pageup", "pagedown", "backspace"]
TYPED = ["0", "1", "2", "3", "7", "-", ".", "/", "=", "(", ")", "a", "c", "l", "s", "w", "x"]


class Monkey:
    """Presses the keys that work now, and some that do not; remembers all that it did."""

    def __init__(self, pilot: Pilot[Any], seed: int) -> None:
        self._app: TutorApp = pilot.app
        self._pilot = pilot
        self._chance = random.Random(seed)
        self.pressed: list[str] = []
        for leading_out in ("exit", "open_url", "_save_picture"):
            setattr(self._app, leading_out, lambda *_, **__: None)

    async def burst(self) -> None:
        """Press a few keys in one go, then wait until the app has nothing more to do."""
        keys = self._keys()
        self.send([self._chance.choice(keys) for _ in range(self._chance.randint(1, 8))])
        await self.rest()

    async def command(self) -> None:
        """Run a command of the palette, with keys right behind it."""
        commands = self._app.get_system_commands(self._app.screen)
        self.run(self._chance.choice([command.title for command in commands]))
        await self.burst()

    def run(self, title: str) -> None:
        """Run the command of the palette that has this title."""
        self.pressed.append(f"<{title}>")
        for command in self._app.get_system_commands(self._app.screen):
            if command.title == title:
                self._app.call_later(command.callback)

    async def resize(self) -> None:
        size = self._chance.choice(SIZES)
        self.pressed.append(f"<{size[0]}x{size[1]}>")
        await self._pilot.resize_terminal(*size)
        self.held()

    def send(self, keys: Sequence[str]) -> None:
        """Send keys in one read, and remember them."""
        self.pressed += keys
        send(self._app, keys)

    async def rest(self) -> None:
        await self._pilot.pause()
        self.held()

    def held(self) -> None:
        """Fail, with the keys that led there, if the app has met a fault."""
        if fault := self._app._exception:
            raise AssertionError(f"after {self.pressed[-40:]}") from fault

    def _keys(self) -> list[str]:
        active = self._app.screen.active_bindings.values()
        known = [each.binding.key for each in active if each.binding.action not in ENDING]
        return [*known, *known, *ANYWHERE, *TYPED]


def send(app: App[Any], keys: Sequence[str]) -> None:
    """Send keys as a terminal does that has them all in one read."""
    for key in keys:
        name = _character_to_key(key) if len(key) == 1 else key
        event = Key(name, key if len(key) == 1 else None)
        event.set_sender(app)
        app._driver.send_message(event)
