"""What one unit answers to: over a line, over two inputs, or the images that excite it most."""

from __future__ import annotations

import numpy as np

from engine.arrays import Array
from tutor.plots.arrange import beside, first_fitting, fitted
from tutor.plots.axes import axis
from tutor.plots.bars import Bar, bars
from tutor.plots.cells import Picture, Span
from tutor.plots.images import image, signed_image
from tutor.plots.lines import Series, line_chart
from tutor.plots.numbers import percent, shown
from tutor.plots.plane import field_of, has_room_for_axes, in_axes
from tutor.plots.regions import PICKED, Extent
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.unit_sum import MOST_TERMS, example_sum, formula
from tutor.runs.units import chosen_unit, sampled, shown_inputs

_GAP = 2
_HEAD = 2  # rows above the images
_NARROWEST = 8  # columns of an image with its heading
_FLAT = 1e-9
_PLANE = 2  # inputs
_ROOMY = 10  # rows from which the map leaves two to the sum


def unit_view(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """How strongly one unit answers to the inputs that the data can have."""
    if run.data.image_shape is not None:
        return _exciting(run, width, height, look)
    if len(run.data.X) == 1:
        return _curve(run, width, height, look)
    return _map(run, width, height, look)


def _named(run: LiveRun, look: Look) -> str:
    number, layer, unit = chosen_unit(run, look)
    return f"layer {number + 1} unit {unit + 1} {layer.activation.name}"


def _answers(run: LiveRun, look: Look, X: Array) -> Array:
    """Return the activations of the unit for inputs as they are loaded."""
    network = run.training.network
    network.propagate(network.fit_inputs(run.prepare.inputs(X)), training=False)
    _, layer, unit = chosen_unit(run, look)
    return np.array(layer.A[unit], dtype=float)


def _curve(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Over the only input, as the fit shows it: x across, the activation up."""
    x = axis(run.data.X, max(2, width // 8))
    xs = np.linspace(x.low, x.high, 2 * width)
    answers = _answers(run, look, xs[None])
    name = run.data.feature_names[0]
    chart = line_chart(
        [Series("", xs, answers)], width, height - 1, x_label=name, x_range=(x.low, x.high)
    )
    unit = _named(run, look)
    title = first_fitting((f"{unit}, its activation for each {name}", f"{unit} over {name}"), width)
    return [[Span(title, "muted")], *chart]


def _map(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Over two inputs; where there are more, the others stay at their means."""
    across, up = shown_inputs(run, look)
    names = run.data.feature_names
    more = len(run.data.X) > _PLANE
    sums = _sums(run, look, width) if height >= _ROOMY else []
    rows = height - 1 - more - len(sums)
    axes = has_room_for_axes(width, rows)
    columns, rows = field_of(width, rows) if axes else (width, rows)
    extent = Extent.around(run.data.X[[across, up]])
    places = extent.places(columns, rows)
    X = np.repeat(run.data.X.mean(axis=1, keepdims=True), places.shape[1], axis=1)
    X[across], X[up] = places
    values = _answers(run, look, X).reshape(2 * rows, columns)
    field = signed_image(values, look.palette)
    drawn = in_axes(field, extent, names[across], names[up]) if axes else field
    others = first_fitting(
        (
            f"{names[across]} across, {names[up]} up, the other inputs at their means   f chooses",
            f"{names[across]} across, {names[up]} up, others at their means",
            f"{names[across]} → {names[up]} ↑, others at means",
        ),
        width,
    )
    return [
        [Span(_ranged(run, look, values, width), "muted")],
        *([[Span(others, "muted")]] if more else []),
        *sums,
        *drawn,
    ]


def _sums(run: LiveRun, look: Look, width: int) -> Picture:
    """Return what the unit computes, and its sum for the example looked at."""
    number, _, unit = chosen_unit(run, look)
    texts = [formula(run, number, unit, terms) for terms in (MOST_TERMS, 2, 1)]
    return [[Span(first_fitting(texts, width))], [Span(example_sum(run, look, width), "muted")]]


def _ranged(run: LiveRun, look: Look, values: Array, width: int) -> str:
    name = _named(run, look)
    if not np.isfinite(values).all():
        return first_fitting((f"{name}  not finite",), width)
    low, high = float(values.min()), float(values.max())
    blank = "  the same everywhere" if high - low < _FLAT else ""
    key = "blue + orange −" if look.palette.colour else "░▒▓ +  -=≡ −"
    told = f"{name}  from {shown(low, 3)} to {shown(high, 3)}"
    return first_fitting((f"{told}{blank or f'  {key}'}", f"{told}{blank}", told), width)


def _exciting(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The training examples that the unit answers most strongly, strongest first."""
    numbers, answers = _excited(run, look)
    _, layer, _ = chosen_unit(run, look)
    if not np.isfinite(answers).all():
        return [[Span(f"{_named(run, look)}  not finite", "muted")]]
    drawn: Picture = [[Span(_heading(run, look, answers, width), "muted")]]
    if _is_dead(run, look, answers):
        dead = "It is 0 for all the examples: dead.", "0 for all: dead."
        return [*drawn, [Span(first_fitting(dead, width), "wrong")]]
    what = "where it answers most" if layer.A.ndim > _PLANE else "the unit's activation"
    told = first_fitting(
        (
            f"the examples that excite it most: class, and {what}   < > unit",
            "the examples that excite it most, and how much",
            "what excites it most",
        ),
        width,
    )
    drawn.append([Span(told, "muted")])
    by_class = _by_class(run, numbers, answers, width)
    across, down, spare = _layout(run, width, height)
    order = np.argsort(-answers, kind="stable")[: across * down]
    images = _strongest(run, numbers[order], answers[order], across, look)
    return [*drawn, *images, *([[], *by_class] if spare and by_class else [])]


def exciting_at(
    run: LiveRun, cell: tuple[int, int], size: tuple[int, int], look: Look
) -> int | None:
    """Return the example shown at a cell of the view, if there is one; asks the network."""
    column, row = cell
    across, down, _ = _layout(run, *size)
    wide, high = _image_width(run), _image_rows(run)
    place = (row - _HEAD) // high * across + column // (wide + _GAP)
    inside = 0 <= row - _HEAD < down * high and column < across * (wide + _GAP)
    numbers, answers = _excited(run, look)
    drawn = np.isfinite(answers).all() and not _is_dead(run, look, answers)
    if not (inside and drawn and place < len(numbers)):
        return None
    return int(numbers[np.argsort(-answers, kind="stable")[place]])


def _excited(run: LiveRun, look: Look) -> tuple[Array, Array]:
    """Return numbers of examples, and how strongly the unit answers each."""
    numbers = sampled(run)
    _, layer, unit = chosen_unit(run, look)
    return numbers, np.array(layer.A[unit], dtype=float).reshape(-1, len(numbers)).max(axis=0)


def _is_dead(run: LiveRun, look: Look, answers: Array) -> bool:
    """Whether a ReLU answers no example at all."""
    return bool(answers.max() <= 0) and chosen_unit(run, look)[1].activation.name == "relu"


def _layout(run: LiveRun, width: int, height: int) -> tuple[int, int, bool]:
    """Return how many images stand beside and below one another, and if the classes have room."""
    rows, room = _image_rows(run), height - _HEAD
    classified = run.training.training_set.classes is not None
    by_class = len(run.data.class_names) + 1 if classified else 0  # with their title
    spare = room - by_class - 1 >= rows
    across = max((width + _GAP) // (_image_width(run) + _GAP), 1)
    return across, max((room - spare * (by_class + 1)) // rows, 1), spare


def _heading(run: LiveRun, look: Look, answers: Array, width: int) -> str:
    still = float(np.mean(answers == 0))
    name, mean = _named(run, look), f"mean {shown(answers.mean(), 3)}"
    none = f", 0 for {percent(still)}% of examples" if still else ""
    short = f", 0 for {percent(still)}%" if still else ""
    return first_fitting((f"{name}  {mean}{none}", f"{name}  {mean}{short}", name), width)


def _image_rows(run: LiveRun) -> int:
    """How many rows an example and its heading take."""
    assert run.data.image_shape is not None
    return -(-run.data.image_shape[1] // 2) + 1


def _image_width(run: LiveRun) -> int:
    assert run.data.image_shape is not None
    return max(run.data.image_shape[2], _NARROWEST)


def _strongest(run: LiveRun, numbers: Array, answers: Array, across: int, look: Look) -> Picture:
    assert run.data.image_shape is not None
    wide, classes = _image_width(run), run.training.training_set.classes
    tiles = []
    for example, answer in zip(numbers.tolist(), answers.tolist(), strict=True):
        name = "" if classes is None else run.data.class_names[classes[example]]
        title = f"{name} {shown(answer, 3)}"
        pixels = run.data.X[:, example].reshape(run.data.image_shape).mean(axis=0)
        picture = image(pixels, look.palette)
        head = [Span(PICKED * (example == look.example), "accent"), Span(title)]
        tiles.append([fitted(head, wide), *picture])
    drawn: Picture = []
    for start in range(0, len(tiles), across):
        drawn += beside(*tiles[start : start + across], gap=_GAP)
    return drawn


def _by_class(run: LiveRun, numbers: Array, answers: Array, width: int) -> Picture:
    """Return the mean activation for the examples of each class."""
    classes = run.training.training_set.classes
    if classes is None:
        return []
    labels = classes[numbers]
    means = [
        float(answers[labels == place].mean()) if (labels == place).any() else 0.0
        for place in range(len(run.data.class_names))
    ]
    entries = [
        Bar(name, mean, shown(mean, 3))
        for name, mean in zip(run.data.class_names, means, strict=True)
    ]
    return [[Span("its mean for the examples of each class", "muted")], *bars(entries, width)]
