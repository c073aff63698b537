"""A run of a program as it was recorded: operations with values, and the tree they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tutor.programs.program import Program
from tutor.programs.spots import MOST_NODES, Map, Site, Spot
from tutor.programs.values import Unpacking, Value

UNSHOWN = {
    "c": "complex numbers",
    "O": "arrays of objects",
    "U": "texts",
    "S": "texts",
    "M": "dates",
    "m": "spans of time",
    "V": "records",
    "T": "texts",
}
"""What arrays hold that are not told, by the letter of their kind."""


@dataclass(slots=True, eq=False)
class Event:
    """Something told: an operation, or a value that was looked up."""

    number: int
    """How many operations came before it in the run."""
    place: Spot
    node: int
    value: Value
    operands: list[Event] = field(default_factory=list)
    line: int = field(init=False)
    name: str | None = field(init=False)
    is_operation: bool = field(init=False)

    def __post_init__(self) -> None:
        place = self.place  # asked for again and again
        self.line, self.name, self.is_operation = place.line, place.name, place.kind != "read"


class Branch(NamedTuple):
    """A call, a loop, or one turn of it; the first node is the program itself."""

    parent: int
    site: Site | None
    turn: int | None
    """The number of the iteration, from 0; None for a call and for the loop as a whole."""
    first: int
    """How many operations came before it."""


@dataclass(frozen=True, slots=True, eq=False)
class Recorded:
    """A run, as far as it was kept."""

    program: Program
    map: Map
    events: Sequence[Event]
    nodes: Sequence[Branch]
    total: int
    """Operations of the whole run."""
    start: int
    """The first operation that was kept."""
    stop: int = 0
    """The first behind it that was not, where the run has as many."""
    message: str = ""
    """A sentence that says why the run did not finish; "" if it did."""
    line: int | None = None
    """Where it stopped by an exception."""
    output: str = ""
    output_cut: bool = False
    """Whether it printed more than that."""
    pretended: Sequence[str] = ()
    """Packages that are not installed, whose calls did nothing."""
    unshown: Mapping[str, int] = field(default_factory=dict)
    """Kinds of arrays that are not told, by NumPy's letters, and the line where each came first."""
    masked: int = 0
    """The line of the first array with a mask, 0 for none."""
    late: Mapping[int, int] = field(default_factory=dict)
    """The places, by their numbers, that the run came to behind what was kept alone; how many
    operations came before each."""
    seconds: float = 0.0
    """For how long the processor was busy with the run."""
    operations: Sequence[Event] = ()
    """The events that are operations."""
    below: Sequence[Sequence[int]] = ((),)
    """For each branch those that grow from it."""
    direct: Sequence[Sequence[int]] = ((),)
    """For each branch the positions of its own operations."""

    @property
    def remarks(self) -> list[str]:
        """What is to be said of the run besides its operations and its message."""
        said = []
        if self.output_cut:
            said.append("It prints more than 1 MB: the rest of its output is left out.")
        if self.pretended:
            packages = ", ".join(self.pretended)
            said.append(f"Not installed here, so that their calls did nothing: {packages}.")
        if self.unshown:
            lines: dict[str, int] = {}
            for kind, line in self.unshown.items():
                lines.setdefault(UNSHOWN[kind], line)
            kinds = ", ".join(f"{kind} (line {line})" for kind, line in lines.items())
            said.append(f"Real numbers alone are shown; left out: {kinds}.")
        if self.masked:
            said.append(
                f"Masked arrays (line {self.masked}) are shown without their masks: the numbers "
                "below a mask too, though they do not count."
            )
        return said

    @property
    def is_whole(self) -> bool:
        return self.start == 0 and not self.goes_on

    @property
    def goes_on(self) -> bool:
        """Whether there were operations behind the last one that was kept."""
        return self.total > self.stop

    def is_cut_off(self, node: int) -> bool:
        """Whether more may have come within a call, a loop or a turn than was told apart."""
        return len(self.nodes) >= MOST_NODES and node in self.path(len(self.nodes) - 1)

    def path(self, node: int) -> list[int]:
        """Return the nodes from the program down to this one."""
        found = [node]
        while (parent := self.nodes[found[-1]].parent) >= 0:
            found.append(parent)
        return found[::-1]

    def turn(self, node: int) -> int:
        """Return the innermost turn of a loop that a node is in, 0 for none."""
        while node and self.nodes[node].turn is None:
            node = self.nodes[node].parent
        return node

    def frame(self, node: int) -> int:
        """Return the call that a node is in, 0 for the program itself."""
        while node and (self.nodes[node].turn is not None or not self.is_call(node)):
            node = self.nodes[node].parent
        return node

    def is_call(self, node: int) -> bool:
        """Whether a branch is a call of one of the program's functions."""
        site = self.nodes[node].site
        return site is not None and site.kind == "call"

    def computed(self, event: Event) -> Event:
        """Return the operation that made what a name was bound to: dW, db = backward(dZ)."""
        if event.place.kind != "bound":
            return event
        same = (e for e in self.operations if e.value is event.value and e.place.kind != "bound")
        return next(same, event)

    def within(self, node: int) -> set[int]:
        """Return a node and all below it."""
        found, nodes = set(), [node]
        while nodes:
            here = nodes.pop()
            found.add(here)
            nodes += self.below[here]
        return found

    def inside(self, function: str | None = None, iteration: int | None = None) -> set[int]:
        """Return the nodes inside of calls of a function and of iterations of outermost loops.

        A function's own loops count; where none of them comes to the iteration, those round it.
        """
        found = self._inside(function, iteration)
        if not found and function is not None and iteration is not None:
            found = self._inside(function, None) & self._inside(None, iteration)
        return found

    def _inside(self, function: str | None, iteration: int | None) -> set[int]:
        found: set[int] = set()
        called = [function is None]
        looped: list[int | None] = [None]
        for number, node in enumerate(self.nodes):
            if number:
                here = node.site is not None and node.site.kind == "call"
                called.append(called[node.parent] or (here and _called(node, function)))
                outer = looped[node.parent]
                looped.append(node.turn if outer is None and called[number] else outer)
            if called[number] and (iteration is None or looped[number] == iteration):
                found.add(number)
        return found


