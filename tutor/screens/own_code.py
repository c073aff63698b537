"""A program of the learner's own on a screen: run behind the wall, walked by its operations."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import Static

from tutor.programs.example import WELCOME, example
from tutor.programs.leads import (
    AGAINST,
    COMPARING,
    FOUND_BEFORE,
    LEADS,
    NEXT_THERE,
    NOTHING,
    NUDGED,
    SLOPES_ALONE,
    WHY_HERE,
    lead_there,
    mended,
    no_difference,
    told_first,
)
from tutor.programs.looking import CodeLook, Judgement
from tutor.programs.moves import WalkPlace
from tutor.programs.partings import Parting
from tutor.programs.program import Program, UnreadableProgram, split_call
from tutor.programs.recorded import Recorded
from tutor.programs.returning import same_place
from tutor.programs.run_findings import RunFindings
from tutor.programs.running import KEPT, first_meant, run_program
from tutor.programs.searching import CodeSearch
from tutor.programs.set_ups import SIZES_AND_KINDS, typed_reference
from tutor.programs.slope_rows import sentence, with_check, wrong_slopes
from tutor.programs.slopes.check import are_right, check_gradients
from tutor.screens.walked_code import WalkedCodeScreen
from tutor.widgets.entry import Entry
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.own_code import ElsewhereAsked, MovedOn, NextAsked, OwnCode, Said
from tutor.widgets.said_line import SaidLine
from tutor.widgets.title_bar import TitleBar

PATIENCE = 0.3
"""Seconds for which the first picture waits for what is said of the run."""
RUNNING = "Running {} … for {:g} s at most."
_NEAR = 500
"""Operations that are seen before the one that is looked at."""


class OwnCodeScreen(WalkedCodeScreen):
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
        Binding("escape", "leave", "back", tooltip="Go back to where you came from."),
    ]

    def __init__(self, look: CodeLook | None = None) -> None:
        super().__init__()
        self._look = look or CodeLook()
        self._findings = RunFindings()
        self._program: Program | None = None

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
        """What is asked of a program needs one."""
        return action in ("open", "leave") or self._view is not None

    # Running

    def action_again(self) -> None:
        """Read the file and run it from its beginning."""
        if self._look.name:
            self._run(self._look)

    @work(exclusive=True, group="run", description="run")
    async def _run(self, look: CodeLook) -> None:
        self._say(RUNNING.format(look.name, look.seconds))
        self.query("#welcome").set(display=False)
        before = self._view.standing if self._view and look is self._look else None
        parted = self._findings.judgement.first if before and self._findings.judgement else None
        try:
            program = await asyncio.to_thread(look.read)
        except UnreadableProgram as error:
            if self._view is None or look is not self._look:
                self.action_open(" ".join(filter(None, [str(look.file or ""), look.call])))
            self._say(str(error), wrong=True)
            return
        recorded = await self._in_thread(lambda stop: look.run(program, stop))
        if recorded.operations or self._view is None:  # else the one in view stays
            self._look, self._program = look, program
        self._findings.forget()
        is_free = look.right is None and look.operation is None  # else it begins where that says
        there = same_place(recorded, before) if before and is_free else None
        await self._show(recorded, there, parted)

    @work(exclusive=True, group="run", description="look elsewhere")
    async def _look_elsewhere(self, first: int, back: bool, words: str = "") -> None:
        """Run the program again with the window where it is asked for, or looked for by words."""
        program = self._program
        assert program is not None
        start = max(0, first - (_NEAR if back else 0))
        self._say(f"Running {program.name} again, to look at operation {first + 1:,} …")
        recorded = await self._in_thread(
            lambda stop: run_program(program, start, KEPT, self._look.seconds, stop)
        )
        found = [n for n, each in enumerate(recorded.operations) if each.number >= first]
        if found:
            there = self._in_same_cell(WalkPlace(recorded, found[0]))
            await self._show(recorded, there.at_first(CodeSearch.of(words).where))
        else:
            self._say("Behind this the program computes nothing with numbers.")

    def _seek(self, view: OwnCode, text: str) -> None:
        """Look for it in the whole run, where only a part of it was kept."""
        if self._program and not view.standing.recorded.is_whole:
            self._end_typing()
            self._seek_ahead(self._program, text)
        else:
            self._say(f"{CodeSearch.of(text).none_found}.", wrong=True)

    @work(exclusive=True, group="run", description="seek ahead")
    async def _seek_ahead(self, program: Program, text: str) -> None:
        self._say(f"Running {program.name} again, to look for “{text}” in all of it …")
        found = await self._in_thread(
            lambda stop: first_meant(program, text, self._look.seconds, stop)
        )
        if found is None:
            self._say(f"{CodeSearch.of(text).none_found} in the whole run.", wrong=True)
        else:
            self._look_elsewhere(found, back=True, words=text)

    def _in_same_cell(self, standing: WalkPlace) -> WalkPlace:
        """A standing at the cell that one looked at before."""
        cell = self._view.standing.cell if self._view else ()
        return WalkPlace(standing.recorded, standing.position, cell).at(standing.position)

    async def _show(
        self,
        recorded: Recorded,
        standing: WalkPlace | None = None,
        parted: Parting | None = None,
    ) -> None:
        """Show a run at a standing, or where its look begins; it parted from the engine before."""
        if not self.is_attached:
            return
        if not recorded.operations:
            self.query("#welcome").set(display=True)
            self._say(recorded.message or NOTHING, wrong=True)
            return
        look, begun = self._look, None
        self._findings.judgement = None
        judging = asyncio.ensure_future(self._in_thread(lambda stop: look.judge(recorded, stop)))
        try:
            await asyncio.wait([judging], timeout=PATIENCE)
            if not judging.done() and self.is_attached:
                begun = standing or self._in_same_cell(look.begin(recorded, Judgement()))
                await self._put(begun, Judgement())
                self._say(COMPARING, lasts=True)
            judgement = await judging
        finally:
            judging.cancel()
        if not self.is_attached:
            return
        judgement = self._findings.take(recorded, judgement)
        if begun and (view := self._view) and view.standing.position != begun.position:
            standing = view.standing  # one has walked on meanwhile
        there = standing or self._in_same_cell(look.begin(recorded, judgement))
        await self._put(there, judgement)
        self._tell(recorded, judgement, parted)
        self._look_closer()

    async def _put(self, standing: WalkPlace, judgement: Judgement) -> None:
        """Show a standing and what is said of the run; unfold the view if there is none yet."""
        if before := self._view:
            before.against = self._against
            before.show(standing, judgement.notes)
        else:
            await self._unfold(OwnCode(standing, judgement.notes))

    async def _unfold(self, view: OwnCode) -> None:
        """Put a view in the place of the words of welcome."""
        typing = self.query_one(Entry).is_open
        view.against = self._against
        async with self.batch():
            await self.query("#welcome, TitleBar").remove()
            await self.query_one(Container).mount(view)
        if not typing:
            view.focus()

    @property
    def _against(self) -> str:
        return self._look.reference.title if self._look.reference else ""

    def _tell(self, recorded: Recorded, judgement: Judgement, parted: Parting | None) -> None:
        said, wrong = told_first(self._look, recorded, judgement)
        said = mended(recorded.program, parted, judgement) + said
        if self._findings.is_elsewhere(recorded):
            said, wrong = FOUND_BEFORE, False
        self._say(said, wrong, lasts=True)

    def on_moved_on(self, message: MovedOn) -> None:
        """Compare the iteration that one has come to, where it was not compared yet."""
        super().on_moved_on(message)
        self._look_closer()

    def _resume(self) -> None:
        """Say the lasting word; at the first difference what there is to do there."""
        super()._resume()
        if (view := self._view) and not view.standing.recorded.message:
            standing, asked = view.place
            if lead := lead_there(self._findings.judgement, standing, asked is not None):
                self._say(lead)

    def _look_closer(self) -> None:
        judgement, view = self._findings.judgement, self._view
        if view and judgement and judgement.lacks(view.standing):
            self._compare_here(view.standing, judgement)

    @work(exclusive=True, group="look closer", description="look closer")
    async def _compare_here(self, standing: WalkPlace, judgement: Judgement) -> None:
        closer = await asyncio.to_thread(judgement.looking_at, standing)
        if self._findings.judgement is not judgement:
            self._look_closer()
        elif view := self._view:
            view.show(view.standing, self._findings.take(standing.recorded, closer).notes)

    def on_elsewhere_asked(self, message: ElsewhereAsked) -> None:
        message.stop()
        self._look_elsewhere(message.first, message.back)

    def on_said(self, message: Said) -> None:
        message.stop()
        self._say(message.text)

    def on_next_asked(self, message: NextAsked) -> None:
        """Go to the next place of which something is said."""
        message.stop()
        view = self._view
        if view is None:
            return
        if self._findings.judgement is None:
            self._say(COMPARING)
        elif there := self._findings.after(view.standing):
            self._go_to(view, *there)
        elif view.standing.recorded.line is not None:
            self._go_to_end(view)
        elif self._look.reference:
            self._say(no_difference(self._findings.judgement))
        else:
            self._say(AGAINST)

    def _go_to(self, view: OwnCode, standing: WalkPlace, sentence_there: str) -> None:
        """Show a place of which something is said, and say it where it is not to be read there."""
        judgement = self._findings.judgement
        assert judgement is not None
        view.show(standing, judgement.notes)
        said = view.says(sentence_there)
        what = WHY_HERE + ("" if judgement.is_of_one_place else NEXT_THERE) + "."
        where = standing.recorded.program.place(standing.operation.line)
        told = f"{where[0].upper()}{where[1:]}: {what if said else sentence_there}"
        self._say(told, wrong=not said)

    def _go_to_end(self, view: OwnCode) -> None:
        """Go to the last operation before the program stopped."""
        recorded = view.standing.recorded
        if recorded.goes_on:
            self._look_elsewhere(recorded.total - 1, back=True)
        else:
            view.show(view.standing.at(len(recorded.operations) - 1))
            self._say(recorded.message, wrong=True)

    def action_check_gradients(self) -> None:
        """Check the gradients of the iteration at hand by the program's own loss."""
        judgement = self._findings.judgement
        if self._view and self._program and judgement:
            self._check_gradients(self._view.standing, self._program, judgement)
        elif self._view:
            self._say(COMPARING)

    @work(exclusive=True, group="run", description="check gradients")
    async def _check_gradients(
        self, standing: WalkPlace, program: Program, judgement: Judgement
    ) -> None:
        self._say("Nudging the parameters …")
        recorded, at = standing.recorded, standing.operation
        check = await self._in_thread(
            lambda stop: check_gradients(program, recorded, at, stop, by_steps=True)
        )
        view = self._view
        if view is None or view.standing.recorded is not recorded:
            return
        if check.message:
            self._say(check.message, wrong=True)
            return
        notes = with_check(judgement.notes, recorded, check)
        checked = replace(judgement, notes=notes, checked=wrong_slopes(recorded, check))
        view.show(view.standing, self._findings.take(recorded, checked).notes)
        said = view.says(sentence(check))
        leads = [LEADS] if checked.checked else []
        limits = [] if leads or self._look.reference or not are_right(check) else [SLOPES_ALONE]
        told = " ".join([NUDGED if said else sentence(check), *leads, *limits])
        self._say(told, wrong=not (said or are_right(check)), lasts=bool(leads))

    # Typing

    def action_against(self) -> None:
        """Ask which network the program means to be."""
        if self._view:
            given = ""
            if reference := self._look.reference:
                given = f"{','.join(map(str, reference.layers))} {reference.activation}"
            self._ask("against", given, self._compare_with, SIZES_AND_KINDS)

    @work(exclusive=True, group="run", description="compare with")
    async def _compare_with(self, text: str) -> None:
        """Compare the run with the network in the words, which may name a preset."""
        try:
            reference = await asyncio.to_thread(typed_reference, text)
        except ValueError as error:
            self._say(str(error), wrong=True)
            return
        self._look = replace(self._look, reference=reference)
        self._findings.forget()
        self._end_typing()
        if view := self._view:
            await self._show(view.standing.recorded, view.standing)

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

    def action_leave(self) -> None:
        self.dismiss()
