"""The plot as a widget: a key makes a new state, a state makes a new picture."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive
from textual.timer import Timer

from tutor.live.plot.drawing import PlotDrawing
from tutor.live.plot.options import PlotOptions
from tutor.live.plot.state import (
    PlotState,
    at_stop,
    dials,
    moved,
    started,
    turned,
    zoomed,
)
from tutor.messages import Copied
from tutor.plots.cells import plain
from tutor.widgets.picture import PictureView

SHORTEST, TALLEST = 9, 18  # rows of the chart
_ROOM_AROUND = 6  # rows of the screen left to the text
_MOVES_A_SECOND = 12
_LEAP = 5


class Plot(PictureView, can_focus=True):
    """Curves of one variable, with a point to move and parameters to turn."""

    DEFAULT_CSS = """
    Plot { width: 1fr; height: auto; padding: 0 0 0 1; border-left: blank; }
    Plot:focus { border-left: outer $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "move", key_display="← →"),
        Binding("right,l", "turn(1)", show=False),
        Binding("shift+left,H", f"turn(-{_LEAP})", show=False),
        Binding("shift+right,L", f"turn({_LEAP})", show=False),
        Binding("up,k", "choose(-1)", "dial", key_display="↑ ↓"),
        Binding("down,j", "choose(1)", show=False),
        Binding("space", "tour(1)", "next step"),
        Binding("backspace", "tour(-1)", show=False),
        Binding("space", "play", "play"),
        Binding("c", "curve", "curve"),
        Binding("plus,equals_sign", "zoom(1)", "zoom", key_display="+ −"),
        Binding("minus", "zoom(-1)", show=False),
        Binding("r", "reset", "reset"),
        Binding("y", "copy", "copy"),
    ]

    state: reactive[PlotState] = reactive(PlotState(None, {}), init=False, always_update=True)
    """Where the point stands and how the dials are set."""

    done: reactive[bool] = reactive(False, init=False)
    """Whether the task was reached at some time."""

    def __init__(self, options: PlotOptions) -> None:
        super().__init__()
        self._options = options
        self._drawing = PlotDrawing(options)
        self._timer: Timer | None = None
        self._playing = False
        self.set_reactive(Plot.state, started(options))

    def on_mount(self) -> None:
        self._timer = self.set_interval(1 / _MOVES_A_SECOND, self._move_on, pause=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        around = self._drawing.rows_around(self.state, width)
        return around + min(max(viewport.height - _ROOM_AROUND - around, SHORTEST), TALLEST)

    def on_resize(self) -> None:
        self._draw()

    def on_focus(self) -> None:
        self._draw()

    def on_blur(self) -> None:
        self._pause()
        self._draw()

    def on_hide(self) -> None:
        self._pause()

    def watch_state(self, state: PlotState) -> None:
        self.done = self.done or self._drawing.reached(state)
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        options = self._options
        match action:
            case "turn":
                return bool(dials(options))
            case "choose":
                return len(dials(options)) > 1
            case "tour":
                return bool(options.steps)
            case "play":
                return options.point is not None and not options.steps
            case "curve":
                return options.slope and len(options.curves) > 1
            case "zoom":
                return options.point is not None
        return True

    def action_turn(self, steps: int) -> None:
        self._pause()
        self.state = turned(self._options, self.state, steps)

    def action_choose(self, by: int) -> None:
        dial = (self.state.dial + by) % len(dials(self._options))
        self.state = replace(self.state, dial=dial)

    def action_tour(self, by: int) -> None:
        self.state = at_stop(self._options, self.state, self.state.stop + by)

    def action_curve(self) -> None:
        curve = (self.state.curve + 1) % len(self._options.curves)
        self.state = replace(self.state, curve=curve)

    def action_zoom(self, by: int) -> None:
        self.state = zoomed(self.state, by)

    def action_reset(self) -> None:
        self._pause()
        self.state = started(self._options)

    def action_copy(self) -> None:
        self.post_message(Copied(plain(self.picture), "the plot"))

    def action_play(self) -> None:
        """Let the point run to the end of the domain; again: stop it."""
        if self._playing:
            self._pause()
            return
        if self.state.point == self._options.domain[1]:
            self.state = replace(self.state, point=self._options.domain[0])
        self._playing = True
        if self._timer:
            self._timer.resume()

    def _move_on(self) -> None:
        point = moved(self._options, self.state, 1)
        if point == self.state.point:
            self._pause()
        self.state = replace(self.state, point=point)

    def _pause(self) -> None:
        self._playing = False
        if self._timer:
            self._timer.pause()

    def _draw(self) -> None:
        width, height = self.size
        if width and height:
            self.picture = self._drawing.picture(
                self.state, width, height, focused=self.has_focus, done=self.done
            )
