"""Which units are drawn where there is not room for all: those with the largest weights onward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.arrays import Array
from tutor.plots.unit_maps import Layout

_CLEARLY = 1.25  # how much stronger a unit must have become to take the place of another


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a drawing of a network showed: where, and which units of which layers."""

    layout: Layout
    units: Mapping[int, Sequence[int]]
    """By layer, from -1 for the inputs, in the order of the columns."""


class Watched:
    """Remembers which units are drawn, so that each keeps its place while the run goes on."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, int], list[int]] = {}
        self.drawn: dict[tuple[int, int], Drawn] = {}
        """By the width and height of the drawing, what it showed last."""

    def of(self, layer: int, weight: Array, room: int, wanted: int | None = None) -> list[int]:
        """Return `room` units of a layer, in the order they stand in; the `wanted` one is there.

        `weight` (units,) says how much each matters.
        """
        if len(weight) <= room:
            return list(range(len(weight)))
        weight = np.nan_to_num(weight, nan=0.0, posinf=np.finfo(float).max)
        order = np.argsort(-weight, kind="stable").tolist()
        kept = self._kept.get((layer, room)) or sorted(order[:room])
        for unit in order[:room]:
            weakest = min(kept, key=weight.__getitem__)
            if unit not in kept and weight[unit] > _CLEARLY * weight[weakest]:
                kept[kept.index(weakest)] = unit
        if wanted is not None and wanted not in kept:
            kept[kept.index(min(kept, key=weight.__getitem__))] = wanted
        self._kept[layer, room] = kept
        return list(kept)


def moved(drawn: Drawn, layer: int, unit: int, across: int, down: int) -> tuple[int, int] | None:
    """Return layer and unit that are drawn next to one, at the nearest height; None at the edge.

    Inputs are passed over: they are no units.
    """
    layers = [number for number in drawn.units if number >= 0]
    if layer not in layers or unit not in drawn.units[layer]:
        return (layers[0], drawn.units[layers[0]][0]) if layers else None
    place = drawn.units[layer].index(unit)
    if down:
        there = place + down
        units = drawn.units[layer]
        return (layer, units[there]) if 0 <= there < len(units) else None
    column = layers.index(layer) + across
    if not 0 <= column < len(layers):
        return None
    columns = list(drawn.units)
    tops = drawn.layout.tops
    height = tops[columns.index(layer)][place]
    there_tops = tops[columns.index(layers[column])]
    nearest = min(range(len(there_tops)), key=lambda at: abs(there_tops[at] - height))
    return layers[column], drawn.units[layers[column]][nearest]
