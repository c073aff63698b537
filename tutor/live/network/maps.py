"""A network of two inputs as small maps: what each unit answers over the plane of its inputs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine import Network
from engine.layer import Weighted
from tutor.plots.arrange import first_fitting
from tutor.plots.cells import Palette, Picture, Span
from tutor.plots.numbers import shown
from tutor.plots.regions import Extent
from tutor.plots.unit_maps import Layout, MapColumn, draw_unit_maps, lay_out
from tutor.runs.responses import centred
from tutor.stepping.network_picture import layer_name

Values = NDArray[np.float64]
_NAME = 9  # columns of a name
_MARGIN = 4  # columns at the left for what is told of the inputs


def maps_layout(counts: Sequence[int], width: int, height: int) -> Layout | None:
    """Return where the maps of so many units stand; None where not all of them have room."""
    layout = lay_out(counts, width, height, margins=(_MARGIN, 0), under=1)
    return layout if layout and [len(tops) for tops in layout.tops] == [*counts] else None


def network_maps(
    network: Network,
    extent: Extent,
    named: Sequence[Sequence[str]],
    activations: Sequence[Values],
    layout: Layout,
    palette: Palette,
    chosen: tuple[int, int] | None,
) -> Picture:
    """Return the maps over `extent`, a cross on each where the inputs stand.

    `named` and `activations` are layer by layer, the inputs first; `chosen` is a layer, counted
    from 0 for the inputs, and a unit.
    """
    layers = [layer for layer in network.layers if isinstance(layer, Weighted)]
    planes = _planes(network, layers, extent, layout)
    x1, x2 = activations[0].tolist()
    point = (
        (x1 - extent.left) / (extent.right - extent.left),
        (extent.top - x2) / (extent.top - extent.bottom),
    )
    columns = [
        MapColumn(
            (f"[{number}] {layer_name(layers[number - 1])}",) if number else ("inputs",),
            planes[number],
            layers[number - 1].W if number else None,
            (),
            [*map(_named_number, named[number], activations[number].tolist())],
            point,
        )
        for number in range(len(activations))
    ]
    return draw_unit_maps(columns, layout, palette, chosen)


def _planes(
    network: Network, layers: Sequence[Weighted], extent: Extent, layout: Layout
) -> list[list[Values]]:
    """Return the maps of each layer, from -1 to 1, in as many pixels as they are drawn in."""
    planes: list[list[Values]] = []
    for number in range(len(layout.tops)):
        rows, across = layout.pixels(number)
        places = extent.places(across, rows // 2)
        network.forward(places)
        middle, scale = (0.0, 1.0)
        if number:
            answers = layers[number - 1].A
            middle, scale = centred(layers[number - 1].activation.name, answers)
        else:
            ends = np.abs(places).max(axis=1, keepdims=True)
            answers = places / np.where(ends > 0, ends, 1.0)
        maps = np.nan_to_num((answers - middle) / scale).reshape(-1, rows, across)
        planes.append(list(maps))
    return planes


def _named_number(name: str, value: float) -> Span:
    """Return a number, and before it the name of the unit or input that has it."""
    return Span(f"{first_fitting([name], _NAME)} {shown(value, 3)}".strip(), bold=True)
