"""The stepper on a screen of its own, for a network, formula or loop of the learner's choosing."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from tutor.live.stepper.options import StepperOptions
from tutor.plots.cells import plain
from tutor.screens.saving import save
from tutor.screens.stepper_setup import FIRST, Form, SetupScreen, options_of
from tutor.steady_screen import SteadyScreen
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.stepper import Stepper
from tutor.widgets.title_bar import TitleBar


class StepperScreen(SteadyScreen[None]):
    """A stepper that fills the screen; `n` chooses what is stepped through."""

    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]

    DEFAULT_CSS = """
    StepperScreen > Container { height: 1fr; margin: 1 1 0 1; }
    StepperScreen.-low > TitleBar { display: none; }
    StepperScreen Stepper, StepperScreen Stepper:focus { height: 1fr; border-left: none; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "choose", "new"),
        Binding("s", "save('svg')", "save", show=False),
        Binding("S", "save('txt')", "save as text", show=False),
        Binding("escape", "dismiss", "leave"),
    ]

    def __init__(self, options: StepperOptions | None = None, form: Form = FIRST) -> None:
        super().__init__()
        self._options = options or options_of(form)
        self._form = form

    def compose(self) -> ComposeResult:
        yield TitleBar(Content.styled("Stepper", "bold"), "n another network, formula or loop")
        with Container():
            yield Stepper(self._options)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Stepper).focus()

    @work
    async def action_choose(self) -> None:
        """Ask what to step through, and show it."""
        form = await self.app.push_screen_wait(SetupScreen(self._form))
        if form is None:
            return
        self._form = form
        async with self.batch():
            await self.query_one(Stepper).remove()
            await self.query_one(Container).mount(Stepper(options_of(form)))
        self.query_one(Stepper).focus()

    def action_save(self, kind: str) -> None:
        """Save the present frame."""
        stepper = self.query_one(Stepper)
        content = stepper.as_svg() if kind == "svg" else plain(stepper.picture) + "\n"
        save(self, content, f"stepper-step-{stepper.view.walk.position}", kind)
