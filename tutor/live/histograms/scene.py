"""What the histograms show: one of the views, and the dials."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tutor.live.dials import ChoiceDial, Settings
from tutor.live.histograms.options import HistogramsOptions
from tutor.live.histograms.probe import LayerProbe, probe
from tutor.live.histograms.views import VIEWS
from tutor.live.scene import Room, ViewedState
from tutor.plots.arrange import fitted
from tutor.plots.cells import Picture

_SHORTEST, _TALLEST = 8, 22  # rows of a view


class HistogramsScene:
    """Draws the states of the histograms of one network."""

    def __init__(self, options: HistogramsOptions) -> None:
        self._options = options
        self.views = options.show
        self._probe = lru_cache(maxsize=16)(self._probed)
        turns = "↑ ↓ choose a dial, ← → turn it. " if options.dials else ""
        self.hint = turns + ("v shows another view." if len(self.views) > 1 else "")

    def started(self) -> ViewedState:
        dials = {name: ChoiceDial(values) for name, values in self._options.dials.items()}
        return ViewedState(Settings(dials, {name: getattr(self._options, name) for name in dials}))

    def layers(self, state: ViewedState) -> list[LayerProbe]:
        return self._probe(tuple(state.settings.values.items()))

    def figures(self, state: ViewedState) -> Mapping[str, float]:
        layers = self.layers(state)
        first, last = layers[0], layers[-1]
        steps = state.settings.values.get("steps", self._options.steps)
        return {
            "depth": float(len(layers)),
            "units": float(len(first.b)),
            "steps": float(steps),
            "std_first": first.std,
            "std_last": last.std,
            "norm_first": first.norm,
            "norm_last": last.norm,
            "different": float(len(set(first.groups))),
            "dead": float(sum(layer.dead for layer in layers)),
        }

    def picture(self, state: ViewedState, room: Room) -> Picture:
        dials = state.settings.picture(room.width, focused=room.focused)
        rows = max(min(room.rows - len(dials) - 1, room.most(_TALLEST)), _SHORTEST)
        view = VIEWS[self.views[state.view]](self.layers(state), room.width, rows)
        view = [fitted(row, room.width) for row in view]
        return [*view, [], *dials] if dials else view

    def _probed(self, values: tuple[tuple[str, float | str], ...]) -> list[LayerProbe]:
        return probe(self._options.probed(dict(values)))
