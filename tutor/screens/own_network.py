"""The playground with a learner's network beside the engine's: one way, two programs."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tutor.own_networks.beside import BesideOwn
from tutor.own_networks.own_run import OwnRun
from tutor.own_networks.verdict import OwnVerdict, judged
from tutor.own_networks.walk import look_at_step
from tutor.plots.captions import caption
from tutor.plots.cells import Picture
from tutor.runs.changes import Change
from tutor.runs.run import LiveRun
from tutor.runs.store import Runs
from tutor.screens.own_code import OwnCodeScreen
from tutor.screens.playground import PlaygroundScreen

LAID = "The dotted curve and the second plane are yours. space trains the engine; U steps in."


class OwnNetworkScreen(PlaygroundScreen):
    """The engine trains from the learner's first weights, on the batches that the program took."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "U",
            "step_into_yours",
            "into yours",
            key_display="U",
            tooltip="step through your program, its numbers beside the engine's",
        ),
    ]

    def __init__(self, own: OwnRun, runs: Runs | None = None) -> None:
        run = BesideOwn(own)
        self._own = own
        self._own_settings = dict(run.settings)
        self._own_verdict: OwnVerdict | None = None
        super().__init__(run.settings, runs=runs, run=run)

    def _run_of(self, settings: Mapping[str, Any], changes: Iterable[Change] = ()) -> LiveRun:
        """Return the engine's run on the learner's way, as long as it is the set-up of that."""
        if dict(settings) == self._own_settings and not changes:
            return BesideOwn(self._own)
        return super()._run_of(settings, changes)

    def on_mount(self) -> None:
        super().on_mount()
        self._judge()

    @work(exclusive=True, group="judge")
    async def _judge(self) -> None:
        curves = await asyncio.to_thread(lambda: BesideOwn(self._own).own_curves())
        self.board_view.look(laid_over=(curves,))
        self._own_verdict = await asyncio.to_thread(judged, self._own)
        if self.is_attached:
            self._show_standing()

    def _report(self, width: int) -> Picture:
        """Return first whether the learner's network goes the engine's way."""
        rest = super()._report(width)
        verdict = self._own_verdict
        if verdict is None or not isinstance(self.run, BesideOwn):
            return rest
        sign, role = ("✔", "right") if verdict.is_right else ("✘", "wrong")
        told = caption(f"{sign} {verdict.sentence} {self._own.remark}".rstrip(), width, role)
        if self.run.snapshot and not self.run.snapshot.step:
            return [*told, *caption(LAID, width)]
        return [*told, *rest]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "step_into_yours":
            return self._own_verdict is not None
        return super().check_action(action, parameters)

    def action_step_into_yours(self) -> None:
        """Open the learner's program where it parts from the engine, or at the epoch in view."""
        self.board_view.pause()
        if self._own_verdict is not None:
            snapshot = self.run.snapshot
            epoch = snapshot.epoch if snapshot and isinstance(self.run, BesideOwn) else 0
            look = look_at_step(self._own, self._own_verdict, epoch)
            self.app.push_screen(OwnCodeScreen(look))