def _called(node: Branch, function: str | None) -> bool:
    """Whether it is a call of the function, which may be written with its class before it."""
    return node.site is not None and node.site.name == (function or "").rpartition(".")[2]


def unpack(parts: Sequence[Any], program: Program, map: Map) -> Recorded:
    """Return the run that the sandbox told in parts; raise ValueError where it cannot be one."""
    try:
        told = _joined(parts)
        nodes = list(_nodes(told["nodes"], map))
        events = list(_events(told, map, len(nodes)))
        total, start, stop = (int(told[name]) for name in ("operations", "start", "stop"))
        pretended = [str(name) for name in told["pretended"]]
        late = {int(place): int(number) for place, number in told["late"].items()}
        seconds = float(told["seconds"])
        masked = map.places[told["masked"]].line if int(told["masked"]) >= 0 else 0
        if not all(0 <= place < len(map.places) for place in late):
            raise ValueError("this is no place")
        unshown = {
            kind: map.places[place].line for kind, place in told["unshown"].items() if UNSHOWN[kind]
        }
    except (KeyError, TypeError, IndexError, AttributeError, OverflowError) as error:
        raise ValueError(f"this is no recorded run: {error}") from None
    _link(events, nodes, map)
    operations = tuple(event for event in events if event.is_operation)
    below: list[list[int]] = [[] for _ in nodes]
    for number, node in enumerate(nodes[1:], 1):
        below[node.parent].append(number)
    direct: list[list[int]] = [[] for _ in nodes]
    for position, event in enumerate(operations):
        direct[event.node].append(position)
    return Recorded(
        program,
        map,
        events,
        nodes,
        total,
        start,
        stop,
        pretended=pretended,
        unshown=unshown,
        masked=masked,
        late=late,
        seconds=seconds,
        operations=operations,
        below=below,
        direct=direct,
    )


def _joined(parts: Sequence[Any]) -> dict[str, Any]:
    """Return what was told in parts as if it had been told at once."""
    whole = dict(parts[-1])
    if len(parts) > 1:
        for key in ("numbers", "bits", "places", "memory", "events", "nodes", "formed"):
            whole[key] = np.concatenate([part[key] for part in parts])
        whole["forms"] = [form for part in parts for form in part["forms"]]
        for key in ("changes", "ranges", "layouts"):
            whole[key] = {slot: told for part in parts for slot, told in part[key].items()}
    return whole


def _nodes(rows: NDArray[Any], map: Map) -> Iterator[Branch]:
    for number, (parent, site, turn, first, _) in enumerate(rows.tolist()):
        if not (parent < number and (parent >= 0) == (number > 0) and -1 <= site < len(map.sites)):
            raise ValueError("this is no tree")
        is_turn = number > 0 and turn >= 0
        yield Branch(
            parent, map.sites[site] if site >= 0 else None, turn if is_turn else None, first
        )


def _events(told: Any, map: Map, nodes: int) -> Iterator[Event]:
    values = Unpacking(told).values()
    for place, node, slot, number in told["events"].tolist():
        if not (0 <= place < len(map.places) and 0 <= node < nodes and 0 <= slot < len(values)):
            raise ValueError("this is no event")
        yield Event(number, map.places[place], node, values[slot])


def _operands_in(
    last: Mapping[tuple[int, int], Event], frame: int, spot: Spot, map: Map
) -> Iterator[Event]:
    """Yield what was told last at the operands of a place, or within one that was not told."""
    for place in spot.operands:
        if found := last.get((frame, place)):
            yield found
        else:
            yield from _operands_in(last, frame, map.places[place], map)


def _link(events: Sequence[Event], nodes: Sequence[Branch], map: Map) -> None:
    """Give each operation its operands: what was told last at their places in the same call."""
    frames: list[int] = []
    for number, node in enumerate(nodes):
        is_call = node.site is not None and node.site.kind == "call"
        frames.append(number if is_call or number == 0 else frames[node.parent])
    last: dict[tuple[int, int], Event] = {}
    numbers = {id(place): number for number, place in enumerate(map.places)}
    for event in events:
        frame = frames[event.node]
        event.operands = list(_operands_in(last, frame, event.place, map))
        last[frame, numbers[id(event.place)]] = event
