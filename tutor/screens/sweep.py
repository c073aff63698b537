"""The sweep on a screen of its own: what varies is typed, the set-up is the playground's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

from tutor.playground.axes import read_axis, written_axis
from tutor.playground.sweeping import Plan, best, cells, line, table
from tutor.screens.stepper import unused
from tutor.widgets.entry import Entry
from tutor.widgets.key_bar import KeyBar
from tutor.widgets.playground.sweep import SweepView

FIRST = {"learning_rate": (0.01, 0.1, 1.0), "hidden": ((4,), (16,), (64,))}
HINT = (
    "Enter begins the sweep. e changes what varies: settings apart by spaces, values by commas, "
    "layers by semicolons, as in lr=0.01,0.1 hidden=8;32 seeds=3 figure=loss; "
    "lr=0.001..1 draws=20 draws at random."
)


class SweepScreen(Screen[Mapping[str, Any] | None]):
    """Its result are the settings of the best combination, if they are taken over."""

    DEFAULT_CSS = """
    SweepScreen { padding: 1 1 0 1; }
    SweepScreen > VerticalScroll { height: 1fr; }
    SweepScreen > #sweep-fault { color: $error; height: auto; padding: 0 2; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "what varies"),
        Binding("u", "use", "use the best"),
        Binding("s", "save('csv')", "save CSV"),
        Binding("S", "save('jsonl')", "save JSON", show=False),
        Binding("escape", "leave", "back"),
    ]

    def __init__(self, base: Mapping[str, Any], plan: Plan | None = None) -> None:
        super().__init__()
        self._base = {name: value for name, value in base.items() if name != "seed"}
        self._first = plan or Plan(self._base, FIRST)

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield SweepView(self._first, hint=HINT)
        yield Static(id="sweep-fault")
        yield Entry()
        yield KeyBar()

    def on_mount(self) -> None:
        self._view.focus()

    @property
    def _view(self) -> SweepView:
        return self.query_one(SweepView)

    def action_edit(self) -> None:
        plan = self._view.plan
        words = [written_axis(name, axis).replace(" ", "_") for name, axis in plan.axes.items()]
        words += [f"seeds={plan.seeds}"] * (plan.seeds > 1) + [f"draws={plan.draws}"] * bool(
            plan.draws
        )
        words += [f"figure={plan.figure}"] * (plan.figure != "accuracy")
        self.query_one(Entry).open("vary", " ".join(words))

    async def on_entry_entered(self, event: Entry.Entered) -> None:
        """Show the sweep that was typed, or say what is wrong with it."""
        event.stop()
        fault = self.query_one("#sweep-fault", Static)
        try:
            view = SweepView(read_plan(self._base, event.text), hint=HINT)
        except ValueError as error:
            fault.update(str(error))
            self.query_one(Entry).point_at(None)
            return
        fault.update("")
        self._view.stop()
        async with self.batch():
            await self._view.remove()
            await self.query_one(VerticalScroll).mount(view)
        self._end_typing()

    def on_entry_left(self) -> None:
        self.query_one("#sweep-fault", Static).update("")
        self._end_typing()

    def _end_typing(self) -> None:
        self.query_one(Entry).close()
        self._view.focus()

    def action_use(self) -> None:
        """Take the best combination over into the playground."""
        plan = self._view.plan
        chosen = best(cells(self._view.results, plan.figure), plan.figure)
        if chosen:
            self._view.stop()
            self.dismiss({**self._base, **chosen.choice})
        else:
            self.notify("No run has ended yet.", timeout=3)

    def action_save(self, suffix: str) -> None:
        """Write the results into the working folder, never over another file."""
        results = self._view.results
        lines = "".join(f"{line(result)}\n" for result in results)
        path = unused(Path.cwd(), "nn-tutor-sweep", suffix)
        try:
            path.write_text(table(results) if suffix == "csv" else lines, encoding="utf-8")
        except OSError as error:
            self.notify(f"Cannot write {path}: {error.strerror}", severity="error", timeout=10)
        else:
            self.notify(f"Saved {path}")

    def action_leave(self) -> None:
        self._view.stop()
        self.dismiss(None)


def read_plan(base: Mapping[str, Any], text: str) -> Plan:
    """Read what varies, word by word; raises ValueError that says which word is wrong."""
    axes, numbers, figure = {}, {"seeds": 1, "draws": 0}, "accuracy"
    for word in text.split():
        name, _, value = word.partition("=")
        if name in numbers:
            if not value.isdigit() or int(value) < 1:
                raise ValueError(f"{word}: {name} is a whole number from 1 up")
            numbers[name] = int(value)
        elif name == "figure":
            figure = value
        else:
            setting, axis = read_axis(word.replace("_", " ") if name == "hidden" else word)
            axes[setting] = axis
    plan = Plan(base, axes, numbers["seeds"], numbers["draws"], figure)
    plan.trials()
    return plan
