"""The kept runs: a table, their curves over one another, and where two of them part."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.worker import get_current_worker

from tutor.playground.compare import first_difference, setting_differences
from tutor.playground.runs_picture import chart, difference_rows, table
from tutor.plots.captions import caption
from tutor.plots.cells import Span
from tutor.progress.faults import StoreError
from tutor.runs.store import KeptRun, Runs
from tutor.steady_screen import SteadyScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.picture import PictureView

MOST_CURVES = 4
_PATIENCE = 0.5  # seconds between two words on how far it is
FIGURES = ("loss", "accuracy", "val_loss", "val_accuracy")


class RunsScreen(SteadyScreen[KeptRun | list[KeptRun] | None]):
    """Space marks runs to lay their curves over one another; enter sets one up again.

    Its result is the run to set up, or the runs to lay over the live curves of the playground.
    """

    DEFAULT_CSS = """
    RunsScreen > #runs-title { height: 2; margin: 1 2 0 2; }
    RunsScreen > Horizontal { height: 1fr; margin: 0 2; }
    RunsScreen #runs-table { width: 68; height: 1fr; }
    RunsScreen.-narrow > Horizontal { layout: vertical; }
    RunsScreen.-narrow #runs-table { width: 1fr; height: 1fr; }
    RunsScreen.-narrow > #runs-difference { height: 4; }
    RunsScreen #runs-chart { width: 1fr; height: 1fr; padding: 0 0 0 2; }
    RunsScreen > #runs-difference { height: 6; margin: 0 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "run", key_display="↑ ↓"),
        Binding("up,k", "move(-1)", show=False),
        Binding("space", "mark", "mark"),
        Binding("v", "figure", "other figure"),
        Binding("d", "difference", "first difference"),
        Binding("enter", "open", "set up again"),
        Binding("o", "lay_over", "lay over the live curves"),
        Binding("escape", "dismiss", "back"),
    ]

    def __init__(self, store: Runs, over: Sequence[str] = ()) -> None:
        super().__init__()
        self._store = store
        self._over = over
        self.kept: Sequence[KeptRun] = ()
        """All runs, the latest first."""
        self.marked: list[KeptRun] = []
        """Those whose curves are shown, in the order they were marked."""
        self._place = 0
        self._figure = 0
        self._told = ""
        self._fault = ""  # why there are no runs to be seen

    def compose(self) -> ComposeResult:
        yield PictureView([[Span("Kept runs", "text", bold=True)]], id="runs-title")
        with Horizontal():
            yield PictureView(id="runs-table")
            yield PictureView(id="runs-chart")
        yield PictureView(id="runs-difference")
        yield KeyBar()

    async def on_mount(self) -> None:
        try:
            self.kept = await asyncio.to_thread(self._store.all)
        except StoreError as error:
            self._fault = str(error)
        by_name = {run.name: run for run in self.kept}
        over = [by_name[name] for name in self._over if name in by_name]
        self.marked = over or list(self.kept[:2])
        self._draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self._draw)

    def action_move(self, by: int) -> None:
        self._place = min(max(self._place + by, 0), max(len(self.kept) - 1, 0))
        self._draw()

    def action_mark(self) -> None:
        """Lay the curve of this run over the others, or take it away."""
        if not self.kept:
            return
        run = self.kept[self._place]
        if run in self.marked:
            self.marked.remove(run)
        else:
            self.marked = [*self.marked[1 - MOST_CURVES :], run]
        self._told = ""
        self._draw()

    def action_figure(self) -> None:
        self._figure = (self._figure + 1) % len(FIGURES)
        self._draw()

    def action_open(self) -> None:
        if self.kept:
            self.dismiss(self.kept[self._place])

    def action_lay_over(self) -> None:
        """Lay the marked runs over the curves of the run in view; none marked: take all away."""
        self.dismiss(list(self.marked))

    def action_difference(self) -> None:
        """Repeat the first two marked runs until their weights differ."""
        if len(self.marked) < 2:
            self.notify("Mark two runs with space, then press d.", timeout=3)
            return
        self._told = "Repeating both runs step by step …"
        self._draw()
        self._find_difference(*self.marked[:2])

    @work(thread=True, exclusive=True, group="difference", description="find difference")
    def _find_difference(self, first: KeptRun, second: KeptRun) -> None:
        worker = get_current_worker()
        next_word = monotonic() + _PATIENCE

        def tell(step: int, last: int) -> None:
            nonlocal next_word
            if monotonic() >= next_word and not worker.is_cancelled:
                next_word = monotonic() + _PATIENCE
                told = f"Repeating both runs: the same up to step {step:,} of {last:,} …"
                self.app.call_from_thread(self._tell, told)

        try:
            told = first_difference(first, second, lambda: worker.is_cancelled, tell).sentence
        except ValueError as error:
            told = f"A run cannot be repeated: {error}"
        if not worker.is_cancelled:
            self.app.call_from_thread(self._tell, told)

    def _tell(self, told: str) -> None:
        self._told = told
        self._draw()

    def _draw(self) -> None:
        shown, drawn, below = (
            self.query_one(f"#runs-{name}", PictureView)
            for name in ("table", "chart", "difference")
        )
        width, height = shown.size
        when = [datetime.fromtimestamp(run.at) for run in self.kept]
        if self._fault:
            shown.picture = caption(f"✘ {self._fault}", width, "wrong")
        else:
            shown.picture = table(self.kept, when, self.marked, self._place, width, height)
        drawn.picture = chart(self.marked, FIGURES[self._figure], *drawn.size)
        pairs = setting_differences(*self.marked[:2]) if len(self.marked) > 1 else []
        names = [run.name for run in self.marked[:2]]
        below.picture = difference_rows(names, pairs, self._told, below.size.width)
