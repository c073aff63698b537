"""What a line of a program could have taken in place of what it takes: all that it can see."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from tutor.programs.expressions import respelled
from tutor.programs.recorded import Event, Recorded
from tutor.programs.tape.graph import Tape, TapeValue

_NAME = re.compile(r"[\w.]+")


class Sight:
    """The values that the text of each call has told, by how they are written."""

    def __init__(self, recorded: Recorded, tape: Tape) -> None:
        self._tape = tape
        self._frames = [recorded.frame(node) for node in range(len(recorded.nodes))]
        self._events = recorded.events
        self._told: dict[int, dict[str, tuple[list[int], list[TapeValue]]]] = defaultdict(dict)
        for order, event in enumerate(recorded.events):
            for text in self._texts(event):
                orders, nodes = self._told[self._frames[event.node]].setdefault(text, ([], []))
                orders.append(order)
                nodes.append(tape.node(event))
        self._order = {id(event): order for order, event in enumerate(recorded.events)}

    def of(self, event: Event, text: str) -> TapeValue | None:
        """Return what a text stands for where an event is; None if it is not seen there."""
        orders, nodes = self._told[self._frames[event.node]].get(text, ([], []))
        here = self._order[id(event)]
        at = bisect_left(orders, here)
        is_next = at < len(orders) and (not at or orders[at] - here < here - orders[at - 1])
        if is_next and not _NAME.fullmatch(text) and self._events[orders[at]].node == event.node:
            return nodes[at]  # what is worked out a few lines later could be so here, too
        return nodes[at - 1] if at else None

    def all(self, event: Event) -> Mapping[str, TapeValue]:
        """Return all that is seen where an event is, by its shortest text."""
        found: dict[int, tuple[str, TapeValue]] = {}
        for text in sorted(self._told[self._frames[event.node]], key=len):
            if (node := self.of(event, text)) is not None:
                found.setdefault(id(node), (text, node))
        return dict(found.values())

    @staticmethod
    def _texts(event: Event) -> list[str]:
        text = respelled(event.place.text) if event.place.kind != "change" else ""
        name = respelled(event.place.name) if event.place.name else ""
        return [each for each in dict.fromkeys((text, name)) if each]
