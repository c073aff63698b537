"""What one unit computes, as a formula, and with the numbers of one example."""

from __future__ import annotations

import numpy as np

from tutor.plots.arrange import first_fitting
from tutor.plots.numbers import shown
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.units import chosen_unit, one_example, picked, weights_of, with_units

MOST_TERMS = 4
_LARGE = 1000


def formula(run: LiveRun, layer: int, unit: int, most: int = MOST_TERMS) -> str:
    """Return what the unit computes; of a long sum, its `most` largest terms."""
    units = with_units(run.training)[layer]
    weighted = weights_of(run.training, units)
    weights = weighted.W[unit].ravel()
    own = run.data.feature_names
    names = own if not layer else [f"a{place + 1}" for place in range(len(weights))]
    kept = _largest(np.abs(weights), most)
    terms = [f"{brief(weights[place])} {names[place]}" for place in kept]
    bias = [brief(weighted.bias_of(unit))] if weighted.use_bias else []
    return f"{units.activation.name}({_added(terms, bias, more=len(weights) > most)})"


def example_sum(run: LiveRun, look: Look, width: int) -> str:
    """Return the sum of the unit looked at, with the numbers of the example looked at."""
    number, layer, unit = chosen_unit(run, look)
    network, X = run.training.network, one_example(run, look)
    network.propagate(X, training=False)
    before = X if not number else with_units(run.training)[number - 1].A
    weighted = weights_of(run.training, layer)
    weights, inputs = weighted.W[unit].ravel(), before[..., 0].ravel()
    z, a = brief(layer.Z[unit, 0]), brief(layer.A[unit, 0])
    bias = [brief(weighted.bias_of(unit))] if weighted.use_bias else []
    named, end = f"example {picked(run, look)}: ", f" = {z}, {layer.activation.name} gives {a}"
    told = []
    for most in (MOST_TERMS, 2, 1):
        kept = _largest(np.abs(weights * inputs), most)
        terms = [f"{brief(weights[place])}·{_bracketed(inputs[place])}" for place in kept]
        told.append(named + _added(terms, bias, more=len(weights) > most) + end)
    return first_fitting((*told, f"{named}z{end}", f"z{end}"), width)


def brief(value: float) -> str:
    """Return a number with two decimals, where these say something of it."""
    plainly = 0.005 <= abs(value) < _LARGE
    return f"{value:.2f}".replace("-", "−") if plainly else shown(float(value), 2)


def _bracketed(value: float) -> str:
    return f"({brief(value)})" if value < 0 else brief(value)


def _largest(sizes: np.ndarray[tuple[int], np.dtype[np.floating]], most: int) -> list[int]:
    return sorted(np.argsort(-sizes, kind="stable")[:most].tolist())


def _added(terms: list[str], bias: list[str], *, more: bool) -> str:
    return " + ".join([*terms, *(["…"] if more else []), *bias]).replace("+ −", "− ")
