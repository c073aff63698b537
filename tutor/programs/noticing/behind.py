"""What lies behind a value, and what is made of it, through names, lines and calls."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from tutor.programs.recorded import Event

_FAR = 60


def behind(event: Event, makers: Mapping[int, Event]) -> Iterator[Event]:
    """Yield the operations that an array was made by, the nearest first."""
    waiting, seen = deque([event]), set[int]()
    while waiting and len(seen) < _FAR:
        each = waiting.popleft()
        made = each if each.is_operation else makers.get(id(each.value), each)
        if id(made) in seen or made.number > each.number:
            continue
        seen.add(id(made))
        yield made
        waiting += made.operands


def made_of(
    event: Event,
    taken_by: Mapping[int, Sequence[Event]],
    goes_on: Callable[[Event], bool] = lambda _: True,
) -> Iterator[Event]:
    """Yield the operations that take an array, or what was made of it, the nearest first.

    Those for which `goes_on` is false are yielded, and nothing behind them.
    """
    waiting, seen = deque([event]), set[int]()
    while waiting and len(seen) < _FAR:
        for taker in taken_by.get(id(waiting.popleft().value), ()):
            if id(taker) not in seen:
                seen.add(id(taker))
                yield taker
                if goes_on(taker):
                    waiting.append(taker)
