"""What is set up, and which setting the learner is at: a value, changed by making another one."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from engine.datasets import DATASETS
from engine.experiment import usual_settings
from engine.hidden import HiddenLayer
from engine.optimizers import OPTIMIZERS
from engine.schedules import SCHEDULES
from tutor.settings.kinds import Refused
from tutor.settings.layers import MOST_LAYERS, TOO_DEEP, LayerKind
from tutor.settings.setting import (
    AUTO,
    IMAGES,
    Chosen,
    Setting,
    Taken,
    has_convolution,
    has_images,
    has_table,
    known_options,
)
from tutor.settings.table import OPTIMIZER_OPTIONS, SECTIONS, names_where

DATA_OPTIONS = names_where(lambda say: isinstance(say, Taken))
SCHEDULE_OPTIONS = names_where(lambda say: isinstance(say, Chosen) and say.setting == "schedule")
IMAGE_OPTIONS = names_where(lambda say: say in (has_images, has_convolution))
TABLE_OPTIONS = names_where(lambda say: say is has_table)
_LAYER = "layer "

_USUAL = usual_settings()


@dataclass(frozen=True, slots=True)
class SettingFault:
    """What is wrong with a setting, to be said beside it."""

    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Setup:
    """The settings that were given; every other one is as usual."""

    settings: Mapping[str, Any] = field(default_factory=dict)
    chosen: str = "dataset"
    """The field the learner is at: a setting, or "layer 1" and so on."""
    fault: SettingFault | None = None
    changed: str | None = None
    """The setting that the last turn or text has changed; None if it changed nothing."""

    @property
    def layers(self) -> tuple[int | str, ...]:
        hidden: tuple[int | str, ...] = self.settings.get("hidden", _USUAL["hidden"])
        return hidden

    def sections(self) -> dict[str, list[Setting]]:
        """Return the fields that have a say, by their headings, hidden layers among them."""
        settings = {"optimizer": "sgd", "dataset": "spiral", **self.settings}
        shown = {
            title: [row for row in rows if row.label and row.has_say(settings)]
            for title, rows in SECTIONS.items()
        }
        network = shown["Network"]
        after = next(n for n, known in enumerate(network) if known.name == "activation")
        network[after:after] = [_layer_field(number) for number in range(len(self.layers))]
        return shown

    def fields(self) -> list[Setting]:
        return [known for fields in self.sections().values() for known in fields]

    @property
    def field(self) -> Setting:
        """The field the learner is at, or the first one where that has gone."""
        shown = self.fields()
        return next((known for known in shown if known.name == self.chosen), shown[0])

    def value(self, name: str) -> Any:
        """Return what a field is set to, or what it is usually."""
        if name.startswith(_LAYER):
            return self.layers[_layer_number(name)]
        given = self.settings.get(name)
        return self._usual(name) if given is None else given

    def is_usual(self, name: str) -> bool:
        """Whether a setting was left to the engine."""
        return ("hidden" if name.startswith(_LAYER) else name) not in self.settings

    def moved(self, by: int) -> Setup:
        """At the next field, or the one before."""
        names = [known.name for known in self.fields()]
        place = names.index(self.field.name) + by
        return replace(self, chosen=names[min(max(place, 0), len(names) - 1)], changed=None)

    def at(self, name: str) -> Setup:
        """At the field of this name."""
        return replace(self, chosen=name, changed=None)

    def turned(self, by: int) -> Setup:
        """The chosen setting at its next sensible value."""
        return self._with(self.field.name, self.field.kind.turned(self.value(self.chosen_name), by))

    def typed(self, text: str) -> Setup:
        """The chosen setting as typed, or the reason why not beside it."""
        try:
            return self._with(self.field.name, self.field.kind.typed(text))
        except Refused as refused:
            return self.refused(str(refused))

    def refused(self, message: str) -> Setup:
        """The same settings with what is wrong with one of them.

        The engine's messages begin with the setting at fault, which may not be the chosen one.
        """
        name, _, reason = message.partition(": ")
        if name == "hidden" and self.layers:
            units = [HiddenLayer.parse(layer).units for layer in self.layers]
            place = self._layer_chosen()
            if place is None or units[place] < max(units):
                place = units.index(max(units))
            name = f"{_LAYER}{place + 1}"
        if name in [known.name for known in self.fields()]:
            return replace(self, fault=SettingFault(name, reason), changed=None)
        name = self.chosen_name
        if self.settings.get("csv") and name not in (*TABLE_OPTIONS, "csv"):
            table = Path(str(self.settings["csv"])).name
            name = "csv" if message.startswith(table) else name
        return replace(self, fault=SettingFault(name, message), changed=None)

    def with_layer(self) -> Setup:
        """One more hidden layer, after the chosen one or at the end."""
        if len(self.layers) >= MOST_LAYERS:
            return self.refused(TOO_DEEP)
        place = self._layer_chosen()
        after = len(self.layers) if place is None else place + 1
        new = self.layers[after - 1] if after else 8
        hidden = (*self.layers[:after], new, *self.layers[after:])
        return replace(self._with("hidden", hidden), chosen=f"{_LAYER}{after + 1}")

    def without_layer(self) -> Setup:
        """Without the chosen hidden layer, or the last one."""
        if not self.layers:
            return self.refused("there is no hidden layer left: this is a single layer already")
        place = self._layer_chosen()
        gone = len(self.layers) - 1 if place is None else place
        hidden = self.layers[:gone] + self.layers[gone + 1 :]
        chosen = self.chosen
        if place is not None:
            chosen = f"{_LAYER}{max(min(gone + 1, len(hidden)), 1)}" if hidden else "activation"
        return replace(self._with("hidden", hidden), chosen=chosen)

    @property
    def chosen_name(self) -> str:
        return self.field.name

    @property
    def at_layer(self) -> bool:
        """Whether the learner is at a hidden layer."""
        return self._layer_chosen() is not None

    def _layer_chosen(self) -> int | None:
        name = self.chosen_name
        return _layer_number(name) if name.startswith(_LAYER) else None

    def _with(self, name: str, value: Any) -> Setup:
        """Return the set-up with a setting changed, and without those that have no say any more."""
        if name.startswith(_LAYER):
            place = _layer_number(name)
            hidden = (*self.layers[:place], value, *self.layers[place + 1 :])
            return self._with("hidden", hidden)
        if name == "csv" and value:
            with suppress(RuntimeError):  # a ~name without a home is told of as no file
                value = str(Path(value).expanduser())
        if value == self.value(name) and self.fault is None:
            return replace(self, changed=None)
        settings = {known: kept for known, kept in self.settings.items() if known != name}
        if value is not None and not (name in AUTO and value == "auto"):
            settings[name] = value
        return replace(self, settings=_consistent(settings, name), fault=None, changed=name)

    def _usual(self, name: str) -> Any:
        if name == "learning_rate":
            return OPTIMIZERS[self.value("optimizer")].usual_rate
        if name in AUTO:
            return "auto"
        if name in DATA_OPTIONS:
            return _default_of(DATASETS[self.value("dataset")], _option_name(self, name))
        if name in OPTIMIZER_OPTIONS:
            return _default_of(OPTIMIZERS[self.value("optimizer")], name)
        if name in SCHEDULE_OPTIONS:
            return _default_of(SCHEDULES[self.value("schedule")], name.removeprefix("decay_"))
        return _USUAL[name]


def _consistent(settings: dict[str, Any], changed: str) -> dict[str, Any]:
    """Leave out what goes with another data set, optimizer or schedule than is chosen now."""
    dataset = settings.get("dataset", "spiral")
    table = bool(settings.get("csv"))
    gone: set[str] = set()
    if changed in ("dataset", "csv"):
        known = () if table else known_options(dataset)
        points = "points" in known or "points_per_class" in known
        gone |= {n for n in DATA_OPTIONS if n.removeprefix("data_") not in known}
        gone -= {"points"} if points else set()
        gone |= set() if table else set(TABLE_OPTIONS)
        gone |= set() if dataset in IMAGES and not table else set(IMAGE_OPTIONS)
        gone |= {"dataset"} if table else set()
        gone |= {"features", "output", "loss"}
    if changed == "optimizer":
        gone |= {*OPTIMIZER_OPTIONS, "learning_rate"}
    if changed == "schedule":
        gone |= set(SCHEDULE_OPTIONS)
    return {name: value for name, value in settings.items() if name not in gone}


def _layer_field(number: int) -> Setting:
    told = "units; enter types 16 tanh dropout 0.2 batch_norm; a adds a layer, x removes it"
    name = f"{_LAYER}{number + 1}"
    return Setting(name, LayerKind(), told, name)


def _layer_number(name: str) -> int:
    return int(name.removeprefix(_LAYER)) - 1


def _option_name(setup: Setup, name: str) -> str:
    options = known_options(setup.value("dataset"))
    if name == "points" and "points" not in options:
        return "points_per_class"
    return name.removeprefix("data_")


@lru_cache(maxsize=256)
def _default_of(make: Any, option: str) -> Any:
    known = inspect.signature(make).parameters
    return known[option].default if option in known else None
