"""The network as it trains: what each unit answers over a plane of two inputs, and its weights.

Of more inputs the others stay at their means; of images each unit shows the picture that moves it.
Of a large layer the units with the largest weights onward are drawn, and that is said.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Array
from tutor.plots.arrange import beside, first_fitting, fitted
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Span
from tutor.plots.numbers import percent, shown
from tutor.plots.regions import Extent
from tutor.plots.unit_maps import Layout, MapColumn, draw_unit_maps, lay_out
from tutor.runs.look import Look
from tutor.runs.responses import Responses, responses
from tutor.runs.run import LiveRun
from tutor.runs.unit_sum import MOST_TERMS, brief, formula
from tutor.runs.units import chosen_unit, shown_inputs, weights_of, with_units
from tutor.runs.watched import Drawn

Said = tuple[tuple[str, ...], str]  # in ever fewer words, and its role
INPUTS = -1
_WORDS = 24  # columns for what is said beside the maps, where that leaves them larger
_BELOW = 2  # rows for it below them
_NAMED = 6  # columns of an input's name
_LOWEST_MAP, _LOWEST_PICTURE = 2, 3  # rows
_ROOMY_GAP = 9  # columns between two columns of maps
_PLANE = 2  # inputs
_LOWEST = 7  # rows from which there is room for words below


def network_view(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Return the maps joined by the weights, and what there is to say of the unit chosen."""
    counts = _counts(run)
    window = _window(run, look, counts, width)
    layout, right = _placed(run, [counts[number] for number in window], width, height)
    if layout is None:
        words = "The network needs more room: z shows this panel alone."
        return caption(words, width)
    rows, columns = map(max, *map(layout.pixels, range(len(window))))
    answers = responses(run, rows, columns, shown_inputs(run, look))
    units = _units(run, look, layout, window)
    run.watched.drawn[width, height] = Drawn(layout, units)
    picture = draw_unit_maps(
        _columns(run, look, answers, units, layout), layout, look.palette, _at(look, units)
    )
    told = _words(run, look, answers, units)
    if right:
        room = width - layout.width - 2
        said = [row for texts, role in told for row in [*caption(texts[0], room, role), []]]
        rows = [fitted(row, layout.width) for row in picture]
        return beside(rows, [[], *said][: len(picture)])
    below = [[Span(first_fitting(texts, width), role)] for texts, role in told]
    return [*picture, *below[: height - layout.height]]


def unit_at(run: LiveRun, cell: tuple[int, int], size: tuple[int, int]) -> tuple[int, int] | None:
    """Return layer and unit drawn at a cell (column, row) of the view; None for an input."""
    drawn = run.watched.drawn.get(size)
    place = drawn.layout.at(*cell) if drawn else None
    if drawn is None or place is None:
        return None
    layer, units = list(drawn.units.items())[place[0]]
    return None if layer == INPUTS else (layer, units[place[1]])


def _counts(run: LiveRun) -> list[int]:
    """Return how many inputs there are, and how many units layer by layer."""
    inputs = 1 if run.data.image_shape is not None else len(run.data.X)
    return [inputs, *(layer.output_shape[0] for layer in with_units(run.training))]


