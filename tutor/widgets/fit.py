"""The fit: a training run within a lesson, with dials, and a task that it notices when done."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click

from tutor.live.dials import setting_text
from tutor.live.fit.options import FitOptions, RunOptions
from tutor.messages import Copied, PlaygroundOpened
from tutor.plots.cells import Picture, Row
from tutor.plots.dials import Dial, dial_rows
from tutor.runs.changes import LIVE
from tutor.runs.command import command_line
from tutor.runs.look import Look
from tutor.runs.network_view import unit_at
from tutor.runs.panels import Panel, PanelSpace
from tutor.runs.run import LiveRun
from tutor.runs.units import next_unit
from tutor.runs.words import finding_rows, luck_rows, report_rows, status_row
from tutor.widgets.training_part import LOOKING, LUCK, STATUS_ROWS, TrainingPart


class Fit(TrainingPart[LiveRun], can_focus=True):
    """A network that trains before the learner's eyes."""

    canvas: PanelSpace | None = None
    """How the run is drawn, once there is a place for it."""

    HINT = "space trains, s steps, v shows another view, f opens the playground."

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "change", key_display="← →"),
        Binding("right,l", "turn(1)", show=False),
        Binding("up,k", "choose(-1)", "dial", key_display="↑ ↓"),
        Binding("down,j", "choose(1)", show=False),
        Binding("f", "open", "in full"),
        *LOOKING,
        Binding("greater_than_sign", "unit(1)", "unit", key_display="< >"),
        Binding("less_than_sign", "unit(-1)", show=False),
        Binding("enter", "look_inside", "inside"),
        LUCK,
        Binding("y", "copy", "copy command"),
    ]

    def __init__(self, options: FitOptions) -> None:
        self._options = options
        self._settings = options.settings()
        self._dial = 0
        self._unit: tuple[int, int] | None = None
        self._inside = False
        super().__init__(options)

    def new_run(self) -> LiveRun:
        return LiveRun(self._settings, self._wanted.when if self._wanted else "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("unit", "look_inside"):
            return bool(self._network_shown() and (action == "unit" or self._unit))
        dials = len(self._options.dials)
        return dials > {"turn": 0, "choose": 1}.get(action, -1)

    def _network_shown(self) -> Panel | None:
        """Return where the network is drawn, or the unit in its place."""
        canvas = self.canvas
        if canvas is None or self.live.snapshot is None:
            return None
        return canvas.place_of("unit" if self._inside else "network", self.live)

    def action_unit(self, by: int) -> None:
        """Choose the next unit of the network, of the next layer after the last one."""
        look = self._look()
        self._choose_unit(next_unit(self.live, look, by) if self._unit else (0, 0))

    def action_look_inside(self) -> None:
        """Show what the chosen unit computes in place of the network, or the network again."""
        self._inside = not self._inside
        self._choose_canvas()

    def on_click(self, event: Click) -> None:
        """Choose the unit whose map was clicked at."""
        offset, place = event.get_content_offset(self), self._network_shown()
        if offset and place and not self._inside:
            cell = offset.x - place.left, offset.y - STATUS_ROWS - place.top
            if unit := unit_at(self.live, cell, (place.width, place.height)):
                self._choose_unit(unit)

    def _choose_unit(self, unit: tuple[int, int]) -> None:
        self._unit = unit
        self._choose_canvas()
        self.refresh_bindings()

    def action_choose(self, by: int) -> None:
        self._dial = (self._dial + by) % len(self._options.dials)
        self._compose_picture()

    def action_turn(self, by: int) -> None:
        """Change the chosen setting: at once where a run can go on with it, else from the start."""
        name, values = list(self._options.dials.items())[self._dial]
        place = min(max(values.index(self._settings[name]) + by, 0), len(values) - 1)
        if values[place] == self._settings[name]:
            return
        self._settings = {**self._settings, name: values[place]}
        if name in LIVE and not self.live.finished:
            self.change(name, float(self._settings[name]))
            self._compose_picture()
        else:
            self.start_anew()

    def action_open(self) -> None:
        """Open the playground with this run, at its epoch."""
        self.pause()
        usual = RunOptions().settings()
        own = {name: value for name, value in self._settings.items() if value != usual.get(name)}
        begun = self.live if self.live.snapshot and self.live.snapshot.step else None
        self.post_message(PlaygroundOpened(self, own, self._wanted, begun))

    def action_copy(self) -> None:
        command = command_line(self._settings, RunOptions().settings())
        self.post_message(Copied(command, "the command for this run"))

    def _canvas(self, width: int, rows: int) -> PanelSpace:
        views, look = self._options.views, self._look()
        self.canvas = PanelSpace(width, rows, look, views, self._view, self._inside)
        return self.canvas

    def _look(self) -> Look:
        look = Look(self.palette(), self._options.log_loss)
        if self._unit is None:
            return look
        layer, unit = self._unit
        return replace(look, layer=layer, unit=unit, unit_picked=True)

    def _status(self, pace: str, width: int) -> Row:
        return status_row(self.live, self.running, pace, width, self.error)

    def _report(self, width: int) -> Picture:
        """Return the report, and the dials."""
        dials = [self._drawn_dial(name) for name in self._options.dials]
        chosen = self._dial if self.has_focus else None
        return [*report_rows(self.live, self.error, width), *dial_rows(dials, chosen, width)]

    def _tried(self, width: int) -> Picture:
        """Return how the seeds are spread, and what is wrong with the run, or what to try."""
        found = self.live.findings[:1] if self._options.findings else ()
        wrong = finding_rows(found, width)
        return [*luck_rows(self.live, width), *(wrong or super()._tried(width))]

    def _drawn_dial(self, name: str) -> Dial:
        values, value = self._options.dials[name], self._settings[name]
        part = values.index(value) / (len(values) - 1)
        return Dial(name.replace("_", " "), setting_text(value), part)
