"""The views of a network's inside: a row for each hidden layer, or for each unit of the first."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from tutor.live.histograms.probe import LayerProbe, Values
from tutor.plots.arrange import fitted
from tutor.plots.axes import axis
from tutor.plots.bars import Bar, bars
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.histogram import columns, ruler
from tutor.plots.numbers import percent, shown

View = Callable[[list[LayerProbe], int, int], Picture]
_NAME, _FIGURES = 9, 32  # columns left and right of a histogram
_SPREAD = 0.99  # of the values lie within the range that is drawn
_MANY = 0.25
_DIGITS = 3
_WEIGHTS = 3  # weights of a unit that are written
_RANGES = {"sigmoid": (0.0, 1.0), "tanh": (-1.0, 1.0)}


def activations(layers: list[LayerProbe], width: int, rows: int) -> Picture:
    """Return a histogram of the outputs of each layer, all over one axis."""
    room = max(width - _NAME - _FIGURES, 10)
    low, high = _range(layers)
    places = _rows_in(len(layers), rows - 3)
    tall = max(1, min((rows - 3) // len(places), max(rows // 8, 3)))
    figures = f"{'mean':>10}{'std':>10}"
    picture: Picture = [[Span(" " * _NAME + "outputs".ljust(room) + figures, "muted")]]
    for place in places:
        bins = _bins(layers[place].A, low, high, room)
        drawn = columns(bins, tall, "series-1")
        for row in drawn[:-1]:
            picture.append([Span(" " * _NAME), *fitted(row, room)])
        name = Span(f"layer {place + 1}".ljust(_NAME), "muted")
        picture.append([name, *fitted(drawn[-1], room), *_figures(layers[place])])
    scale = ruler(axis([], max(2, room // 10), limits=(low, high)), room)
    return [*picture, *([Span(" " * _NAME), *row] for row in scale)]


def gradients(layers: list[LayerProbe], width: int, rows: int) -> Picture:
    """Return how long dW is in each layer, on a scale of powers of ten."""
    norms = [layer.norm for layer in layers]
    powers = [math.log10(norm) for norm in norms if math.isfinite(norm) and norm > 0]
    lowest = math.floor(min(powers, default=0.0)) - 1
    entries = []
    for place in _rows_in(len(layers), rows - 2):
        norm = norms[place]
        power = math.log10(norm) - lowest if math.isfinite(norm) and norm > 0 else 0.0
        entries.append(Bar(f"layer {place + 1}", power, shown(norm, _DIGITS)))
    return [
        [Span("length of dW, in powers of ten", "muted")],
        *bars(entries, width),
        _slowest(norms),
    ]


def units(layers: list[LayerProbe], width: int, rows: int) -> Picture:
    """Return the units of the first layer; those that are alike have the same letter."""
    first = layers[0]
    groups = first.groups
    heading = f"{'':<12}{'weights':<{10 * _WEIGHTS}}{'b':>10}{'mean a':>10}{'|dw|':>9}"
    picture: Picture = [[Span(heading[:width], "muted")]]
    places = _rows_in(len(groups), rows - 2)
    for place in places:
        letter = chr(ord("A") + groups[place] % 26)
        role = f"series-{groups[place] % 4 + 1}"
        row = [Span(f"{letter} ", role, bold=True), Span(f"unit {place + 1}".ljust(8), "muted")]
        picture.append(fitted([*row, Span(_unit(first, place))], width))
    return [*picture, _twins(groups)]


def _unit(layer: LayerProbe, unit: int) -> str:
    weights = layer.W[unit].tolist()
    written = "".join(shown(weight, _DIGITS).rjust(10) for weight in weights[:_WEIGHTS])
    more = " …" if len(weights) > _WEIGHTS else ""
    figures = (float(layer.b[unit, 0]), float(layer.A[unit].mean()))
    slope = float(np.linalg.norm(layer.dW[unit]))
    rest = f"{shown(figures[0], _DIGITS):>10}{shown(figures[1], _DIGITS):>10}"
    return f"{written}{more}".ljust(10 * _WEIGHTS + 2) + rest + shown(slope, _DIGITS).rjust(9)


def _twins(groups: list[int]) -> Row:
    """Return how many units are twins, in words."""
    count, different = len(groups), len(set(groups))
    if different == count:
        return [Span(f"✔ {count} units, no two of them alike", "right")]
    if different == 1:
        return [Span(f"✘ {count} units that are all alike: they do the work of one", "wrong")]
    return [Span(f"◐ {count} units, but only {different} different ones", "partly")]


def _slowest(norms: list[float]) -> Row:
    """Return how the first layer's gradient compares with the last one's."""
    first, last = norms[0], norms[-1]
    if len(norms) < 2 or not first or not last or not math.isfinite(first * last):
        return []
    times = f"{shown(max(first, last) / min(first, last), 2)} times"
    words = "shorter" if first < last else "longer"
    return [Span(f"In layer 1 it is {times} {words} than in layer {len(norms)}.")]


def _figures(layer: LayerProbe) -> Row:
    """Return mean and standard deviation, and how many units are saturated or dead."""
    numbers = f"{shown(layer.mean, _DIGITS):>10}{shown(layer.std, _DIGITS):>10}"
    if layer.dead:
        return [Span(numbers), Span(f"  dead {layer.dead}/{len(layer.b)}", "negative")]
    if layer.saturated > 0:
        return [Span(numbers), Span(f"  ends {percent(layer.saturated)}%", "muted")]
    return [Span(numbers)]


def _range(layers: list[LayerProbe]) -> tuple[float, float]:
    """Return the axis for all layers: its own range, or where nearly all values are."""
    if layers[0].activation in _RANGES:
        return _RANGES[layers[0].activation]
    values = np.concatenate([layer.A.ravel() for layer in layers])
    values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 1.0
    edge = (1 - _SPREAD) / 2
    low, high = np.quantile(values, [edge, 1 - edge]).tolist()
    low = 0.0 if values.min() == 0 else low
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def _bins(values: Values, low: float, high: float, room: int) -> Values:
    """Return how full each of `room` bins is; what lies beyond is at the ends.

    1 is the fullest bin. Where more than a quarter of all values are exactly 0, as after ReLU,
    their bin would make the others vanish: then it is the fullest of the others.
    """
    finite = values[np.isfinite(values)]
    places = np.clip((finite - low) / (high - low) * room, 0, room - 1).astype(int)
    counts = np.bincount(places.ravel(), minlength=room)
    others = counts.copy()
    if (finite == 0).mean() > _MANY and low <= 0:
        others[min(int(-low / (high - low) * room), room - 1)] = 0
    return np.asarray(counts / max(int(others.max()), 1))


def _rows_in(count: int, room: int) -> list[int]:
    """Return which of `count` rows have a place: all, or some evenly spread with both ends."""
    room = max(min(room, count), 2 if count > 1 else 1)
    return sorted({round(place) for place in np.linspace(0, count - 1, room).tolist()})


VIEWS: dict[str, View] = {"activations": activations, "gradients": gradients, "units": units}
