"""A screen that sets a run up, trains it, and says how it stands; the playground adds the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tutor.playground.setup import Setup
from tutor.playground.task import Task
from tutor.plots.arrange import first_fitting, fitted, row_width
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Row, Span
from tutor.runs.changes import LIVE, Change
from tutor.runs.goal import going_to
from tutor.runs.pace import Pace
from tutor.runs.run import LiveRun
from tutor.runs.words import finding_rows, luck_rows, report_rows, status_row
from tutor.screens.training_tabs import NETWORK, SETTINGS, TABS, VIEWS_OF_TAB, tab_row
from tutor.steady_screen import SteadyScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.picture import PictureView
from tutor.widgets.playground.board import BoardView
from tutor.widgets.playground.setup import SetupView
from tutor.widgets.training_part import LUCK
from tutor.widgets.transport import Transport

MOST_ROWS = 4
"""Rows below the status; an explanation takes as many as it needs, up to so many."""
_TITLE_GAP = 3  # columns
TRY = "space trains. Arrows change a setting, enter types it. ? shows all keys."


class TrainingScreen(Transport[LiveRun], SteadyScreen[int | None]):
    """The set-up at the left, the panels beside it, how the run stands below.

    Its result is the epoch at which the task was reached, if it was.
    """

    DEFAULT_CSS = """
    TrainingScreen > #playground-head { height: auto; padding: 0 2; border-bottom: solid $panel; }
    TrainingScreen > #playground-body { width: 100%; height: 1fr; }
    TrainingScreen > #playground-standing { height: auto; min-height: 3; margin: 0 2; }
    TrainingScreen.-narrow SetupView { width: 30; }
    TrainingScreen.-narrow > #playground-head { border-bottom: none; }
    TrainingScreen.-zoomed SetupView { display: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "run", "train"),
        Binding("s", "step", "step", tooltip="one step: the next batch"),
        Binding("e", "epoch", "epoch", tooltip="one epoch: all batches once"),
        Binding("r", "reset", "reset", tooltip="reset: back to the first weights"),
        Binding(
            "left_square_bracket",
            "back(-1)",
            "back",
            key_display="[ ]",
            tooltip="to the kept epoch before, to the next one",
        ),
        Binding("right_square_bracket", "back(1)", show=False),
        Binding("plus,equals_sign", "speed(1)", "speed", key_display="+ −"),
        Binding("minus", "speed(-1)", show=False),
        *(
            Binding(
                str(number),
                f"show({tab!r})",
                "tab",
                show=tab == SETTINGS,
                key_display="1 2 3" if tab == SETTINGS else None,
                tooltip=tooltip,
            )
            for number, (tab, tooltip) in enumerate(TABS.items(), 1)
        ),
        Binding("z", "zoom", "zoom", tooltip="zoom: one panel alone, or all of them again"),
        Binding("o", "log", "log scale of the loss"),
        LUCK,
        Binding("escape", "leave", "leave"),
    ]

    def __init__(
        self,
        settings: Mapping[str, Any] | None = None,
        task: Task | None = None,
        run: LiveRun | None = None,
    ) -> None:
        """With a `run` of these settings it goes on with that, at its epoch."""
        super().__init__()
        self._wanted = task
        self.pace = Pace()
        self._reached: int | None = None
        self._tab = SETTINGS
        self._panels: dict[bool, tuple[tuple[str, ...], int]] = {}
        """Views and the selected panel as they were left: of the network's tab, of the others."""
        self.setup_view = SetupView(Setup(dict(settings or {})))
        self.board_view = BoardView(run or self.new_run())

    @property
    def training(self) -> BoardView:
        return self.board_view

    def show_pace(self) -> None:
        self._show_standing()

    @property
    def run(self) -> LiveRun:
        """The run in view."""
        return self.board_view.live

    def is_there(self) -> bool:
        """Whether there is a run to be looked at; if there is none, says so."""
        if self.run.snapshot is None:
            self.notify("There is no run yet.", severity="warning", timeout=3)
        return self.run.snapshot is not None

    def new_run(self) -> LiveRun:
        return self._run_of(self.setup_view.setup.settings)

    def _run_of(self, settings: Mapping[str, Any], changes: Iterable[Change] = ()) -> LiveRun:
        return LiveRun(settings, self._wanted.formula(settings) if self._wanted else "", changes)

    def compose(self) -> ComposeResult:
        yield Vertical(PictureView(id="playground-title"), id="playground-head")
        with Horizontal(id="playground-body"):
            yield self.setup_view
            yield self.board_view
        yield PictureView(id="playground-standing")
        yield KeyBar()

    def on_mount(self) -> None:
        self.setup_view.focus()
        self.watch(self.board_view, "frame", self._show_standing, init=False)
        self.watch(self.board_view, "running", self._show_standing, init=False)
        self.watch(self.board_view, "error", self._explain_error, init=False)

    def on_screen_suspend(self) -> None:
        self.board_view.pause()

    def on_resize(self) -> None:
        if not self._is_narrow:
            self.action_show(SETTINGS)
        self._show_standing()
        self.refresh_bindings()

    @property
    def _is_narrow(self) -> bool:
        """Whether there are tabs, since not all of it has room."""
        return self.has_class("-narrow")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "show":
            return self._is_narrow
        if action == "zoom":
            return self._tab != NETWORK
        return super().check_action(action, parameters)

    def on_setup_view_changed(self, event: SetupView.Changed) -> None:
        """Go on with another value of what may change under way; with anything else begin anew."""
        value = event.setup.value(event.name) if event.name in LIVE else None
        if value is not None and not self.run.finished and self.run.snapshot:
            self.board_view.change(event.name, float(value))
        else:
            self.start_anew()

    def action_back(self, by: int) -> None:
        """Go to the kept epoch before the present one, or after it."""
        snapshot = self.run.snapshot
        if not self.is_there() or snapshot is None:
            return
        kept = self.run.checkpoints.epochs()
        if by < 0:
            there = [epoch for epoch in kept if epoch < snapshot.epoch][-1:]
        else:
            there = [epoch for epoch in kept if epoch > snapshot.epoch][:1]
        if there:
            self.board_view.train(going_to(there[0]))

    def action_show(self, tab: str) -> None:
        """Show the settings beside two panels, the network alone, or all panels alone."""
        if tab == self._tab:
            return
        board = self.board_view
        self._panels[self._tab == NETWORK] = board.views, board.selected
        self._tab = tab
        board.views, board.selected = self._panels.get(tab == NETWORK, (VIEWS_OF_TAB[tab], 0))
        self._zoom(tab == NETWORK)
        self._show_standing()
        self.refresh_bindings()

    def action_zoom(self) -> None:
        """Show one panel alone, or all of them again."""
        self._zoom(not self.board_view.zoomed)

    def _zoom(self, zoomed: bool) -> None:
        board_alone = zoomed or self._tab != SETTINGS
        self.set_class(board_alone, "-zoomed")
        self.board_view.zoomed = zoomed
        (self.board_view if board_alone else self.setup_view).focus()

    def action_luck(self) -> None:
        """Train further seeds of this run, or give them up."""
        if self.is_there():
            self.board_view.action_luck()

    def action_log(self) -> None:
        self.board_view.look(log_loss=not self.board_view.board.look.log_loss)

    def action_leave(self) -> None:
        if self.board_view.zoomed and self._tab != NETWORK:
            self.action_zoom()
        else:
            self._note_reached()
            self.dismiss(self._reached)

    def set_up(self, settings: Mapping[str, Any], changes: Iterable[Change] = ()) -> None:
        """Begin anew with other settings, and with changes that are known to come."""
        self.setup_view.setup = Setup(dict(settings))
        self.board_view.views = ()
        self.board_view.take(self._run_of(settings, changes))

    def _explain_error(self, error: str) -> None:
        """Say beside the setting changed last why the run could not be built."""
        if error:
            self.setup_view.refuse(error)
        self._show_standing()

    def _note_reached(self) -> None:
        """Note that the task is done, also where no frame has shown it yet."""
        reached = self.run.reached
        if self._reached is None and reached is not None:
            self._reached = reached.epoch
            self.notify("The task is done.", timeout=4)

    def _show_standing(self) -> None:
        self._note_reached()
        title, standing = self.query(
            "PictureView#playground-title, PictureView#playground-standing"
        )
        assert isinstance(title, PictureView) and isinstance(standing, PictureView)
        title.picture = self._title(title.size.width)
        standing.picture = self._standing(standing.size.width)

    def _title(self, width: int) -> Picture:
        name = Span("Playground", "text", bold=True)
        tabs = [Span(" " * _TITLE_GAP), *tab_row(self._tab)] if self._is_narrow else []
        room = width - row_width([name, *tabs]) - _TITLE_GAP
        described = first_fitting(self.run.descriptions, room)
        row: Row = [
            *fitted(
                [name, Span(" " * _TITLE_GAP), Span(described, "muted")],
                room + row_width([name]) + _TITLE_GAP,
            ),
            *tabs,
        ]
        if self._wanted is None:
            return [row]
        return [row, *self._wanted.rows(self._reached, width, self.run.settings)]

    def _standing(self, width: int) -> Picture:
        """Return how the run stands, and below what is to be said of it."""
        board = self.board_view
        status = status_row(self.run, board.running, self.pace.words, width, board.error)
        return [status, *self._report(width)[:MOST_ROWS]]

    def _report(self, width: int) -> Picture:
        """Return the figures at the end, what is wrong, what a table holds, or what to try."""
        run, error = self.run, self.board_view.error
        if error:
            return report_rows(run, error, width)
        snapshot = run.snapshot
        if snapshot and snapshot.diverged:
            back = caption("[ goes back to an epoch before it.", width)
            return [*finding_rows(run.findings, width, MOST_ROWS - 1), *back]
        if snapshot and snapshot.final:
            figures = [row for row in (*report_rows(run, "", width), *luck_rows(run, width)) if row]
            return [*figures, *finding_rows(run.findings, width, MOST_ROWS - len(figures))]
        reading = run.data.reading if snapshot and not snapshot.step else None
        read = [reading.brief(), *reading.warnings] if reading else []
        told = caption(f"◐ {' '.join(read)}", width, "partly") if read else []
        luck = luck_rows(run, width)
        wrong = finding_rows(run.findings, width, MOST_ROWS - len(told) - len(luck))
        return [*told, *luck, *wrong] or caption(TRY, width)
