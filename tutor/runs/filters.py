"""The filters of a convolution, each with the map it makes of an example; or first weights."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.arrays import Array
from engine.convolution import Conv2D
from engine.layers import Dense
from tutor.plots.arrange import beside, first_fitting, width_of
from tutor.plots.cells import Palette, Picture, Row, Span
from tutor.plots.images import image, signed_image
from tutor.runs.look import Look
from tutor.runs.run import LiveRun
from tutor.runs.units import chosen_unit, one_example, picked, weights_of, with_units

_SCALE = 2  # pixels across and down for each weight of a kernel, where a map has one a pixel
_ENLARGED = (3, 2, 1)
_GAP = 2
_CAPTION = 2  # rows


def filters(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """The filters of the convolution looked at, or the weights of the first layer's units."""
    found = _convolution(run, look)
    if found is None:
        return _first_weights(run, width, height, look)
    number, layer, unit = found
    maps = _maps(run, look, number)
    room = height - _CAPTION
    fitting = [size for size in _ENLARGED if _all_fit(layer, size, width, room)]
    enlarged = fitting[0] if fitting else 1
    tiles = _tiles(layer, maps, unit, enlarged, look.palette)
    below = _channels(layer, unit, width, enlarged, look.palette)
    if not fitting:
        tiles = tiles if len(tiles[0]) <= room else [_flat(t, layer.kernel_size[0]) for t in tiles]
        below = below if len(tiles[0]) + len(below) <= room else []
    shown, drawn = _page(tiles, unit, width, room - len(below))
    left = room - len(drawn) - len(below)
    caption = _caption(run, look, (number, layer, unit), shown, width)
    return [*caption, *drawn, *below, *_example(run, look, left)]


