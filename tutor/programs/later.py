"""What a run comes to only behind its first window: an evaluation at the end, rare turns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tutor.programs.expressions import called, is_contraction, sign
from tutor.programs.noticing.answers import is_equality
from tutor.programs.recorded import Event, Recorded
from tutor.programs.running import run_program

QUICK = 2.0
"""Seconds of a run that is run again for it."""
MOST = 2
"""Times that it is run again."""
BEFORE = 1000
"""Operations, at most, that are kept of what comes before: the training that is evaluated."""


def later_windows(
    recorded: Recorded,
    seconds: float,
    is_sought: Callable[[], bool],
    stop: Callable[[], bool] | None = None,
) -> Iterator[Recorded]:
    """Yield the run with its window at the first place that was not come to in the one before.

    It is at a product of matrices as long as a network is sought; one time more is given to that.
    The last time it is where a program tells how well it has learned: where its answers are held
    against others, or else at the last place of all, with the places that come shortly before.
    """
    end = recorded.stop
    for left in range(MOST + is_sought() if recorded.seconds < QUICK else 0, 0, -1):
        places = {place: number for place, number in recorded.late.items() if number >= end}
        if not places or (stop is not None and stop()):
            return
        late = [*places.values()]
        texts = ((recorded.map.places[place].text, number) for place, number in places.items())
        products = [number for text, number in texts if is_sought() and is_contraction(text)]
        asked = [n for place, n in places.items() if is_equality(recorded.map.places[place].text)]
        first = min(products or late) if left > 1 or products else max(asked or late)
        near = first - _room(recorded)
        earliest = min(number for number in late if number >= near)
        start = max(0, near) if products else _begun(recorded, earliest)
        window = run_program(recorded.program, start, seconds=seconds, stop=stop)
        yield window
        end = max(window.stop, first + 1)


def _begun(recorded: Recorded, first: int) -> int:
    """Return where the outermost turn of a loop begins, else a call, that is near before it.

    A window that begins amid a pass of the network would hold one half of it.
    """
    near = range(max(0, first - _room(recorded)), first + 1)
    nodes = [n for n, node in enumerate(recorded.nodes) if n and node.first in near]
    nodes = [n for n in nodes if recorded.nodes[n].first < first] or nodes  # with some of before
    calls = [n for n in nodes if recorded.is_call(n) and recorded.nodes[n].turn is None]
    turns = [n for n in nodes if recorded.nodes[n].turn is not None]
    outermost = min(turns or calls, key=lambda n: len(recorded.path(n)), default=None)
    return near.start if outermost is None else recorded.nodes[outermost].first


def _room(recorded: Recorded) -> int:
    """Return how many operations before a place are kept: of large arrays fewer."""
    return min(BEFORE, recorded.stop // 3)


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
