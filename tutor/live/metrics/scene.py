"""What the metrics show: the answers on both sides of a threshold, or how sure they were."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np

from tutor.live.dials import RangeDial, Settings
from tutor.live.metrics.answers import Answers
from tutor.live.metrics.options import MetricsOptions
from tutor.live.metrics.views import reliability_view, threshold_view
from tutor.live.scene import Room, ViewedState
from tutor.plots.cells import Picture

_TALLEST = 15  # rows of the answers, among the text
_RANGES = {
    "threshold": RangeDial(0.0, 1.0, 0.05),
    "share": RangeDial(0.05, 0.95, 0.05),
    "separation": RangeDial(0.0, 6.0, 0.5),
    "sureness": RangeDial(0.25, 8.0, 0.25),
    "bins": RangeDial(1, 20, 1),
}


class MetricsScene:
    """Draws the states of the metrics of one model."""

    def __init__(self, options: MetricsOptions) -> None:
        self._options = options
        self.views = options.show
        first, *others = self._dials = self._turned()
        more = "↑ ↓ choose another dial. " if others else ""
        other = "v shows how sure it was." if len(self.views) > 1 else ""
        self.hint = f"← → move the {first}. {more}{other}".strip()

    def _turned(self) -> tuple[str, ...]:
        """Return the dials: the threshold is one only where a view shows what it does."""
        moves = "threshold" in self.views or not self._options.dials
        return ("threshold", *self._options.dials) if moves else self._options.dials

    def started(self) -> ViewedState:
        options = self._options
        values = {name: float(getattr(options, name)) for name in _RANGES}
        dials = {name: _RANGES[name] for name in self._dials}
        return ViewedState(Settings(dials, values))

    def answers(self, settings: Settings) -> Answers:
        options = self._options
        if options.outputs:
            return Answers(np.array(options.outputs), np.array(options.targets))
        return Answers.drawn(
            options.examples,
            share=settings.number("share"),
            separation=settings.number("separation"),
            sureness=settings.number("sureness"),
            seed=options.seed,
        )

    def figures(self, state: ViewedState) -> Mapping[str, float]:
        settings = state.settings
        answers = self.answers(settings)
        return {
            **{name: settings.number(name) for name in _RANGES},
            **asdict(answers.at(settings.number("threshold"))),
            "ece": answers.calibration(int(settings.number("bins"))).ece,
        }

    def picture(self, state: ViewedState, room: Room) -> Picture:
        settings = state.settings
        answers = self.answers(settings)
        dials = settings.picture(room.width, focused=room.focused)
        if self.views[state.view] == "reliability":
            view = reliability_view(answers.calibration(int(settings.number("bins"))), room.width)
        else:
            threshold = settings.number("threshold")
            rows = min(room.rows - len(dials) - 1, room.most(_TALLEST))
            view = threshold_view(answers, threshold, room.width, rows)
        return [*view, [], *dials]
