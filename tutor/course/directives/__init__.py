"""The one table of directives: what a lesson may put in a ```{name} fence, and what shows it."""

from __future__ import annotations

from typing import NamedTuple


class Directive(NamedTuple):
    """Where a directive's options are described and which widget shows it.

    Both are `module:Name`, imported when first used, so that the core needs no Textual and
    start-up pays for nothing that the page does not show.
    """

    options: str  # a pydantic model
    widget: str  # a Textual widget or a function that makes one, called with the options


DIRECTIVES: dict[str, Directive] = {
    "stepper": Directive(
        "tutor.course.directives.stepper:StepperOptions", "tutor.widgets.stepper:Stepper"
    ),
    "plot": Directive("tutor.course.directives.plot:PlotOptions", "tutor.widgets.plot:Plot"),
    "shapes": Directive(
        "tutor.course.directives.shapes:ShapesOptions", "tutor.widgets.shapes:shapes_part"
    ),
    "image": Directive(
        "tutor.course.directives.image:ImageOptions", "tutor.widgets.image:image_part"
    ),
    "race": Directive("tutor.course.directives.race:RaceOptions", "tutor.widgets.race:Race"),
    "network": Directive(
        "tutor.course.directives.network:NetworkOptions", "tutor.widgets.network:NetworkPart"
    ),
    "surface": Directive(
        "tutor.course.directives.surface:SurfaceOptions", "tutor.widgets.surface:Surface"
    ),
    "perceptron": Directive(
        "tutor.course.directives.perceptron:PerceptronOptions",
        "tutor.widgets.perceptron:Perceptron",
    ),
    "histograms": Directive(
        "tutor.course.directives.histograms:HistogramsOptions",
        "tutor.widgets.histograms:Histograms",
    ),
    "metrics": Directive(
        "tutor.course.directives.metrics:MetricsOptions", "tutor.widgets.metrics:Metrics"
    ),
    "fit": Directive("tutor.course.directives.fit:FitOptions", "tutor.widgets.fit:Fit"),
    "compare": Directive(
        "tutor.course.directives.compare:CompareOptions", "tutor.widgets.compare:Compare"
    ),
    "playground": Directive(
        "tutor.course.directives.playground:PlaygroundOptions",
        "tutor.widgets.playground.card:PlaygroundCard",
    ),
    "sweep": Directive(
        "tutor.course.directives.sweep:SweepOptions", "tutor.widgets.playground.sweep:sweep_part"
    ),
}