def _window(run: LiveRun, look: Look, counts: Sequence[int], width: int) -> range:
    """Return the columns drawn: all, or of a very deep network those around the chosen layer."""
    for many in range(len(counts), 1, -1):
        if lay_out([1] * many, width, 3, margins=_margins(run)):
            break
    centre = chosen_unit(run, look)[0] + 1
    first = min(max(centre - many // 2, 0), len(counts) - many)
    return range(first, first + many)


def _margins(run: LiveRun) -> tuple[int, int]:
    names = _input_names(run)
    outputs = run.data.class_names if len(run.training.training_set.Y) > 1 else ()
    left = min(max(map(len, names)), _NAMED) + 1
    return left, max((len(name) + 2 for name in outputs), default=0)


def _input_names(run: LiveRun) -> Sequence[str]:
    return ("mean",) if run.data.image_shape is not None else run.data.feature_names


def _placed(
    run: LiveRun, counts: Sequence[int], width: int, height: int
) -> tuple[Layout | None, bool]:
    """Return the layout with the larger maps: words below it, or at its right."""
    margins = _margins(run)
    rows = height - (_BELOW if height > _LOWEST else 0)
    lowest = _LOWEST_PICTURE if run.data.image_shape is not None else _LOWEST_MAP
    below = lay_out(counts, width, rows, margins=margins, lowest=lowest)
    right = lay_out(counts, width - _WORDS - 2, height, margins=margins, lowest=lowest)
    if right and (below is None or (_size(right) > _size(below) and _is_roomy(right))):
        return right, True
    return below, False


def _is_roomy(layout: Layout) -> bool:
    """Whether the joins have room enough to be told apart."""
    gaps = (
        after - before - wide
        for before, after, (wide, _) in zip(
            layout.lefts, layout.lefts[1:], layout.sizes, strict=False
        )
    )
    return all(gap >= _ROOMY_GAP for gap in gaps)


def _size(layout: Layout) -> tuple[int, int]:
    return max(map(len, layout.tops)), layout.sizes[0][1]


def _units(run: LiveRun, look: Look, layout: Layout, window: range) -> dict[int, Sequence[int]]:
    """Return which units are drawn, by layer."""
    chosen, _, unit = chosen_unit(run, look)
    units: dict[int, Sequence[int]] = {}
    for number, tops in zip(window, layout.tops, strict=True):
        layer = number - 1
        wanted = unit if look.unit_picked and layer == chosen else None
        units[layer] = run.watched.of(layer, _weight(run, layer), len(tops), wanted)
    return units


def _weight(run: LiveRun, layer: int) -> Array:
    """Return how much each unit matters: the sum of its |w| onward; of outputs, inward."""
    layers = with_units(run.training)
    onward = layer + 1 < len(layers)
    weights = weights_of(run.training, layers[layer + onward]).W
    sums: Array = np.abs(weights).sum(axis=0 if onward else 1)
    return sums if layer != INPUTS or _is_joined(run) else np.zeros(_counts(run)[0])


def _is_joined(run: LiveRun) -> bool:
    """Whether each input that is drawn has its own weights in the first layer."""
    first = weights_of(run.training, with_units(run.training)[0]).W
    return bool(first.shape[1] == _counts(run)[0])


def _part_of_plane(run: LiveRun, look: Look) -> tuple[float, float] | None:
    """Return how far across and down the plane the example looked at stands, from 0 to 1."""
    if look.example is None or run.data.image_shape is not None or len(run.data.X) == 1:
        return None
    X = run.data.X[list(shown_inputs(run, look))]
    extent, (x, y) = Extent.around(X), X[:, look.example % run.data.m].tolist()
    return (
        (x - extent.left) / (extent.right - extent.left),
        (extent.top - y) / (extent.top - extent.bottom),
    )


def _columns(
    run: LiveRun,
    look: Look,
    answers: Sequence[Responses],
    units: dict[int, Sequence[int]],
    layout: Layout,
) -> list[MapColumn]:
    layers = with_units(run.training)
    columns: list[MapColumn] = []
    point, names_of_inputs = _part_of_plane(run, look), _input_names(run)
    before: Sequence[int] | None = None
    for number, (layer, chosen) in enumerate(units.items()):
        maps = [answers[layer + 1].map_of(unit, *layout.pixels(number)) for unit in chosen]
        if layer == INPUTS:
            names = [names_of_inputs[unit] for unit in chosen]
            titles = _titles(layer, len(chosen), len(names_of_inputs), last=False)
            columns.append(MapColumn(titles, maps, names=names, point=point))
        else:
            W = weights_of(run.training, layers[layer]).W
            joined = before is not None and (layer > 0 or _is_joined(run))
            joins = W[np.ix_(list(chosen), list(before or ()))] if joined else None
            last = layer == len(layers) - 1
            outputs = _names_of_outputs(run) if last and len(W) > 1 else ()
            names = [outputs[unit] for unit in chosen] if outputs else []
            titles = _titles(layer, len(chosen), len(W), last=last)
            columns.append(MapColumn(titles, maps, joins, names, point=point))
        before = chosen
    return columns


def _names_of_outputs(run: LiveRun) -> tuple[str, ...]:
    """The classes, or the columns of a table that are predicted together; none without names."""
    reading = run.data.reading
    return run.data.class_names or (reading.labels if reading else ())


def _titles(layer: int, drawn: int, units: int, *, last: bool) -> tuple[str, ...]:
    name, short = (f"layer {layer + 1}", f"{layer + 1}")
    if layer == INPUTS:
        name, short = "inputs", "in"
    elif last:
        name, short = "output", "out"
    if drawn == units:
        return name, short
    return f"{name}: {drawn} of {units}", f"{drawn} of {units}", f"{drawn}/{units}", short


def _at(look: Look, units: dict[int, Sequence[int]]) -> tuple[int, int] | None:
    """Return the column and the place in it of the unit that is picked."""
    if not look.unit_picked or look.unit not in units.get(look.layer, ()):
        return None
    return list(units).index(look.layer), units[look.layer].index(look.unit)


def _words(
    run: LiveRun, look: Look, answers: Sequence[Responses], units: dict[int, Sequence[int]]
) -> list[Said]:
    """Return what there is to say: of the unit picked, else of what is seen."""
    told = _of_unit(run, look, answers) if look.unit_picked else [_explained(run, look)]
    hidden = {layer: drawn for layer, drawn in units.items() if layer != INPUTS}
    told[1:1] = _left_out(hidden, _counts(run))
    still = _still(answers, hidden)
    return [*told, *([] if look.unit_picked or not still else [still])]


def _explained(run: LiveRun, look: Look) -> Said:
    """Return what each map shows."""
    signs = "blue above 0, orange below" if look.palette.colour else "░▒▓ above 0, -=≡ below"
    if run.data.image_shape is not None:
        short = "layer 1: its weights; then what it answers to, less the mean"
        return (f"{short}. {signs}", short, "the picture that moves each unit"), "muted"
    names, (across, up) = run.data.feature_names, shown_inputs(run, look)
    if len(names) == 1:
        return (f"{names[0]} across, as each unit sees it: {signs}", f"{names[0]} across"), "muted"
    if len(names) > _PLANE:
        plane = f"{names[across]} across, {names[up]} up, the other inputs at their means"
        short = f"{names[across]} → {names[up]} ↑, others at means"
        return (f"{plane}   f chooses: {signs}", f"{plane}   f chooses", plane, short), "muted"
    return (f"the plane as each unit sees it: {signs}", signs), "muted"


def _left_out(hidden: dict[int, Sequence[int]], counts: Sequence[int]) -> list[Said]:
    """Return which units and layers are not drawn, if any."""
    told: list[Said] = []
    if len(hidden) + 1 < len(counts):
        layers = f"layers {min(hidden) + 1} to {max(hidden) + 1} of {len(counts) - 1} shown"
        told.append(((layers,), "muted"))
    few = [
        f"layer {layer + 1}: {len(drawn)} of {counts[layer + 1]}"
        for layer, drawn in hidden.items()
        if len(drawn) < counts[layer + 1]
    ]
    if few:
        which = f"{', '.join(few)} shown"
        told.append(((f"{which}, the largest weights onward", which, f"{few[0]}, …"), "muted"))
    return told


def _of_unit(run: LiveRun, look: Look, answers: Sequence[Responses]) -> list[Said]:
    number, _, unit = chosen_unit(run, look)
    low, high, share = answers[number + 1].spread(unit)
    where, name = f"layer {number + 1}, unit {unit + 1}", f"unit {unit + 1}"
    sums = [formula(run, number, unit, terms) for terms in (MOST_TERMS, 2, 1)]
    above = f"above {shown(answers[number + 1].middle, 2)} for {percent(share)} %"
    reach = f"{brief(low)} to {brief(high)}"
    return [
        ((f"{where}   {sums[0]}", *(f"{name}  {text}" for text in sums), where), "text"),
        ((f"{reach}, {above} of the examples", f"{reach}, {above}", reach), "muted"),
    ]


def _still(answers: Sequence[Responses], hidden: dict[int, Sequence[int]]) -> Said | None:
    """Return which of the units drawn tells the examples hardly apart, the first one found."""
    for layer, units in hidden.items():
        for unit in units:
            if answers[layer + 1].hardly_answers(unit):
                low, high, _ = answers[layer + 1].spread(unit)
                where, reach = (
                    f"layer {layer + 1}, unit {unit + 1}",
                    f"{brief(low)} to {brief(high)}",
                )
                told = f"◐ {where} tells the examples hardly apart: {reach}"
                return (told, f"◐ {where}: {reach} only"), "partly"
    return None
