"""Settings that dials turn: numbers within a range and choices from a list, as plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from tutor.plots.cells import Picture
from tutor.plots.dials import Dial, dial_rows, place_on_dial
from tutor.plots.numbers import shown

Value: TypeAlias = float | str


@dataclass(frozen=True, slots=True)
class RangeDial:
    """A number that a dial moves along the multiples of a step."""

    low: float
    high: float
    step: float

    def turned(self, value: Value, steps: int) -> Value:
        return stepped(float(value), self.step, steps, self.low, self.high)

    def part(self, value: Value) -> float:
        return (float(value) - self.low) / (self.high - self.low)

    def at(self, part: float) -> Value:
        """Return the multiple of the step that is nearest to a part of the way, or the end."""
        near = round((self.low + part * (self.high - self.low)) / self.step) * self.step
        return min(max(float(f"{near:.12g}"), self.low), self.high)


@dataclass(frozen=True, slots=True)
class ChoiceDial:
    """One of several values, numbers or words, in their order."""

    values: Sequence[Value]

    def turned(self, value: Value, steps: int) -> Value:
        place = self.values.index(value) + steps
        return self.values[min(max(place, 0), len(self.values) - 1)]

    def part(self, value: Value) -> float:
        return self.values.index(value) / max(len(self.values) - 1, 1)

    def at(self, part: float) -> Value:
        return self.values[round(part * (len(self.values) - 1))]


@dataclass(frozen=True, slots=True)
class Settings:
    """What dials there are, how they are set, and which of them is turned."""

    dials: Mapping[str, RangeDial | ChoiceDial]
    values: Mapping[str, Value]
    place: int = 0

    @property
    def chosen(self) -> str:
        """The name of the dial that is turned; empty where there is none."""
        return [*self.dials, ""][self.place]

    def number(self, name: str) -> float:
        return float(self.values[name])

    def turned(self, steps: int) -> Settings:
        """Return the settings with the chosen dial moved by so many steps, up or down."""
        name = self.chosen
        value = self.dials[name].turned(self.values[name], steps)
        return replace(self, values={**self.values, name: value})

    def moved(self, by: int) -> Settings:
        """Return the settings with another dial chosen."""
        return replace(self, place=(self.place + by) % max(len(self.dials), 1))

    def clicked(self, text: str, column: int) -> Settings:
        """Return the settings after a click on a row that reads so: a dial is set to that place."""
        for place, (name, dial) in enumerate(self.dials.items()):
            part = place_on_dial(text, column, name, setting_text(self.values[name]))
            if part is not None:
                return replace(self, place=place, values={**self.values, name: dial.at(part)})
        return self

    def picture(self, width: int, *, focused: bool) -> Picture:
        """Return a row for each dial, and point at the chosen one while it can be turned."""
        rows = [
            Dial(name, setting_text(self.values[name]), dial.part(self.values[name]))
            for name, dial in self.dials.items()
        ]
        return dial_rows(rows, self.place if focused else None, width)


def setting_text(value: object) -> str:
    """Return the value of a setting as a learner reads it."""
    if isinstance(value, tuple):
        return "-".join(map(str, value)) or "none"
    if isinstance(value, bool):
        return "on" if value else "off"
    return shown(value) if isinstance(value, int | float) else str(value)


def stepped(value: float, step: float, steps: int, low: float, high: float) -> float:
    """Return the value moved along the multiples of the step, kept between the ends."""
    count = value / step
    start = math.floor(count + 1e-6) if steps > 0 else math.ceil(count - 1e-6)
    reached = (start + steps) * step
    return min(max(float(f"{reached:.12g}"), low), high)
