"""The one table of directives: what a lesson may put in a ```{name} fence, and what shows it."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple


class Directive(NamedTuple):
    """Where a directive's options are described and which widget shows it.

    All are `module:Name`, options and scenes below tutor.live and widgets below tutor.widgets,
    imported when first used: the core needs no Textual, and start-up pays for nothing that the
    page does not show.
    """

    options: str
    """A pydantic model."""
    widget: str
    """A Textual widget or a function that makes one, called with the options."""
    scene: str = ""
    """Called with the options, and given to the widget; without it the widget makes its own."""

    def made(self, options: Any) -> Any:
        """Return the widget that shows a part with these options."""
        scenes = [_named("live", self.scene)(options)] if self.scene else []
        return _named("widgets", self.widget)(options, *scenes)

    def model(self) -> Any:
        """Return the pydantic model of the options."""
        return _named("live", self.options)


DIRECTIVES: dict[str, Directive] = {
    "stepper": Directive("stepper.options:StepperOptions", "stepper:Stepper"),
    "plot": Directive("plot.options:PlotOptions", "plot:Plot"),
    "shapes": Directive("shapes.options:ShapesOptions", "shapes:shapes_part"),
    "image": Directive("image.options:ImageOptions", "image:image_part"),
    "race": Directive("race.options:RaceOptions", "race:Race"),
    "network": Directive("network.options:NetworkOptions", "network:NetworkPart"),
    "surface": Directive("surface.options:SurfaceOptions", "surface:Surface"),
    "perceptron": Directive("perceptron.options:PerceptronOptions", "perceptron:PerceptronPart"),
    "histograms": Directive(
        "histograms.options:HistogramsOptions",
        "live:ViewedPart",
        "histograms.scene:HistogramsScene",
    ),
    "metrics": Directive(
        "metrics.options:MetricsOptions",
        "live:ViewedPart",
        "metrics.scene:MetricsScene",
    ),
    "fit": Directive("fit.options:FitOptions", "fit:Fit"),
    "compare": Directive("compare.options:CompareOptions", "compare:Compare"),
    "playground": Directive(
        "playground.options:PlaygroundOptions",
        "playground.card:PlaygroundCard",
    ),
    "sweep": Directive("sweep.options:SweepOptions", "playground.sweep:sweep_part"),
}


def _named(package: str, place: str) -> Any:
    module, _, name = place.partition(":")
    return getattr(import_module(f"tutor.{package}.{module}"), name)
