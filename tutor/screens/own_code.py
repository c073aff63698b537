"""A program of the learner's own on a screen: run behind the wall, walked by its operations."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from threading import Event as Flag
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tutor.programs.comparison import EngineComparison, compare
from tutor.programs.findings import notes_of
from tutor.programs.frame import Notes
from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program, UnreadableProgram, read_program
from tutor.programs.recorded import Recorded
from tutor.programs.reference import Reference, typed_reference
from tutor.programs.running import KEPT, look_at, run_program
from tutor.widgets.entry import Entry
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.own_code import ElsewhereAsked, OwnCode

WELCOME = """Own code

Your own NumPy program, one operation at a time: what each piece of a line gave, with its shape,
in every iteration. It runs in a sandbox, as it is; it may read files of its own folder.

Type the name of a .py or .ipynb file. What is to be called can follow, for files that only
define functions:   net.py train(np.ones((2, 4)), np.ones((1, 4)))"""
TRY = (
    "→ goes on by one operation. / finds a name, nan, inf, shape, or > 10; # goes to an iteration."
)
AGAINST = "Press a and say which network it means to be: 2,5,3 relu. It is compared then."
NOTHING = (
    "The program computes nothing with numbers. If it only defines functions, press o and name "
    "a call behind the file: net.py train(X, Y)"
)
_NEAR = 500
"""Operations that are seen before the one that is looked at."""


class OwnCodeScreen(Screen[None]):
    """Asks for a file, runs it, and shows what was recorded."""

    DEFAULT_CSS = """
    OwnCodeScreen { padding: 1 2 0 2; }
    OwnCodeScreen > Container { height: 1fr; }
    OwnCodeScreen > #said { height: auto; max-height: 3; color: $text-muted; }
    OwnCodeScreen > #said.-wrong { color: $wrong; }
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
        Binding("n", "next_difference", "next ✘", tooltip="Go to the first difference."),
        Binding("o", "open", "open", tooltip="Open another program."),
        Binding("r", "again", "run again", tooltip="Read the file anew and run it."),
        Binding("escape", "leave", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(
        self,
        file: Path | None = None,
        call: str = "",
        seconds: float = 10.0,
        iteration: int | None = None,
        reference: Reference | None = None,
    ) -> None:
        super().__init__()
        self._iteration = iteration
        self._reference = reference
        self._comparison: EngineComparison | None = None
        self._file, self._call, self._seconds = file, call, seconds
        self._program: Program | None = None
        self._asked: Callable[[str], None] = self._open_typed
        self._stop = Flag()

    def compose(self) -> ComposeResult:
        with Container():
            yield Static(Content(WELCOME), id="welcome")
        yield Static(id="said")
        yield Entry()
        yield KeyBar()

    def on_mount(self) -> None:
        if self._file is None:
            self.action_open()
        else:
            self.action_again()

    def on_unmount(self) -> None:
        self._stop.set()

    @property
    def _view(self) -> OwnCode | None:
        return next(iter(self.query(OwnCode)), None)

    def _say(self, text: str, wrong: bool = False) -> None:
        said = self.query_one("#said", Static)
        said.set_class(wrong, "-wrong")
        said.update(Content(text))

    # Running

    def action_again(self) -> None:
        """Read the file and run it from its beginning."""
        if self._file is not None:
            self._run(self._file, self._call)

    @work(exclusive=True, group="run")
    async def _run(self, file: Path, call: str) -> None:
        self._say(f"Running {file.name} …")
        try:
            self._program = await asyncio.to_thread(read_program, file, call)
        except UnreadableProgram as error:
            self._say(str(error), wrong=True)
            if self._view is None:
                self.action_open(str(file))
            return
        program = self._program
        recorded = await self._in_thread(
            lambda stop: look_at(program, None, self._iteration, self._seconds, stop)
        )
        standing = WalkPlace(recorded) if recorded.operations else None
        if standing and self._iteration is not None:
            there = standing.iteration(self._iteration)
            standing = there if isinstance(there, WalkPlace) else standing
        await self._show(standing, recorded)

    @work(exclusive=True, group="run")
    async def _look_elsewhere(self, first: int, back: bool) -> None:
        """Run the program again with the window where it is asked for."""
        program = self._program
        assert program is not None
        start = max(0, first - (_NEAR if back else 0))
        self._say(f"Running {program.name} again, to look at operation {first + 1:,} …")
        recorded = await self._in_thread(
            lambda stop: run_program(program, start, KEPT, self._seconds, stop)
        )
        found = [n for n, each in enumerate(recorded.operations) if each.number >= first]
        if found:
            await self._show(WalkPlace(recorded).at(found[0]), recorded)
        else:
            self._say("This run did not come as far: does it depend on the time?", wrong=True)

    async def _in_thread(self, run: Callable[[Callable[[], bool]], Recorded]) -> Recorded:
        """Run in a thread that gives up as soon as another run begins, or the screen is left."""
        self._stop.set()
        self._stop = stop = Flag()
        try:
            return await asyncio.to_thread(run, stop.is_set)
        finally:
            stop.set()

    async def _show(self, standing: WalkPlace | None, recorded: Recorded) -> None:
        if not self.is_attached:
            return
        if standing is None:
            self._say(recorded.message or NOTHING, wrong=True)
            return
        before = self._view
        cell = before.standing.cell if before else ()
        notes = await self._compared(recorded)
        if not self.is_attached:
            return
        standing = WalkPlace(recorded, standing.position, cell).at(standing.position)
        if before is None:
            typing = self.query_one(Entry).is_open
            async with self.batch():
                await self.query_one("#welcome").remove()
                view = OwnCode(standing, notes, self._against)
                await self.query_one(Container).mount(view)
            if not typing:
                view.focus()
        else:
            before.against = self._against
            before.show(standing, notes)
        self._tell(recorded)

    @property
    def _against(self) -> str:
        return self._reference.title if self._reference else ""

    async def _compared(self, recorded: Recorded) -> Notes:
        """Compare the run with the engine, in a thread, where a network is named."""
        reference = self._reference
        if reference is None:
            self._comparison = None
            return await asyncio.to_thread(notes_of, recorded, None)
        self._comparison = await asyncio.to_thread(compare, recorded, reference)
        return await asyncio.to_thread(notes_of, recorded, self._comparison)

    def _tell(self, recorded: Recorded) -> None:
        told = [recorded.message] if recorded.message else [TRY]
        if recorded.pretended:
            told.append(f"Not installed, so it did nothing: {', '.join(recorded.pretended)}.")
        self._say(" ".join(told), wrong=bool(recorded.message))

    def on_elsewhere_asked(self, message: ElsewhereAsked) -> None:
        message.stop()
        self._look_elsewhere(message.first, message.back)

    def action_next_difference(self) -> None:
        """Go to where the program parts from the engine."""
        view = self._view
        first = self._comparison.first if self._comparison else None
        if view is None:
            return
        if first is None:
            told = "Nothing parts from the engine here." if self._reference else AGAINST
            self._say(told)
            return
        operations = view.standing.recorded.operations
        place = next((n for n, each in enumerate(operations) if each is first.event), None)
        if place is not None:
            view.show(view.standing.at(place))
            self._say(f"Line {first.event.line}: {first.message}", wrong=True)

    # Typing

    def action_against(self) -> None:
        """Ask which network the program means to be."""
        if self._view:
            given = ""
            if self._reference:
                sizes = ",".join(map(str, self._reference.layers))
                given = f"{sizes} {self._reference.activation}"
            self._ask("against", given, self._compare_with)

    def _compare_with(self, text: str) -> None:
        view = self._view
        try:
            self._reference = typed_reference(text)
        except ValueError as error:
            self._say(str(error), wrong=True)
            return
        self._end_typing()
        if view:
            self._compare_again()

    @work(exclusive=True, group="compare")
    async def _compare_again(self) -> None:
        if view := self._view:
            notes = await self._compared(view.standing.recorded)
            if view.is_attached:
                view.against = self._against
                view.show(view.standing, notes)
                self._tell(view.standing.recorded)

    def action_open(self, text: str = "") -> None:
        """Ask for a file, and for a call."""
        given = text or " ".join(filter(None, [str(self._file or ""), self._call]))
        self._ask("open", given, self._open_typed)

    def action_find(self) -> None:
        if self._view:
            self._ask("find", "", self._find)

    def action_iteration(self) -> None:
        if self._view:
            self._ask("iteration", "", self._go_to_iteration)

    def _ask(self, label: str, text: str, then: Callable[[str], None]) -> None:
        self._asked = then
        self.query_one(Entry).open(label, text)

    def on_entry_entered(self, event: Entry.Entered) -> None:
        event.stop()
        self._asked(event.text.strip())

    def on_entry_left(self) -> None:
        if self._view is None:
            self.dismiss()
        else:
            self._end_typing()

    def _end_typing(self) -> None:
        self.query_one(Entry).close()
        if self._view:
            self._view.focus()

    def _open_typed(self, text: str) -> None:
        file, call = split_call(text)
        if not file:
            self._say("Type the name of a file, such as net.py.", wrong=True)
            return
        self._file, self._call = Path(file).expanduser(), call
        self._end_typing()
        self.action_again()

    def _find(self, text: str) -> None:
        view = self._view
        there = view.standing.found(text) if view and text else None
        if view and there:
            self._end_typing()
            view.show(there)
            self._say(TRY)
        elif text:
            self._say(f"No operation that was kept is meant by “{text}”.", wrong=True)
        else:
            self._end_typing()

    def _go_to_iteration(self, text: str) -> None:
        view = self._view
        if view is None or not text.isdecimal():
            self._say("Type the number of an iteration; the first is 0.", wrong=True)
            return
        there = view.standing.iteration(int(text))
        if there is None:
            self._say(f"There is no iteration {text} here.", wrong=True)
            return
        self._end_typing()
        view.go(there)

    def action_leave(self) -> None:
        self.dismiss()


def split_call(text: str) -> tuple[str, str]:
    """Return the file and the call in "net.py train(X, Y)"."""
    places = [
        text.find(ending) + len(ending) - 1 for ending in (".py ", ".ipynb ") if ending in text
    ]
    end = min(places, default=len(text))
    return text[:end], text[end:].strip()
