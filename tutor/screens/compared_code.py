"""A run on a screen with what is said of it, compared with the engine wherever one goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import work
from textual.containers import Container

from tutor.programs.findings import notes_of
from tutor.programs.judgement import Judgement
from tutor.programs.leads import (
    AWAITED,
    COMPARING,
    FOUND_BEFORE,
    MEND,
    NOTHING,
    lead_there,
    mended,
    told_first,
)
from tutor.programs.looking import CodeLook
from tutor.programs.moves import WalkPlace
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Recorded
from tutor.programs.run_findings import RunFindings
from tutor.programs.set_ups import SIZES_AND_KINDS, typed_reference
from tutor.screens.walked_code import WalkedCodeScreen
from tutor.widgets.code_stage import MovedOn
from tutor.widgets.entry import Entry
from tutor.widgets.own_code import OwnCode
from tutor.widgets.said_line import SaidLine

PATIENCE = 0.3
"""Seconds for which the first picture waits for what is said of the run."""


class ComparedCodeScreen(WalkedCodeScreen):
    """Shows a run as soon as there is one, and what is said of it as soon as it is known."""

    def __init__(self, look: CodeLook | None = None) -> None:
        super().__init__()
        self._look = look or CodeLook()
        self._findings = RunFindings()
        self._awaited: Callable[[Judgement], object] | None = None
        """What was asked for of what is not known yet."""

    async def _show(
        self,
        recorded: Recorded,
        standing: WalkPlace | None = None,
        before: Judgement | None = None,
        meanwhile: Sequence[Noticed] = (),
    ) -> None:
        """Show a run at a standing, or where its look begins.

        `before` is what was said of the run before; of this one what was noticed stands `meanwhile`
        until all is known.
        """
        if not self.is_attached:
            return
        if not recorded.operations:
            self.query("#welcome").set(display=True)
            self._say(recorded.message or NOTHING, wrong=True)
            return
        look = self._look
        self._findings.judgement = self._awaited = None
        judging = asyncio.ensure_future(self._in_thread(lambda stop: look.judge(recorded, stop)))
        try:
            begun = await self._begin_while(judging, recorded, standing, meanwhile)
            judgement = await judging
        finally:
            judging.cancel()
        if not self.is_attached:
            return
        judgement = self._findings.take(recorded, judgement)
        there = self._walked_on_from(begun) or standing or self._begin(recorded, judgement)
        await self._put(there, judgement)
        self._tell(recorded, judgement, before)
        if self._awaited:  # behind this, which another run would break off
            self.call_later(self._when_known, "", self._awaited)
        self._look_closer()

    async def _stay(self, why: str, wrong: bool = False) -> None:
        """Say why the run in view stays there; take up again what another run broke off."""
        self._say(why, wrong)
        if self._view and self._findings.judgement is None:
            await self._show(self._view.standing.recorded, self._view.standing)
            self._say(why, wrong)

    async def _begin_while(
        self,
        judging: asyncio.Future[Judgement],
        recorded: Recorded,
        standing: WalkPlace | None,
        meanwhile: Sequence[Noticed],
    ) -> WalkPlace | None:
        """Show where one begins as long as nothing is known of it; return it if it was shown."""
        await asyncio.wait([judging], timeout=PATIENCE)
        if judging.done() or not self.is_attached:
            return None
        begun = standing or self._begin(recorded, Judgement())
        await self._put(begun, Judgement(notes_of(recorded, None, None, meanwhile)))
        self._say(COMPARING, lasts=True)
        return begun

    def _begin(self, recorded: Recorded, judgement: Judgement) -> WalkPlace:
        """Where to begin in a run, at the cell that one looked at before."""
        return self._in_same_cell(self._look.begin(recorded, judgement))

    def _in_same_cell(self, standing: WalkPlace) -> WalkPlace:
        """A standing at the cell that one looked at before."""
        cell = self._view.standing.cell if self._view else ()
        return WalkPlace(standing.recorded, standing.position, cell).at(standing.position)

    def _walked_on_from(self, begun: WalkPlace | None) -> WalkPlace | None:
        """Where one stands by now, if one has walked on from where it was begun."""
        if begun is None or self._view is None:
            return None
        standing = self._view.standing
        return standing if standing.position != begun.position else None

    async def _put(self, standing: WalkPlace, judgement: Judgement) -> None:
        """Show a standing and what is said of the run; unfold the view if there is none yet."""
        if before := self._view:
            before.against = self._against
            self._show_notes(before, standing, judgement)
        else:
            view = OwnCode(standing, judgement.notes)
            await self._unfold(view)
            view.leads_on = self._findings.leads_on(standing.recorded)

    def _show_notes(self, view: OwnCode, standing: WalkPlace, judgement: Judgement) -> None:
        """Show a standing with what is said of the run, and whether it leads anywhere."""
        view.show(standing, judgement.notes)
        view.leads_on = self._findings.leads_on(standing.recorded)

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

    def _tell(self, recorded: Recorded, judgement: Judgement, before: Judgement | None) -> None:
        said, wrong = told_first(self._look, recorded, judgement)
        said = mended(recorded, before, judgement) + said
        if self._findings.is_elsewhere(recorded):
            said, wrong = FOUND_BEFORE, False
        self._say(said, wrong, lasts=True)

    def _when_known(self, key: str, then: Callable[[Judgement], object]) -> None:
        """Do what a key asks for as soon as it is known what is said of the run."""
        judgement = self._findings.judgement
        self._awaited = then if judgement is None else None
        if judgement is None:
            self._say(AWAITED.format(key))
        else:
            then(judgement)

    def on_moved_on(self, message: MovedOn) -> None:
        """Compare the iteration that one has come to, where it was not compared yet."""
        super().on_moved_on(message)
        self._awaited = None  # one goes on by oneself
        self._look_closer()

    def _resume(self) -> None:
        """Say the lasting word; at the first difference what there is to do there."""
        super()._resume()
        if (view := self._view) and not view.standing.recorded.message:
            standing, asked = view.place
            if lead := lead_there(self._findings.judgement, standing, asked is not None):
                self._say(self._with_mend(lead) if asked else lead)

    def _with_mend(self, said: str) -> str:
        """Say, too, how a fault that was found is mended, where there is room."""
        judgement = self._findings.judgement
        is_found = judgement is not None and judgement.says_something
        lines = self.query(SaidLine) if is_found and self._look.file else ()
        return f"{said} {MEND}" if any(each.has_room(said, MEND) for each in lines) else said

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
            closer = self._findings.take(standing.recorded, closer)
            self._show_notes(view, view.standing, closer)
            if closer.is_lost_at(view.standing):
                self._resume_here()

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
        known = self._findings.judgement
        self._findings.forget()
        self._end_typing()
        if view := self._view:
            noticed = known.noticed_here if known else ()
            await self._show(view.standing.recorded, view.standing, meanwhile=noticed)
