"""Why a number of a graph is what it is, where it comes from no other number."""

from __future__ import annotations

import math

from engine.graph import Graph
from engine.latex import symbol
from tutor.stepping.figures import figure
from tutor.typeset import inline

INPUT = "An input: given, not computed."
NUMBERS_ALONE = "Computed from the numbers in the formula alone."


def reason(graph: Graph, name: str) -> str:
    """A sentence about a value or a derivative without sources, after both passes."""
    slope_of = f"d{graph.result}/d"
    if name.startswith(slope_of):
        return _reason_of_slope(graph, name.removeprefix(slope_of))
    return INPUT if name in graph.inputs else NUMBERS_ALONE


def _reason_of_slope(graph: Graph, variable: str) -> str:
    """The result takes the variable times a number, in a step function, or not at all."""
    result, x = inline(symbol(graph.result)), inline(symbol(variable))
    if not graph.consumers(variable):
        return f"{result} does not depend on {x}: slope 0."
    formula, slope = inline(graph.provenance(graph.result).formula), graph.gradients[variable]
    if not math.isfinite(slope):
        return f"{formula} has no finite slope in {x}."
    if slope == 0 and graph.nodes[-1].op not in ("add", "subtract", "multiply"):
        return f"{formula} stays level where it does not jump: slope 0."
    return f"{formula}: {figure(float(slope))} for each 1 of {x}."
