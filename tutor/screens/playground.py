"""The playground: set anything up, train it live, look at it from all sides, take it away."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType

from tutor.course.index import shipped_course
from tutor.messages import Copied, KeepingTried, OwnNetworkAsked, TroubleTold
from tutor.playground.presets import Preset
from tutor.playground.takeaway import playground_command
from tutor.playground.task import Task
from tutor.plots.cells import plain
from tutor.plots.svg import svg
from tutor.progress.faults import StoreError
from tutor.progress.folder import data_folder
from tutor.runs.look import LaidOver
from tutor.runs.run import LiveRun
from tutor.runs.store import FILE_NAME, KeptRun, Runs
from tutor.runs.views import views_of
from tutor.screens.chooser import Chooser, Offer
from tutor.screens.guessing import GuessingScreen
from tutor.screens.inspection import INSPECTION_KEYS
from tutor.screens.playground_menus import (
    Parcel,
    overlay_choices,
    parcel_choices,
    parcels,
    preset_choices,
    view_choices,
)
from tutor.screens.saving import save
from tutor.widgets.playground.setup import SetupView

if TYPE_CHECKING:
    from tutor.screens.example_stepper import ExampleOptions


class PlaygroundScreen(GuessingScreen):
    """Everything that can be done with a run beside training it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "preset", "presets"),
        Binding("n", "keep", "keep", tooltip="keep this run under a name"),
        Binding("c", "compare", "runs", tooltip="compare the kept runs, set one up again"),
        Binding("t", "take_away", "take away", tooltip="take away: code, curves, picture, command"),
        Binding(
            "i", "inside", "step inside", tooltip="step through this example with these weights"
        ),
        Binding("g", "guess", "guess", tooltip="guess how the loss will go, then see"),
        Binding("w", "sweep", "sweep", tooltip="sweep: try many settings at once"),
        Binding("T", "table", "table", key_display="T", tooltip="what is in your table"),
        Binding(
            "O", "lay_over", "lay over", key_display="O", tooltip="lay a kept run over the curves"
        ),
        Binding("u", "yours", "yours", tooltip="train a network of your own program beside this"),
        Binding("V", "choose_view", "choose a view", key_display="V"),
        *INSPECTION_KEYS,
        Binding("y", "copy", "copy the command"),
    ]

    def __init__(
        self,
        settings: Mapping[str, Any] | None = None,
        task: Task | None = None,
        runs: Runs | None = None,
        course: Path | None = None,
        run: LiveRun | None = None,
    ) -> None:
        super().__init__(settings, task, run)
        self._runs = runs
        self._course = course or shipped_course()
        self._over: tuple[str, ...] = ()  # the names of the runs laid over, as long as it is open

    def on_mount(self) -> None:  # beside that of the class above, which Textual calls too
        if self.setup_view.setup.settings.get("csv"):
            self._show_table(asked=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "table":
            return bool(self.setup_view.setup.settings.get("csv"))
        return super().check_action(action, parameters)

    def on_setup_view_changed(self, event: SetupView.Changed) -> None:
        self.refresh_bindings()
        if event.name == "csv":
            self._show_table(asked=False)

    def action_table(self) -> None:
        self._show_table(asked=True)

    @work(exclusive=True, group="table", description="show table")
    async def _show_table(self, asked: bool) -> None:
        """Show what is in the table before it is learned from; what cannot be read is told."""
        from tutor.playground.own_table import OwnTable
        from tutor.screens.own_table import OwnTableScreen

        settings = self.setup_view.setup.settings
        if not settings.get("csv"):
            return
        try:
            table = await asyncio.to_thread(OwnTable.read, settings)
        except ValueError as error:
            if asked:  # else it is told beside the setting
                self.notify(str(error), severity="warning", markup=False)
            return
        if not self.is_current:
            return
        if chosen := await self.app.push_screen_wait(OwnTableScreen(table)):
            self.setup_view.end_typing()
            self.set_up(chosen)
            self.action_run()
        elif self.run.snapshot is None:  # the page came before the run was there
            self.start_anew()

    @work
    async def action_preset(self) -> None:
        """Offer set-ups to begin with, those of the course's lessons first."""
        choices = await asyncio.to_thread(self._preset_choices)
        preset = await self.app.push_screen_wait(Chooser[Preset]("Presets", choices))
        if preset:
            self.set_up(preset.settings)

    def _preset_choices(self) -> list[Offer[Preset]]:
        from tutor.course.presets import lesson_presets  # slow to import

        return preset_choices(lesson_presets(self._course))

    @work
    async def action_take_away(self) -> None:
        """Offer the run as files and commands."""
        self.board_view.pause()
        if not self.is_there():
            return
        picture = self.board_view.picture
        ground = self.board_view.board.look.palette.background
        offered = parcels(
            self.run,
            lambda: svg(picture, self.board_view.colours(), ground),
            lambda: plain(picture) + "\n",
        )
        parcel = await self.app.push_screen_wait(
            Chooser[Parcel]("Take away", parcel_choices(offered))
        )
        if parcel is None:
            return
        try:
            text = await asyncio.to_thread(self._made, parcel)
        except ValueError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        if parcel.suffix:
            stem = f"nn-tutor-{self.run.data.name.removesuffix('.csv')}"
            save(self, text, stem, parcel.suffix)
        else:
            self.post_message(Copied(text, parcel.what))

    def _made(self, parcel: Parcel) -> str:
        with self.run.lock:
            return parcel.make()

    def action_copy(self) -> None:
        command = playground_command(self.run.present_settings())
        self.post_message(Copied(command, "the command that opens this set-up"))

    def action_keep(self) -> None:
        """Ask for a name to keep the run under."""
        if self.run.snapshot and self.run.snapshot.step:
            self.board_view.pause()
            usual = str(self.run.settings.get("dataset", "spiral"))
            self.ask("keep as", usual, self._keep_as)
        else:
            self.notify("There is nothing to keep before the first step.", timeout=3)

    async def _keep_as(self, text: str) -> None:
        try:
            name = await asyncio.to_thread(self._kept, text)
        except StoreError as error:
            self.post_message(KeepingTried(self.run, f"the run {text}", str(error)))
            self.notify(str(error), severity="error", timeout=10)
        else:
            self.post_message(KeepingTried(self.run, f"the run {name}", ""))
            self.notify(f"Kept as {name}. c compares it with others, O lays it over.", timeout=4)

    def _kept(self, name: str) -> str:
        with self.run.lock:
            return self._store().keep(name, self.run)

    def _store(self) -> Runs:
        runs = self._runs or Runs(data_folder() / FILE_NAME)
        runs.tell = lambda notice: self.app.post_message(TroubleTold(notice))
        return runs

    @work
    async def action_compare(self) -> None:
        """Show the kept runs; one that is chosen there is set up, several are laid over."""
        from tutor.screens.runs import RunsScreen

        chosen = await self.app.push_screen_wait(RunsScreen(self._store(), self._over))
        if isinstance(chosen, KeptRun):
            self.set_up(chosen.settings, chosen.changes)
        elif chosen is not None:
            self._lay(chosen)

    @work
    async def action_lay_over(self) -> None:
        """Choose a kept run to lay over the curves, or to take away from them."""
        try:
            kept = await asyncio.to_thread(self._store().all)
        except StoreError as error:
            self.notify(str(error), severity="error", timeout=10)
            return
        title = "Lay a kept run over the loss and the accuracy"
        chooser = Chooser[tuple[str, ...]](
            title,
            overlay_choices(kept, self._over),
            nothing="No run is kept yet: n keeps this one.",
        )
        names = await self.app.push_screen_wait(chooser)
        if names is not None:
            by_name = {run.name: run for run in kept}
            self._lay([by_name[name] for name in names if name in by_name])

    def _lay(self, runs: Sequence[KeptRun]) -> None:
        """Lay the curves of these runs over the live ones, in place of those before."""
        self._over = tuple(run.name for run in runs)
        self.board_view.look(laid_over=tuple(LaidOver(run.name, run.curves) for run in runs))

    def action_yours(self) -> None:
        """Ask for a program whose network is to be trained on this set-up, too."""
        self.ask("your program, and what to call:", "", self._train_yours)

    async def _train_yours(self, text: str) -> None:
        self._show_yours(text)

    @work(exclusive=True, group="yours", description="show yours")
    async def _show_yours(self, text: str) -> None:
        from tutor.programs.program import UnreadableProgram, read_program, split_call

        file, call = split_call(text.strip())
        if not file:
            return
        try:
            program = await asyncio.to_thread(read_program, Path(file).expanduser())
        except UnreadableProgram as error:
            self.notify(str(error), severity="warning", timeout=10, markup=False)
        else:
            self.post_message(OwnNetworkAsked(program, self.run.present_settings(), call))

    @work
    async def action_choose_view(self) -> None:
        """Offer everything that can be shown in the selected panel."""
        if self.is_there():
            choices = view_choices(views_of(self.run))
            view = await self.app.push_screen_wait(Chooser[str]("Show in this panel", choices))
            if view:
                self.board_view.choose_view(view)

    @work
    async def action_sweep(self) -> None:
        """Try many settings at once; the best ones can be taken over."""
        from tutor.screens.sweep import SweepScreen

        settings = await self.app.push_screen_wait(SweepScreen(self.run.present_settings()))
        if settings:
            self.set_up(settings)

    @work
    async def action_inside(self) -> None:
        """Open the stepper on the example looked at, with the weights of this moment."""
        from tutor.screens.example_stepper import stepped_example
        from tutor.screens.stepper import StepperScreen

        self.board_view.pause()
        if not self.is_there():
            return

        def step() -> ExampleOptions:
            with self.run.lock:
                return stepped_example(self.run, self.board_view.board.look.example or 0)

        try:
            options = await asyncio.to_thread(step)
        except ValueError as error:
            self.notify(str(error), severity="warning", markup=False)
            return
        self.app.push_screen(StepperScreen(options))
