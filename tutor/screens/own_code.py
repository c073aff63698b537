"""A program of the learner's own on a screen: run behind the wall, walked by its operations."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from tutor.programs.example import WELCOME, example
from tutor.programs.leads import NOTHING, STAYS
from tutor.programs.looking import CodeLook
from tutor.programs.program import UnreadableProgram, split_call
from tutor.programs.returning import same_place
from tutor.screens.checked_code import CheckedCodeScreen
from tutor.screens.early_keys import EarlyKeys
from tutor.widgets.code_keys import KEYS
from tutor.widgets.entry import Entry
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.own_code import OwnCode
from tutor.widgets.said_line import SaidLine
from tutor.widgets.title_bar import TitleBar

RUNNING = "Running {} … for {:g} s at most; esc stops it."


class OwnCodeScreen(CheckedCodeScreen):
    """Asks for a file, runs it, and shows what was recorded."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    OwnCodeScreen > Container { width: 100%; height: 1fr; }
    OwnCodeScreen #welcome { max-width: 88; padding: 1 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "find", "find", key_display="/", tooltip="Find a name, nan, shape, > 10."),
        Binding("number_sign", "iteration", "go to", key_display="#", tooltip="Go to iteration N."),
        Binding(
            "a",
            "against",
            "against",
            tooltip="Say which network it means to be: it is compared with the engine's.",
        ),
        Binding(
            "g",
            "check_gradients",
            "check",
            tooltip="Check the gradients: nudge each parameter, and see what the loss does.",
        ),
        Binding("o", "open", "open", tooltip="Open another program."),
        Binding("r", "again", "run again", tooltip="Read the file anew and run it."),
        Binding("escape", "stop_run", "stop", tooltip="Stop what runs, and stay where you are."),
        Binding("escape", "leave", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, look: CodeLook | None = None) -> None:
        super().__init__(look)
        self._early = EarlyKeys([*KEYS, *self.BINDINGS], but=("escape", "backspace", "o"))

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Own code", "bold"))
        with Container():
            yield Static(Content(WELCOME), id="welcome")
        yield SaidLine()
        yield Entry()
        yield KeyBar()

    def on_mount(self) -> None:
        if self._look.name:
            self.action_again()
        else:
            self.action_open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is asked of a program needs one; escape stops a run before it leaves."""
        if action == "stop_run":
            return self._view is not None and self._run_awaited is not None
        return action in ("open", "leave") or self._view is not None

    def action_again(self) -> None:
        """Read the file and run it from its beginning."""
        if self._look.name:
            self._run(self._look)

    @work(exclusive=True, group="run", description="run")
    async def _run(self, look: CodeLook) -> None:
        self._say(RUNNING.format(look.name, look.seconds))
        self._early.is_waiting = self._view is None
        self.query("#welcome").set(display=False)
        before = self._view.standing if self._view and look is self._look else None
        known = self._findings.judgement if before else None
        try:
            program = await asyncio.to_thread(look.read)
        except UnreadableProgram as error:
            if self._view is None or look is not self._look:
                self.action_open(" ".join(filter(None, [str(look.file or ""), look.call])))
            self._early.drop()
            await self._stay(str(error), wrong=True)
            return
        recorded = await self._run_in_thread(lambda stop: look.run(program, stop))
        if self._view and not recorded.operations:
            await self._stay(recorded.message or NOTHING, wrong=True)
            return
        self._look, self._program = look, program
        self._findings.forget()
        is_free = look.right is None and look.operation is None  # else it begins where that says
        there = same_place(recorded, before) if before and is_free else None
        await self._show(recorded, there, known)
        self._early.drop()

    def on_key(self, event: Key) -> None:
        """Keep what is pressed for the program in view while there is none yet."""
        if not self.query_one(Entry).is_open:
            self._early.take(event)

    async def _unfold(self, view: OwnCode) -> None:
        await super()._unfold(view)
        self._early.press_again(self.app)

    def action_open(self, text: str = "") -> None:
        """Ask for a file, and for a call."""
        self.query("#welcome").set(display=True)
        given = text or " ".join(filter(None, [str(self._look.file or ""), self._look.call]))
        self._ask("open", given, self._open_typed)

    def _open_typed(self, text: str) -> None:
        file, call = split_call(text)
        path, seconds = Path(file).expanduser(), self._look.seconds
        reference = self._look.reference if path == self._look.file else None
        self._end_typing()
        self._run(CodeLook(path, call, seconds=seconds, reference=reference) if file else example())

    @work(exclusive=True, group="run", description="stop run")
    async def action_stop_run(self) -> None:
        """Break off what runs by beginning to do nothing but stay."""
        await self._stay(STAYS)

    def action_leave(self) -> None:
        self.dismiss()
