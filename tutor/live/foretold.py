"""Whether a live part shows what a prediction asks for: then it waits for the guess as well."""

from __future__ import annotations

from typing import Any

from tutor.assessment.parts import Compute, PredictedTraining

_RESULTS = ("stepper", "fit", "compare", "sweep")
"""The parts that compute; of the playground a page shows the way in alone."""
_OFFERS = ("dials", "change", "vary")
"""Options that hold the further values of a training's settings."""


def shows(part: str, options: Any, asked: Compute) -> bool:
    """Tell whether a part with these options computes what is asked from the very same numbers."""
    if part not in _RESULTS:
        return False
    if asked.graph is not None:
        return _same_graph(options, asked)
    return asked.training is not None and _same_training(options, asked.training)


def _same_graph(options: Any, asked: Compute) -> bool:
    graph = getattr(options, "graph", None)
    if not isinstance(graph, str) or asked.graph is None:
        return False
    forward_only = getattr(options, "direction", "both") == "forward"
    if forward_only and (asked.wanted or "").startswith("d") and "/" in (asked.wanted or ""):
        return False
    same = "".join(graph.split()) == "".join(asked.graph.split())
    return same and dict(options.inputs) == dict(asked.inputs)


def _same_training(options: Any, asked: PredictedTraining) -> bool:
    """Compare the settings that the question names; what the part offers beside its own counts."""
    offered: dict[str, Any] = {}
    for name in _OFFERS:
        offered |= getattr(options, name, {})
    return hasattr(options, "dataset") and all(
        getattr(options, name, None) == value or value in offered.get(name, ())
        for name, value in asked
        if value is not None
    )