def _all_fit(layer: Conv2D, enlarged: int, width: int, height: int) -> bool:
    """Whether all filters with their maps, and one channel by channel, fit when so enlarged."""
    kernel, (rows, columns) = layer.kernel_size[0] * enlarged, layer.output_shape[1:]
    wide = max(_SCALE * layer.kernel_size[1] * enlarged, columns * enlarged)
    high = 1 + kernel + -(-rows * enlarged // 2)
    down = -(-layer.filters // max((width + _GAP) // (wide + _GAP), 1))
    channels = kernel + 2 if layer.input_shape[0] > 1 else 0
    return wide <= width and down * (high + 1) - 1 + channels <= height


def _tiles(
    layer: Conv2D, maps: list[Array], unit: int, enlarged: int, palette: Palette
) -> list[Picture]:
    """Return a tile for each filter: its number, its weights, and below them its map."""
    kernels = layer.W.mean(axis=1)
    return [
        [
            _number(place, place == unit),
            *signed_image(kernel, palette, scale=_SCALE * enlarged),
            *image(pixels, palette, scale=enlarged),
        ]
        for place, (kernel, pixels) in enumerate(zip(kernels, maps, strict=True))
    ]


def _example(run: LiveRun, look: Look, height: int) -> Picture:
    """Return the example whose maps are shown, where there is room for it."""
    assert run.data.image_shape is not None
    number = picked(run, look)
    pixels = run.data.X[:, number].reshape(run.data.image_shape).mean(axis=0)
    drawn = image(pixels, look.palette, scale=2)
    if len(drawn) + 2 > height:
        drawn = image(pixels, look.palette)
    title = f"example {number}   . , another one"
    return [[], [Span(title, "muted")], *drawn] if len(drawn) + 2 <= height else []


def _convolution(run: LiveRun, look: Look) -> tuple[int, Conv2D, int] | None:
    """Return number, layer and unit of the convolution looked at, or of the last one before."""
    number, _, unit = chosen_unit(run, look)
    layers = with_units(run.training)
    for place in range(number, -1, -1):
        weights = weights_of(run.training, layers[place])
        if isinstance(weights, Conv2D):
            return place, weights, unit if place == number else 0
    return None


def _maps(run: LiveRun, look: Look, number: int) -> list[Array]:
    run.training.network.propagate(one_example(run, look), training=False)
    A = with_units(run.training)[number].A[..., 0]
    return list(A)


def _number(place: int, chosen: bool) -> Row:
    name = f"▸{place + 1}" if chosen else f" {place + 1}"
    return [Span(name, "accent" if chosen else "muted", bold=chosen)]


def _flat(tile: Picture, rows: int) -> Picture:
    """Return a tile with the map beside the filter, where the room is low."""
    number, kernel, pixels = tile[0], tile[1 : rows + 1], tile[rows + 1 :]
    return [number, *beside(kernel, pixels, gap=1)]


def _page(tiles: Sequence[Picture], chosen: int, width: int, height: int) -> tuple[range, Picture]:
    """Return which tiles fit, the chosen one among them, and the tiles in rows."""
    across = max((width + _GAP) // (width_of(tiles[0]) + _GAP), 1)
    down = max((height + 1) // (len(tiles[0]) + 1), 1)
    first = chosen // (across * down) * across * down
    shown = range(first, min(first + across * down, len(tiles)))
    drawn: Picture = []
    for start in range(first, shown.stop, across):
        drawn += [[]] if drawn else []
        drawn += beside(*tiles[start : min(start + across, shown.stop)], gap=_GAP)
    return shown, drawn


def _channels(layer: Conv2D, unit: int, width: int, enlarged: int, palette: Palette) -> Picture:
    """Return the weights of one filter for each channel that it sees, on one scale."""
    kernels = layer.W[unit]
    if len(kernels) == 1:
        return []
    largest = float(np.abs(kernels[np.isfinite(kernels)]).max(initial=0.0))
    scale = _SCALE * enlarged
    across = max((width + _GAP) // (scale * layer.kernel_size[1] + _GAP), 1)
    drawn = [
        signed_image(kernel, palette, scale=scale, largest=largest) for kernel in kernels[:across]
    ]
    name, count = f"filter {unit + 1}", len(kernels)
    some = f"the first {across} of " if count > across else ""
    title = first_fitting(
        (
            f"{name} channel by channel, {some}the {count} channels that it sees",
            f"{name} for {some}its {count} channels",
        ),
        width,
    )
    return [[], [Span(title, "muted")], *beside(*drawn, gap=_GAP)]


def _caption(
    run: LiveRun, look: Look, found: tuple[int, Conv2D, int], shown: range, width: int
) -> Picture:
    """Return which layer this is, and what is to be seen of it."""
    number, layer, _ = found
    count, channels = layer.filters, layer.input_shape[0]
    kernel, pixels = ("×".join(map(str, s)) for s in (layer.kernel_size, layer.output_shape[1:]))
    place = f"layer {number + 1} of {len(with_units(run.training))}"
    over = f" over {channels} channels" if channels > 1 else ""
    part = f"{shown.start + 1}–{shown.stop} of {count}" if len(shown) < count else f"{count}"
    mean = "mean of its channels, " if channels > 1 else ""
    mean_short = ": mean of channels" if channels > 1 else ""
    example = picked(run, look)
    first = first_fitting(
        (
            f"{place}: {part} filters {kernel}{over}, maps {pixels}   ( ) layer  < > filter",
            f"{place}: {part} filters {kernel}{over}, maps {pixels}",
            f"{place}: {part} filters {kernel}{over}",
            f"layer {number + 1}: {part} filters {kernel}{over}",
            f"{place}: {part} filters {kernel}",
        ),
        width,
    )
    second = first_fitting(
        (
            f"each filter, {mean}{_key(look.palette)}, and its map of example {example}",
            f"filter ({mean}{_key(look.palette)}), map of example {example}",
            f"filter{mean_short}, map of example {example}",
            f"filter{mean_short}; map: example {example}",
        ),
        width,
    )
    return [[Span(first, "muted")], [Span(second, "muted")]]


def _key(palette: Palette) -> str:
    return "blue + and orange −" if palette.colour else "░ is + and = is −"


def _first_weights(run: LiveRun, width: int, height: int, look: Look) -> Picture:
    """Return the weights of the first layer's units, laid out as the image they look at."""
    first = run.training.network.layers[0]
    assert isinstance(first, Dense) and run.data.image_shape is not None
    number, _, unit = chosen_unit(run, look)
    unit = unit if number == 0 else 0
    tiles = [
        [_number(place, place == unit), *signed_image(_image(W, run), look.palette)]
        for place, W in enumerate(first.W)
    ]
    shown, drawn = _page(tiles, unit, width, height - 1)
    part = f"{shown.start + 1}–{shown.stop} of {len(tiles)}" if len(shown) < len(tiles) else "all"
    caption = first_fitting(
        (
            f"layer 1: weights on each pixel, {_key(look.palette)}; {part} units   < > unit",
            f"layer 1: weights, {_key(look.palette)}; {part} units",
            f"layer 1: weights of {part} units",
        ),
        width,
    )
    return [[Span(caption, "muted")], *drawn]


def _image(W: Array, run: LiveRun) -> Array:
    assert run.data.image_shape is not None
    pixels: Array = W.reshape(run.data.image_shape).mean(axis=0)
    return pixels
