"""A recorded program on a screen: what is said of it, and the line that asks where to go."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event as Flag
from typing import TypeVar

from tutor.programs.leads import TRY, WHAT_TO_FIND, no_such_turn, turns_asked
from tutor.programs.searching import CodeSearch
from tutor.steady_screen import SteadyScreen
from tutor.widgets.code_stage import MovedOn
from tutor.widgets.entry import Entry
from tutor.widgets.own_code import OwnCode
from tutor.widgets.said_line import SaidLine
from tutor.widgets.walked_code import Said

Result = TypeVar("Result")


class WalkedCodeScreen(SteadyScreen[None]):
    """Goes to what is looked for in a program, as soon as there is one to walk through."""

    DEFAULT_CSS = """
    WalkedCodeScreen > SaidLine { margin: 0 2 1 2; }
    WalkedCodeScreen > Entry { margin: 0 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._asked: Callable[[str], object] = self._find
        self._stop = Flag()
        self._run_awaited: object = None
        """Stands for a run of the program that one waits for; None while there is none."""
        self._said_of: object = None

    @property
    def _view(self) -> OwnCode | None:
        return next(iter(self.query(OwnCode)), None)

    def _say(self, text: str, wrong: bool = False, *, lasts: bool = False) -> None:
        """Say something until one goes on from here, or what lasts again and again."""
        self._said_of = self._view.place if self._view else None
        for said in self.query(SaidLine):  # none while the screen is left
            said.say(text, wrong, lasts=lasts)

    def on_said(self, message: Said) -> None:
        message.stop()
        self._say(message.text)

    def on_moved_on(self, message: MovedOn) -> None:
        message.stop()
        self._resume_here()

    def _resume_here(self) -> None:
        """Say what is to be said where one stands, unless something was said of it already."""
        if self._view and self._view.place != self._said_of and not self.query_one(Entry).is_open:
            self._resume()

    def _resume(self) -> None:
        for said in self.query(SaidLine):
            said.resume()

    def action_find(self) -> None:
        if self._view:
            self._ask("find", "", self._find, WHAT_TO_FIND)

    def action_iteration(self) -> None:
        if self._view:
            self._ask("iteration", "", self._go_to_iteration, turns_asked(self._view.standing))

    def _ask(self, label: str, text: str, then: Callable[[str], object], hint: str = "") -> None:
        self._asked = then
        self.query_one(Entry).open(label, text, hint)

    def on_entry_entered(self, event: Entry.Entered) -> None:
        event.stop()
        self._asked(event.text.strip())
        self.query_one(Entry).point_at(None)  # where it was not taken, to be typed anew

    def on_entry_left(self) -> None:
        if self._view is None:
            self.dismiss()
        else:
            self._end_typing()

    def _end_typing(self) -> None:
        self.query_one(Entry).close()
        self._resume()
        if self._view:
            self.set_focus(self._view)  # at once: the next key may come with this one

    def _find(self, text: str) -> None:
        view = self._view
        there = view.standing.found(text) if view and text else None
        if view and there:
            self._end_typing()
            view.show(there)
            self._say(TRY)
        elif view and text:
            self._seek(view, text)
        else:
            self._end_typing()

    async def _in_thread(self, run: Callable[[Callable[[], bool]], Result]) -> Result:
        """Run in a thread that gives up as soon as another run begins, or the screen is left."""
        self._stop.set()
        self._stop = stop = Flag()
        try:
            return await asyncio.to_thread(run, stop.is_set)
        finally:
            stop.set()

    async def _run_in_thread(self, run: Callable[[Callable[[], bool]], Result]) -> Result:
        """Run in a thread what one waits for, and may stop."""
        running = object()
        self._await_run(running)
        try:
            return await self._in_thread(run)
        finally:
            if self._run_awaited is running:  # another one may have begun
                self._await_run(None)

    def _await_run(self, running: object) -> None:
        """Note what one waits for: escape stops it before it closes an answer, or leaves."""
        self._run_awaited = running
        if view := self._view:
            view.is_run_anew = running is not None
        self.refresh_bindings()

    def on_unmount(self) -> None:
        self._stop.set()

    def _seek(self, view: OwnCode, text: str) -> None:
        """Look for it where nothing is kept; here there is no such place."""
        self._say(f"{CodeSearch.of(text).none_found} in what was kept.", wrong=True)

    def _go_to_iteration(self, text: str) -> None:
        view = self._view
        numbers = text.replace(",", " ").split()
        if view is None or not numbers or not all(each.isdecimal() for each in numbers):
            self._say("Type the number of an iteration; the first is 0.", wrong=True)
            return
        there = view.standing.iteration(*map(int, numbers))
        if there is None:
            self._say(no_such_turn(view.standing), wrong=True)
            return
        self._end_typing()
        view.go(there)
