"""What a run comes to only behind its first window: an evaluation at the end, rare turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tutor.programs.expressions import called, is_contraction, sign
from tutor.programs.recorded import Event, Recorded
from tutor.programs.running import run_program

QUICK = 2.0
"""Seconds of a run that is run again for it."""
MOST = 2
"""Times that it is run again."""
BEFORE = 1000
"""Operations, at most, that are kept of what comes before: the training that is evaluated."""


def later_windows(
    recorded: Recorded, seconds: float, stop: Callable[[], bool] | None = None
) -> Iterator[Recorded]:
    """Yield the run with its window at the first place that was not come to in the one before.

    The last time it is at the last of all: there a program tells how well it has learned.
    """
    end = recorded.stop
    for left in range(MOST if recorded.seconds < QUICK else 0, 0, -1):
        late = [number for number in recorded.late.values() if number >= end]
        if not late or (stop is not None and stop()):
            return
        first = min(late) if left > 1 else max(late)
        start = _begun(recorded, first)
        window = run_program(recorded.program, start, seconds=seconds, stop=stop)
        yield window
        end = max(window.stop, first + 1)


def _begun(recorded: Recorded, first: int) -> int:
    """Return where the outermost turn of a loop begins, else a call, that is near before it.

    A window that begins amid a pass of the network would hold one half of it.
    """
    room = min(BEFORE, recorded.stop // 3)  # of large arrays fewer operations are kept
    near = range(max(0, first - room), first + 1)
    nodes = [n for n, node in enumerate(recorded.nodes) if n and node.first in near]
    calls = [n for n in nodes if recorded.is_call(n) and recorded.nodes[n].turn is None]
    turns = [n for n in nodes if recorded.nodes[n].turn is not None]
    outermost = min(turns or calls, key=lambda n: len(recorded.path(n)), default=None)
    return near.start if outermost is None else recorded.nodes[outermost].first


class LatePlaces:
    """The places of a later window that those before did not come to."""

    def __init__(self, before: Sequence[Recorded], window: Recorded) -> None:
        came: set[int] = set()
        for run in before:
            told = {id(event.place) for event in run.events}
            came |= {n for n, place in enumerate(run.map.places) if id(place) in told}
        places = window.map.places
        self._late = {id(place) for n, place in enumerate(places) if n not in came}
        self._own = {id(place) for place in places}
        self._lines = {event.line for run in before for event in run.events}

    def hold(self, event: Event) -> bool:
        """Return whether an event lies there; a piece of the text may tell no value itself."""
        is_written = id(event.place) not in self._own and event.line not in self._lines
        return is_written or id(event.place) in self._late

    def hold_formulas(self, window: Recorded) -> bool:
        """Return whether anything there may be of a pass of a network: products, losses."""
        late = (event.place.text for event in window.operations if self.hold(event))
        return any(is_contraction(t) or sign(t) == "Pow" or called(t) == "log" for t in late)
