"""The board as a widget: trains a run and shows its panels."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from tutor.playground.board import Board, PanelPlace
from tutor.plots.ansi import terminal_palette
from tutor.runs.look import Look
from tutor.runs.network_view import unit_at
from tutor.runs.pointing import asks_network, example_at
from tutor.runs.run import LiveRun
from tutor.runs.views import views_of
from tutor.runs.watched import moved
from tutor.widgets.training import TrainingView


class BoardView(TrainingView[LiveRun], can_focus=True):
    """Shows the panels of a run; arrows choose one, v shows something else in it."""

    DEFAULT_CSS = """
    BoardView { width: 1fr; height: 1fr; padding: 0 1 0 1; border-left: blank; }
    BoardView:focus { border-left: outer $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "unit(1, 0)", "unit", key_display="← ↑ ↓ →"),
        Binding("left,h", "unit(-1, 0)", show=False),
        Binding("down,j", "unit(0, 1)", show=False),
        Binding("up,k", "unit(0, -1)", show=False),
        Binding("enter", "look_inside", "inside", tooltip="what this unit computes, large"),
        Binding("enter,escape", "look_outside", "the network", key_display="enter"),
        Binding("right,l", "select(1)", "panel", key_display="← →"),
        Binding("left,h", "select(-1)", show=False),
        Binding("down,j", "select_below(1)", show=False),
        Binding("up,k", "select_below(-1)", show=False),
        Binding("v", "turn(1)", "other view"),
    ]

    selected: reactive[int] = reactive(0, init=False)
    """The panel that has the learner's attention."""

    zoomed: reactive[bool] = reactive(False, init=False)
    """Whether that panel is shown alone."""

    def __init__(self, run: LiveRun, views: tuple[str, ...] = ()) -> None:
        super().__init__(run)
        self.views = views
        """The view of each panel in turn."""
        self.board = Board(1, 1, Look(terminal_palette({}), titled=True))
        """How the panels are drawn at present."""
        self._inside = False

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return container.height

    def on_resize(self) -> None:
        self._lay_out()

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self._lay_out()

    def restyled(self) -> None:
        self._lay_out()

    def watch_selected(self) -> None:
        self._lay_out()
        self.refresh_bindings()

    def watch_zoomed(self) -> None:
        self._lay_out()

    def look(self, **changes: Any) -> None:
        """Look at the run in another way."""
        self.board = replace(self.board, look=replace(self.board.look, **changes))
        self._lay_out()

    class ExamplePicked(Message):
        """An example was clicked at."""

        def __init__(self, example: int) -> None:
            super().__init__()
            self.example = example

    def on_click(self, event: Click) -> None:
        """Select the panel under the mouse; in one that shows examples, pick the nearest."""
        offset = event.get_content_offset(self)
        if offset is None or self.live.snapshot is None:
            return
        place = self.board.place_at(self.live, offset.x, offset.y)
        if place is None:
            return
        self.selected = place.panel
        if place.view == "network" and (unit := unit_at(self.live, place.cell, place.size)):
            self._choose_unit(*unit)
        if asks_network(place.view):
            self.pause()
            self._pick_once_it_rests(place)
        else:
            self._pick(place)

    @work(thread=True, exclusive=True, group="picking", description="pick a cell")
    def _pick_once_it_rests(self, place: PanelPlace) -> None:
        with self.live.lock:
            self._pick(place)

    def _pick(self, place: PanelPlace) -> None:
        example = example_at(place.view, self.live, place.cell, place.size, self.board.look)
        if example is not None:
            self.post_message(self.ExamplePicked(example))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In the panel of the network the arrows choose a unit, and enter looks inside."""
        if action in ("unit", "look_inside"):
            return self._view_selected() == "network"
        return action != "look_outside" or (self._inside and self._view_selected() == "unit")

    def _view_selected(self) -> str:
        """Return the view in the panel that has the learner's attention."""
        if self.live.snapshot is None:
            return ""
        shown = self.board.views_in(self.live)
        return shown[min(self.selected, len(shown) - 1)]

    def action_unit(self, across: int, down: int) -> None:
        """Choose the unit drawn beside the chosen one; beyond the last one, another panel."""
        look = self.board.look
        drawn = self.live.watched.drawn.get(self.size_of_selected())
        if drawn is None:
            return
        first = (-1, -1)  # no unit: the first one drawn comes next
        here = (look.layer, look.unit) if look.unit_picked else first
        there = moved(drawn, *here, across, down)
        if there:
            self._choose_unit(*there)
        elif not self.zoomed:
            self.action_select(across) if across else self.action_select_below(down)

    def _choose_unit(self, layer: int, unit: int) -> None:
        self.look(layer=layer, unit=unit, unit_picked=True)

    def size_of_selected(self) -> tuple[int, int]:
        """Return the width and the height of the view that has the learner's attention."""
        return self.board.size_of(self.live, self.selected)

    def action_look_inside(self) -> None:
        """Show what the chosen unit computes, in place of the network."""
        self._inside = True
        self.look(unit_picked=True)
        self.choose_view("unit")

    def action_look_outside(self) -> None:
        self._inside = False
        self.choose_view("network")

    def action_select(self, by: int) -> None:
        self.selected = (self.selected + by) % self.board.panels

    def action_select_below(self, by: int) -> None:
        across = self.board.shape[1]
        self.selected = (self.selected + by * across) % self.board.panels

    def action_turn(self, by: int) -> None:
        """Show another view in the selected panel: the next that no panel shows."""
        if self.live.snapshot is None:
            return
        shown = self.board.views_in(self.live)
        place = min(self.selected, len(shown) - 1)
        self.choose_view(_next(shown[place], shown, views_of(self.live), by))

    def show_view(self, view: str, instead_of: Collection[str] = ()) -> None:
        """Show a view, unless a panel shows it: in the last panel that is not selected.

        One panel alone changes to it, unless it shows one of those that do as well. The panel that
        shows it is the one to be zoomed, unless the learner has chosen another.
        """
        shown = self.board.views_in(self.live)
        if view not in views_of(self.live):
            return
        if self.zoomed:
            if shown[min(self.selected, len(shown) - 1)] not in (view, *instead_of):
                self.choose_view(view)
            return
        if view not in shown:
            place = len(shown) - 1
            place -= place > 0 and place == self.selected and self.has_focus
            shown[place] = view
            self.views = tuple(shown)
            self._lay_out()
        if not self.has_focus:
            self.selected = shown.index(view)

    def choose_view(self, view: str) -> None:
        """Show a view in the selected panel; in exchange where another panel shows it."""
        shown = self.board.views_in(self.live)
        place = min(self.selected, len(shown) - 1)
        old, shown[place] = shown[place], view
        self.views = tuple(
            old if kept == view and other != place else kept for other, kept in enumerate(shown)
        )
        self._lay_out()
        self.refresh_bindings()

    def _lay_out(self) -> None:
        width, height = self.size
        if width <= 0 or height <= 0 or not self.is_mounted:
            return
        look = replace(self.board.look, palette=self.palette())
        selected = self.selected if self.has_focus or self.zoomed else None
        self.board = Board(width, height, look, self.views, selected, self.zoomed)
        self.use(self.board)


def _next(view: str, shown: list[str], suitable: list[str], by: int) -> str:
    """Return the next view that no panel shows yet; the same where all are shown."""
    place = suitable.index(view)
    order = [suitable[(place + by * step) % len(suitable)] for step in range(1, len(suitable))]
    return next((other for other in order if other not in shown), view)
