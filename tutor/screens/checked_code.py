"""The gradient check of a program, asked for where one stands in its run."""

from __future__ import annotations

from dataclasses import replace

from textual import work

from tutor.programs.judgement import Judgement
from tutor.programs.leads import BY_SIZES, LEADS, NUDGED, NUDGING, SLOPES_ALONE
from tutor.programs.moves import WalkPlace
from tutor.programs.program import Program
from tutor.programs.slope_rows import sentence, with_check, wrong_slopes
from tutor.programs.slopes.check import are_right, check_gradients
from tutor.screens.sought_code import SoughtCodeScreen


class CheckedCodeScreen(SoughtCodeScreen):
    """Nudges each parameter, and tells what the loss does beside what the program says."""

    def action_check_gradients(self) -> None:
        """Check the gradients of the iteration at hand by the program's own loss."""
        if self._view:
            self._when_known("g", self._check_here)

    def _check_here(self, judgement: Judgement) -> None:
        if self._view and self._program:
            self._check_gradients(self._view.standing, self._program, judgement)

    @work(exclusive=True, group="run", description="check gradients")
    async def _check_gradients(
        self, standing: WalkPlace, program: Program, judgement: Judgement
    ) -> None:
        self._say(NUDGING)
        recorded, at = standing.recorded, standing.operation
        check = await self._run_in_thread(
            lambda stop: check_gradients(program, recorded, at, stop, by_steps=True)
        )
        view = self._view
        if view is None or view.standing.recorded is not recorded:
            return
        if check.message:
            self._say(check.message, wrong=True)
            return
        ask = "" if self._look.reference else BY_SIZES
        notes = with_check(judgement.notes, recorded, check, ask)
        checked = replace(judgement, notes=notes, checked=wrong_slopes(recorded, check))
        self._show_notes(view, view.standing, self._findings.take(recorded, checked))
        word = sentence(check, ask)
        said = view.says(word)
        leads = [LEADS] if checked.checked else []
        limits = [] if leads or self._look.reference or not are_right(check) else [SLOPES_ALONE]
        told = " ".join([NUDGED if said else word, *leads, *limits])
        self._say(told, wrong=not (said or are_right(check)), lasts=bool(leads))
