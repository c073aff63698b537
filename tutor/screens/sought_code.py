"""What is sought in all of a run, also beyond what was kept: a name, what something is said of."""

from __future__ import annotations

from textual import work

from tutor.programs.judgement import Judgement
from tutor.programs.leads import AGAINST, NEXT_THERE, STOP, WHY_HERE, no_difference
from tutor.programs.looking import CodeLook
from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program
from tutor.programs.running import KEPT, first_meant, run_program
from tutor.programs.searching import CodeSearch
from tutor.screens.compared_code import ComparedCodeScreen
from tutor.widgets.own_code import NextAsked, OwnCode
from tutor.widgets.walked_code import ElsewhereAsked

_NEAR = 500
"""Operations that are seen before the one that is looked at."""


class SoughtCodeScreen(ComparedCodeScreen):
    """Runs a program again where what is sought was not kept."""

    def __init__(self, look: CodeLook | None = None) -> None:
        super().__init__(look)
        self._program: Program | None = None

    def on_elsewhere_asked(self, message: ElsewhereAsked) -> None:
        message.stop()
        self._look_elsewhere(message.first, message.back)

    @work(exclusive=True, group="run", description="look elsewhere")
    async def _look_elsewhere(self, first: int, back: bool, words: str = "") -> None:
        """Run the program again with the window where it is asked for, or looked for by words."""
        program = self._program
        assert program is not None
        start = max(0, first - (_NEAR if back else 0))
        self._say(f"Running {program.name} again, to look at operation {first + 1:,} … {STOP}")
        recorded = await self._run_in_thread(
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
        self._say(f"Running {program.name} again, to look for “{text}” in all of it … {STOP}")
        found = await self._run_in_thread(
            lambda stop: first_meant(program, text, self._look.seconds, stop)
        )
        if found is None:
            self._say(f"{CodeSearch.of(text).none_found} in the whole run.", wrong=True)
        else:
            self._look_elsewhere(found, back=True, words=text)

    def on_next_asked(self, message: NextAsked) -> None:
        """Go to the next place of which something is said."""
        message.stop()
        if self._view:
            self._when_known("n", self._go_to_next)

    def _go_to_next(self, judgement: Judgement) -> None:
        view = self._view
        assert view is not None
        if there := self._findings.after(view.standing):
            self._go_to(view, *there)
        elif view.standing.recorded.line is not None:
            self._go_to_end(view)
        elif self._look.reference:
            self._say(no_difference(judgement))
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
        self._say(self._with_mend(told), wrong=not said)

    def _go_to_end(self, view: OwnCode) -> None:
        """Go to the last operation before the program stopped."""
        recorded = view.standing.recorded
        if recorded.goes_on:
            self._look_elsewhere(recorded.total - 1, back=True)
        else:
            view.show(view.standing.at(len(recorded.operations) - 1))
            self._say(recorded.message, wrong=True)
