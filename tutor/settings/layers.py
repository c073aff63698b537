"""The kinds of settings that describe layers: a hidden one, all of them, convolutions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tutor.settings.kinds import NumberKind, Refused, Words

MOST_UNITS, MOST_LAYERS = 1000, 10
MOST_FILTERS, MOST_CONVOLUTIONS = 64, 3
TOO_DEEP = f"more than {MOST_LAYERS} hidden layers learn hardly anything here"


@dataclass(frozen=True, slots=True)
class LayerKind:
    """A hidden layer; turning changes its units, typing all of it."""

    ladder: tuple[int, ...] = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256)

    def turned(self, value: Any, by: int) -> Any:
        from engine.hidden import HiddenLayer

        layer = HiddenLayer.parse(value)
        units = int(NumberKind(self.ladder, 1, MOST_UNITS).turned(layer.units, by))
        words = str(value).split()[1:]
        return " ".join([str(units), *words]) if words else units

    def typed(self, text: str) -> Any:
        from engine.hidden import HiddenLayer

        try:
            layer = HiddenLayer.parse(text.replace(",", ""))
        except ValueError as error:
            raise Refused(str(error)) from None
        if layer.units > MOST_UNITS:
            raise Refused(
                f"{layer.units:,} units are too many, the limit is {MOST_UNITS:,}: "
                f"two layers of {MOST_UNITS:,} have a million weights"
            )
        return layer.written()

    def written(self, value: Any) -> str:
        return str(value)


@dataclass(frozen=True, slots=True)
class HiddenKind(Words):
    """All hidden layers, from the first to the last."""

    def typed(self, text: str) -> Any:
        layers = text.split(",") if text.strip() else []
        if len(layers) > MOST_LAYERS:
            raise Refused(TOO_DEEP)
        return tuple(LayerKind().typed(layer) for layer in layers)


@dataclass(frozen=True, slots=True)
class FiltersKind(Words):
    """Convolutions: 8 or 8,16 pool 1."""

    def typed(self, text: str) -> Any:
        from engine.hidden import Convolution

        parts = [part.strip() for part in text.split(",")]
        if parts in ([""], ["none"], [self.empty]):
            return None
        try:
            layers = [Convolution.parse(part) for part in parts]
        except ValueError as error:
            raise Refused(str(error)) from None
        if len(layers) > MOST_CONVOLUTIONS or max(layer.filters for layer in layers) > MOST_FILTERS:
            raise Refused(
                f"one to {MOST_CONVOLUTIONS} numbers of filters, the limit is {MOST_FILTERS} each, "
                "such as 8,16 pool 1"
            )
        return tuple(layer.written() for layer in layers)
