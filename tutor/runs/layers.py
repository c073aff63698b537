"""What is seen of a network's layers: their activations, and one example all the way through."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from tutor.plots.arrange import beside, first_fitting, row_width, shortened, width_of
from tutor.plots.bars import Bar, bars
from tutor.plots.cells import Picture, Row, Span
from tutor.plots.histogram import histogram
from tutor.plots.images import image
from tutor.plots.numbers import percent, shown, shown_within
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.units import chosen_unit, hidden, one_example, picked, sampled

_NAME, _NUMBER = 12, 7  # columns of a layer's name, and of an activation
_AROUND = 3  # rows of an example that show neither activations nor outputs


def activations(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """How often the units of each hidden layer give which value."""
    sampled(run)
    layers = hidden(run.training)
    rows = max(height // len(layers), 4)
    drawn: Picture = []
    for number, layer in enumerate(layers, start=1):
        A = layer.A.reshape(layer.A.shape[0], -1)
        name = f"layer {number} {layer.activation.name}"
        title = first_fitting([*(f"{name}  {words}" for words in _described(A)), name], width)
        drawn += [[Span(title, "muted")], *histogram(A, width, rows - 1)]
    return drawn


def _described(A: Array) -> tuple[str, ...]:
    """Return what there is to say about activations (units, examples), in ever fewer words."""
    if not np.isfinite(A).all():
        return ("not finite",)
    still = int((A.max(axis=1) - A.min(axis=1) < 1e-9).sum())
    zeros, mean = f"{percent(float(np.mean(A == 0)))}% are 0", f"mean {shown(A.mean(), 3)}"
    if not still:
        return f"{mean}, {zeros}", zeros
    never = f"{still} of {len(A)} units never {'moves' if still == 1 else 'move'}"
    units = "unit never moves" if still == 1 else "units never move"
    return f"{mean}, {zeros}, {never}", f"{zeros}, {never}", never, f"{still} {units}"


def inside(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """One example: what is predicted and true, its inputs, the activations of each layer."""
    number = picked(run, look)
    network = run.training.network
    output = network.propagate(one_example(run, look), training=False)[..., 0].copy()
    pixels = _pixels(run, number, look)
    room = width - (width_of(pixels) + 2 if pixels else 0)
    layers = hidden(run.training)
    rows = max((height - _AROUND - len(_chances(output))) // max(len(layers), 1), 1)
    drawn: Picture = []
    chosen, _, unit = chosen_unit(run, look)
    for place, layer in enumerate(layers):
        A = layer.A[..., 0].reshape(layer.A.shape[0], -1).mean(axis=1)
        name = f"{place + 1} {layer.activation.name}"
        drawn += _numbers(A, name, (room, rows), unit if place == chosen else None)
    if pixels:
        drawn = beside(pixels, drawn)
    verdict = _verdict(run, output, number)
    name = first_fitting((f"example {number}:  ", f"{number}: "), width - row_width(verdict))
    told = shortened([Span(name, "text"), *verdict], width)
    inputs = [] if pixels else [shortened([Span(_inputs(run, number), "muted")], width)]
    above = [told, *inputs, *drawn]
    return [*above, *_outputs(run, output, number, width, height - len(above))]


def _pixels(run: LiveRun, number: int, look: Look) -> Picture:
    """Return the example as a small image, where it is one."""
    if run.data.image_shape is None:
        return []
    return image(run.data.X[:, number].reshape(run.data.image_shape).mean(axis=0), look.palette)


def _inputs(run: LiveRun, number: int) -> str:
    values = run.data.X[:, number].tolist()
    pairs = zip(run.data.feature_names, values, strict=False)
    return "  ".join(f"{name} {shown(value, 3)}" for name, value in pairs)


def _numbers(values: Array, name: str, size: tuple[int, int], chosen: int | None) -> Picture:
    """Return the activations of a layer, as many as there is room for."""
    width, most_rows = size
    columns = max((width - _NAME) // _NUMBER, 1)
    room = columns * most_rows
    whole = len(values) <= room
    units = list(range(len(values) if whole else max(room - 1, 1)))
    if chosen is not None and chosen not in units:
        units[-1] = chosen
    spans = [
        Span(_number(values[unit], unit == chosen), _role(values[unit]), bold=unit == chosen)
        for unit in units
    ]
    if not whole:
        spans.append(Span(f"…+{len(values) - len(units)}".rjust(_NUMBER), "muted"))
    rows = [spans[first : first + columns] for first in range(0, len(spans), columns)]
    names = [name, *[""] * (len(rows) - 1)]
    pairs = zip(names, rows, strict=True)
    return [[Span(f"{title:<{_NAME}.{_NAME}}", "muted"), *row] for title, row in pairs]


def _number(value: float, chosen: bool) -> str:
    number = shown_within(value, _NUMBER - 2, 3)
    return f"{'▸' * chosen}{number}".rjust(_NUMBER)


def _role(value: float) -> str:
    return "muted" if not value else "negative" if value < 0 else "positive"


def _verdict(run: LiveRun, output: Array, number: int) -> Row:
    """Return what is predicted, and whether it is right."""
    classes = run.training.training_set.classes
    if classes is None:
        target = run.training.training_set.Y[:, number]
        pairs = zip(output.tolist(), target.tolist(), strict=True)
        told = (
            f"output {shown(a)}, target {shown(y)}, error {'+' * (a > y)}{shown(a - y)}"
            for a, y in pairs
        )
        return [Span("; ".join(told))]
    names = run.data.class_names
    best, true = int(np.argmax(_chances(output))), int(classes[number])
    role = "right" if best == true else "wrong"
    sign = "✔ right" if best == true else f"✘ it is {names[true]}"
    return [Span(f"predicts {names[best]}  "), Span(sign, role)]


def _chances(output: Array) -> list[float]:
    return output.tolist() if len(output) > 1 else [1 - float(output[0]), float(output[0])]


def _outputs(run: LiveRun, output: Array, number: int, width: int, height: int) -> Picture:
    """Return the output for each class; where the room is low, the greatest ones."""
    classes = run.training.training_set.classes
    if classes is None:
        return []
    chances, names = _chances(output), run.data.class_names
    order = list(range(len(chances)))
    few = len(chances) > height
    if few:
        order = sorted(order, key=lambda place: -chances[place])[: max(height - 1, 1)]
    entries = [
        Bar(
            names[place],
            chances[place],
            shown(chances[place], 3),
            "right" if place == classes[number] else "series-2",
        )
        for place in order
    ]
    title = f"the greatest {len(entries)} of {len(chances)} outputs" if few else ""
    heading: Picture = [[Span(title, "muted")]] if few or height > len(entries) else []
    return [*heading, *bars(entries, width, largest=1.0)]
