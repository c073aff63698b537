"""The sweep on a screen of its own: what varies is typed, the set-up is the playground's."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tutor.messages import SweepsAsked
from tutor.progress.faults import StoreError
from tutor.screens.chooser import Chooser, Offer
from tutor.screens.saving import save
from tutor.steady_screen import SteadyScreen
from tutor.sweeps.axes import shown_value
from tutor.sweeps.cells import best, cells, figure_of
from tutor.sweeps.plan import Plan, line, read_plan, table, written_plan
from tutor.sweeps.store import KeptSweep, Sweeps
from tutor.widgets.entry import Entry
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.playground.sweep import SweepView
from tutor.widgets.title_bar import TitleBar

FIRST = {"learning_rate": (0.01, 0.1, 1.0), "hidden": ((4,), (16,), (64,))}
HINT = (
    "enter begins and stops, u takes the best to the playground, o shows others.\n"
    "e changes what varies. Each with each:  lr=0.01,0.1 hidden=8;32 seeds=3\n"
    "                       Drawn at random:  lr=0.001..1 draws=20"
)


class SweepScreen(SteadyScreen[Mapping[str, Any] | None]):
    """Its result are the settings of the best combination, if they are taken over."""

    DEFAULT_CSS = """
    SweepScreen > Vertical { height: 1fr; margin: 1 1 0 1; }
    SweepScreen SweepView, SweepScreen SweepView:focus { border-left: none; }
    SweepScreen > #sweep-fault { color: $error; height: auto; padding: 0 3; }
    SweepScreen > Entry { margin: 0 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "vary"),
        Binding("o", "choose", "others"),
        Binding("u", "use", "use best"),
        Binding("s", "save('csv')", "save CSV"),
        Binding("S", "save('jsonl')", "save JSON"),
        Binding("escape", "leave", "back"),
    ]

    def __init__(self, base: Mapping[str, Any], plan: Plan | None = None) -> None:
        super().__init__()
        self._base = {name: value for name, value in base.items() if value is not None}
        self._first = plan
        self._kept: Sweeps | None = None

    def compose(self) -> ComposeResult:
        plan = self._first or Plan(self._base, FIRST)
        yield TitleBar(Content.styled("Sweep", "bold"), "many runs at once")
        yield Vertical(SweepView(plan, title="", hint=HINT, fills=True))
        yield Static(id="sweep-fault")
        yield Entry()
        yield KeyBar()

    def on_mount(self) -> None:
        self._view.focus()
        self.post_message(SweepsAsked(self))

    @property
    def _view(self) -> SweepView:
        return self.query_one(SweepView)

    @work(description="keep the results")
    async def keep_in(self, kept: Sweeps) -> None:
        """Go on with the latest sweep over this set-up, if there is one."""
        self._kept = kept
        before = self._view
        latest = next((k.plan for k in await self._all() if k.plan.base == self._base), None)
        if latest and not self._first and self._view is before and not before.running:
            await self._show(replace(latest, base=self._base))

    async def _all(self) -> Sequence[KeptSweep]:
        try:
            return await asyncio.to_thread(self._kept.all) if self._kept else ()
        except StoreError as error:
            self.notify(str(error), severity="error", timeout=10)
            return ()

    async def _show(self, plan: Plan) -> None:
        """Show another sweep; runs under way in the present one are given up."""
        typing = self.query_one(Entry).is_open
        async with self.batch():
            await self._view.remove()
            await self.query_one(Vertical).mount(SweepView(plan, title="", hint=HINT, fills=True))
        if not typing:
            self._view.focus()

    def action_edit(self) -> None:
        self.query_one(Entry).open("vary", written_plan(self._view.sweep.plan))

    async def on_entry_entered(self, event: Entry.Entered) -> None:
        """Show the sweep that was typed, or say what is wrong with it."""
        event.stop()
        try:
            plan = read_plan(self._base, event.text)
        except ValueError as error:
            self.query_one("#sweep-fault", Static).update(Content(str(error)))
            self.query_one(Entry).point_at(None)
            return
        self._end_typing()
        if plan != self._view.sweep.plan:
            await self._show(plan)

    def on_entry_left(self) -> None:
        self._end_typing()

    def _end_typing(self) -> None:
        self.query_one("#sweep-fault", Static).update("")
        self.query_one(Entry).close()
        self._view.focus()

    @work
    async def action_choose(self) -> None:
        """Offer the sweeps that were begun before, to be looked at or gone on with."""
        kept = await self._all()
        nothing = "No sweep was begun yet."
        choices = [Offer(_described(sweep), sweep.plan) for sweep in kept]
        plan = await self.app.push_screen_wait(Chooser[Plan]("Sweeps", choices, nothing=nothing))
        if plan and plan != self._view.sweep.plan:
            self._base = dict(plan.base)
            await self._show(plan)

    def action_use(self) -> None:
        """Take the best combination over into the playground."""
        sweep = self._view.sweep
        figure = figure_of(sweep.plan.figure, sweep.results)
        chosen = best(cells(sweep.trials, sweep.results, figure), figure)
        if chosen:
            settings = {**self._base, **chosen.choice}
            self.dismiss({name: value for name, value in settings.items() if value is not None})
        else:
            self.notify("No run has ended yet.", timeout=3)

    def action_save(self, suffix: str) -> None:
        """Save the results that there are so far."""
        results = self._view.results
        if not results:
            self.notify("No run has ended yet: there is nothing to save.", timeout=3)
            return
        text = table(results) if suffix == "csv" else "".join(f"{line(r)}\n" for r in results)
        save(self, text, "nn-tutor-sweep", suffix)

    def action_leave(self) -> None:
        self.dismiss(None)


def _described(kept: KeptSweep) -> Content:
    base = ", ".join(f"{name} {shown_value(name, v)}" for name, v in kept.plan.base.items())
    when = f"{datetime.fromtimestamp(kept.at):%d %b %H:%M}  "
    return Content.assemble((when, "dim"), written_plan(kept.plan), (f"\n{base}", "dim"))
