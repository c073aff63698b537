"""The standing of a race: bars as long as the times, and how many times as fast the last one is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tutor.live.race.options import RaceOptions
from tutor.live.race.races import RACES
from tutor.live.race.timing import Timing, duration
from tutor.live.scene import Room
from tutor.plots.bars import Bar, bars
from tutor.plots.captions import caption
from tutor.plots.cells import Picture, Span
from tutor.plots.dials import Dial, dial_rows

Timings = Mapping[str, Timing]


@dataclass(frozen=True, slots=True)
class RaceState:
    """The size that is chosen, the timings at each size so far, and who runs."""

    size: int
    timings: Mapping[int, Timings] = field(default_factory=dict)
    runner: str = ""

    def at_hand(self) -> Timings:
        return self.timings.get(self.size, {})


class RaceScene:
    """Draws a race."""

    hint = "space starts the race, ← and → change the size."

    def __init__(self, options: RaceOptions) -> None:
        self.race = RACES[options.race]
        self.sizes = options.sizes
        self._first = options.start or options.sizes[-1]

    def started(self) -> RaceState:
        return RaceState(self._first)

    def turned(self, state: RaceState, steps: int) -> RaceState:
        """Return the state with another size, and nobody running."""
        place = min(max(self.sizes.index(state.size) + steps, 0), len(self.sizes) - 1)
        return replace(state, size=self.sizes[place], runner="")

    def forgotten(self, state: RaceState) -> RaceState:
        """Return the state without the timings at its size: they are to be taken anew."""
        others = {size: timed for size, timed in state.timings.items() if size != state.size}
        return replace(state, timings=others)

    def timed(self, state: RaceState, name: str, timing: Timing) -> RaceState:
        timings = {**state.at_hand(), name: timing}
        return replace(state, timings={**state.timings, state.size: timings})

    def ratio(self, timings: Timings) -> float | None:
        """Return how many times as fast the last way is as the first, None before the end."""
        first, *_, last = (way.name for way in self.race.ways)
        if first not in timings or last not in timings:
            return None
        return timings[first].median / timings[last].median

    def figures(self, state: RaceState) -> Mapping[str, float]:
        ratio = self.ratio(state.at_hand())
        return {"ratio": ratio or 0.0, "size": state.size, "finished": ratio is not None}

    def picture(self, state: RaceState, room: Room) -> Picture:
        title = self.race.title.format(size=f"{state.size:,}")
        rows = caption(title[0].upper() + title[1:], room.width, "text", bold=True)
        rows += [[], *self._bars(state, room.width)]
        rows += [[], *self._verdict(state, room.width)]
        rows += self._sizes(state, room)
        return [*rows, *self._so_far(state, room.width)]

    def _bars(self, state: RaceState, width: int) -> Picture:
        timings, last = state.at_hand(), self.race.ways[-1]
        entries = []
        for way in self.race.ways:
            role = "accent" if way is last else "muted"
            if way.name in timings:
                seconds = timings[way.name].median
                entries.append(Bar(way.name, seconds, duration(seconds), role))
            else:
                entries.append(Bar(way.name, 0.0, "…" if way.name == state.runner else "–", role))
        return bars(entries, width)

    def _verdict(self, state: RaceState, width: int) -> Picture:
        """Return who is faster, and how it was measured, in two rows that are always there."""
        timings = state.at_hand()
        ratio = self.ratio(timings)
        if ratio is None:
            return [[Span("Timing …" if state.runner else "Not timed yet.", "muted")], []]
        first, *_, last = (way.name for way in self.race.ways)
        faster, slower = (last, first) if ratio >= 1 else (first, last)
        times = _factor(max(ratio, 1 / ratio))
        counts = ", ".join(str(len(timings[way.name].samples)) for way in self.race.ways)
        measured = f"Medians of {counts} runs on this machine, after a first one."
        verdict = f"{faster} is {times} times as fast as {slower}."
        return [*caption(verdict, width, "text", bold=True), *caption(measured, width)]

    def _sizes(self, state: RaceState, room: Room) -> Picture:
        part = self.sizes.index(state.size) / max(len(self.sizes) - 1, 1)
        dial = Dial("numbers", f"{state.size:,}", part)
        return dial_rows([dial], 0 if room.focused else None, room.width)

    def _so_far(self, state: RaceState, width: int) -> Picture:
        """Return the ratios at other sizes, where there are some."""
        ratios = {size: self.ratio(state.timings[size]) for size in sorted(state.timings)}
        told = [f"{size:,}: {_factor(ratio)}×" for size, ratio in ratios.items() if ratio]
        return caption("So far  " + "   ".join(told), width) if len(told) > 1 else []


def _factor(times: float) -> str:
    return f"{times:.2g}" if times < 10 else f"{times:,.0f}"
