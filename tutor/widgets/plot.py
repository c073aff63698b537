"""The plot as a widget: its keys."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding, BindingType

from tutor.live.plot.options import PlotOptions
from tutor.live.plot.scene import PlotScene
from tutor.live.plot.state import PlotState, at_stop, dials, turned, zoomed
from tutor.widgets.live import PlayedPart

_LEAP = 5


class Plot(PlayedPart[PlotState]):
    """Curves of one variable, with a point to move and parameters to turn."""

    MOVES_A_SECOND = 12

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
    ]

    scene: PlotScene

    def __init__(self, options: PlotOptions) -> None:
        super().__init__(options, PlotScene(options))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        options = self.scene.options
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

    def begin_again(self) -> PlotState:
        """Let the point run from the start of the domain, the dials as they are set."""
        return replace(self.state, point=self.scene.options.domain[0])

    def action_turn(self, steps: int) -> None:
        self.pause()
        self.show(turned(self.scene.options, self.state, steps))

    def action_choose(self, by: int) -> None:
        dial = (self.state.dial + by) % len(dials(self.scene.options))
        self.show(replace(self.state, dial=dial))

    def action_tour(self, by: int) -> None:
        self.show(at_stop(self.scene.options, self.state, self.state.stop + by))

    def action_curve(self) -> None:
        curve = (self.state.curve + 1) % len(self.scene.options.curves)
        self.show(replace(self.state, curve=curve))

    def action_zoom(self, by: int) -> None:
        self.show(zoomed(self.state, by))
