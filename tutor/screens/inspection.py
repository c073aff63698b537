"""Looking into a run: which example, which unit, which epoch; by keys, typed, or by a click."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from tutor.formulas.numerals import plain_number
from tutor.runs.goal import going_to
from tutor.runs.units import in_filters, next_layer, next_unit
from tutor.screens.chooser import Chooser, Offer
from tutor.screens.training_screen import TrainingScreen
from tutor.widgets.entry import Entry
from tutor.widgets.playground.board import BoardView

Answer = Callable[[str], Coroutine[Any, Any, None]]

INSPECTION_KEYS: list[BindingType] = [
    Binding(
        "full_stop",
        "pick(1)",
        "example",
        key_display=". ,",
        tooltip="the next training example, the one before",
    ),
    Binding("comma", "pick(-1)", show=False),
    Binding(
        "number_sign",
        "type_example",
        "to an example",
        key_display="#",
        tooltip="type the number of an example; a click on a point picks it, too",
    ),
    Binding(
        "greater_than_sign",
        "pick_unit(1)",
        "unit",
        key_display="< >",
        tooltip="the unit or filter before, the next one",
    ),
    Binding("less_than_sign", "pick_unit(-1)", show=False),
    Binding(
        "right_parenthesis",
        "pick_layer(1)",
        "layer",
        key_display="( )",
        tooltip="the layer before, the next one",
    ),
    Binding("left_parenthesis", "pick_layer(-1)", show=False),
    Binding("f", "choose_inputs", "inputs", tooltip="which of many inputs go across and up"),
    Binding(
        "left_curly_bracket",
        "to_end(0)",
        "ends",
        key_display="{ }",
        tooltip="to the first kept epoch, to the last one",
    ),
    Binding("right_curly_bracket", "to_end(-1)", show=False),
    Binding("E", "type_epoch", "to an epoch", key_display="E", tooltip="type an epoch to go to"),
]
"""Less often wanted than others: screens put them last."""

_WITH_EXAMPLE = ("inside", "regions", "fit", "data", "filters")
_FEWEST_INPUTS = 3  # from which there is something to choose


class InspectionScreen(TrainingScreen):
    """A run that can be looked into; a line below takes what is typed."""

    _answer: Answer | None = None

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield Entry(id="playground-entry")

    def ask(self, label: str, text: str, answer: Answer) -> None:
        """Let something be typed, beginning with `text`; what is confirmed goes to `answer`."""
        self._answer = answer
        self.query_one("#playground-entry", Entry).open(label, text)

    async def on_entry_entered(self, event: Entry.Entered) -> None:
        event.stop()
        answer = self._answer
        self._end_typing()
        if answer:
            await answer(event.text)

    def on_entry_left(self) -> None:
        self._end_typing()

    def _end_typing(self) -> None:
        self._answer = None
        self.query_one("#playground-entry", Entry).close()
        (self.board_view if self.has_class("-zoomed") else self.setup_view).focus()

    def action_pick(self, by: int) -> None:
        """Look into the next training example."""
        if self.is_there():
            example = self.board_view.board.look.example
            self._pick(0 if example is None else (example + by) % self.run.data.m)

    def action_type_example(self) -> None:
        if self.is_there():
            present = self.board_view.board.look.example or 0
            last = self.run.data.m - 1
            self.ask(f"example, from 0 to {last}:", str(present), self._go_to_example)

    async def _go_to_example(self, text: str) -> None:
        number, last = _whole(text), self.run.data.m - 1
        if number is None or not 0 <= number <= last:
            self.notify(f"The examples have numbers from 0 to {last}.", severity="warning")
        else:
            self._pick(number)

    def on_board_view_example_picked(self, event: BoardView.ExamplePicked) -> None:
        self._pick(event.example)

    def _pick(self, number: int) -> None:
        self.board_view.look(example=number)
        self.board_view.show_view("inside", instead_of=_WITH_EXAMPLE)

    def action_pick_unit(self, by: int) -> None:
        """Look at the next unit, of the next layer after the last one."""
        if self.is_there():
            self._look_at(*next_unit(self.run, self.board_view.board.look, by))

    def action_pick_layer(self, by: int) -> None:
        """Look at the first unit of the next layer."""
        if self.is_there():
            self._look_at(next_layer(self.run, self.board_view.board.look, by), 0)

    def _look_at(self, layer: int, unit: int) -> None:
        """Look at a unit; in the panel of the filters where it is one of theirs."""
        self.board_view.look(layer=layer, unit=unit, unit_picked=True)
        among = in_filters(self.run, self.board_view.board.look)
        shown = self.board_view.board.views_in(self.run)
        if among and "filters" in shown and not self.board_view.zoomed:
            self.board_view.show_view("filters")
        else:
            self.board_view.show_view("unit", instead_of=("filters",) if among else ("network",))

    @work
    async def action_choose_inputs(self) -> None:
        """Choose which two of many inputs go across and up."""
        if not self.is_there():
            return
        names = self.run.data.feature_names
        if len(names) < _FEWEST_INPUTS or self.run.data.image_shape is not None:
            self.notify("There is no choice: f is for tables of three inputs and more.", timeout=4)
            return
        across = await self._chosen("across", enumerate(names))
        if across is None:
            return
        others = [(place, name) for place, name in enumerate(names) if place != across]
        up = await self._chosen("up", others)
        if up is not None:
            self.board_view.look(inputs=(across, up))
            self.board_view.show_view("unit", instead_of=("data", "network"))

    async def _chosen(self, where: str, names: Iterable[tuple[int, str]]) -> int | None:
        choices = [Offer(Content(name), place) for place, name in names]
        chooser = Chooser[int](f"Which input goes {where}?", choices)
        return await self.app.push_screen_wait(chooser)

    def action_to_end(self, place: int) -> None:
        """Go to the first kept epoch, or to the last one."""
        if self.is_there() and (kept := self._kept_epochs()):
            self._go_to(kept[place])

    def action_type_epoch(self) -> None:
        if self.is_there() and (kept := self._kept_epochs()):
            label = f"epoch, from {kept[0]} to {kept[-1]}:"
            self.ask(label, "", self._go_to_epoch)

    async def _go_to_epoch(self, text: str) -> None:
        """Go to the kept epoch that is nearest to the one typed."""
        number, kept = _whole(text), self._kept_epochs()
        if number is None or number < 0:
            self.notify("An epoch is a whole number, from 0 on.", severity="warning")
            return
        nearest = min(kept, key=lambda epoch: abs(epoch - number))
        self._go_to(nearest)
        if nearest != number:
            self.notify(f"Epoch {number} is not kept; {nearest} is the nearest.", timeout=4)

    def _kept_epochs(self) -> list[int]:
        """Return the epochs that can be gone to, the present one among them."""
        snapshot = self.run.snapshot
        return sorted({*self.run.checkpoints.epochs(), snapshot.epoch}) if snapshot else []

    def _go_to(self, epoch: int) -> None:
        if self.run.snapshot and self.run.snapshot.epoch != epoch:
            self.board_view.train(going_to(epoch))


def _whole(text: str) -> int | None:
    try:
        return int(plain_number(text))
    except ValueError:
        return None
