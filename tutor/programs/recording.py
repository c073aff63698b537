"""Runs in the sandbox: a program, rewritten, with all that its operations tell kept in a window."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from tutor.programs.instrument import instrument
from tutor.programs.keeping import Keeper
from tutor.programs.pretended import pretended
from tutor.programs.spots import MOST_NODES
from tutor.programs.world import fresh_program, give_tellers, reseed, run_for
from tutor.sandbox.child import report

_Teller = Callable[[int, Any], Any]
_COMPUTED = (np.ndarray, np.generic, float)
_HANDED_ON: _Teller = dict[int, Any]().get
"""Gives the value that it is handed, quicker than any function of Python."""


class Recorder:
    """What a run told: values once each, events that point to them, and the tree of calls."""

    def __init__(self, start: int, stop: int) -> None:
        self.start, self.stop = start, stop
        self.operations = 0
        """How many there were, kept or not."""
        self._keeper = Keeper()
        self.events: list[tuple[int, int, int, int]] = []
        """Spot, node, value, and how many operations came before."""
        self.nodes: list[tuple[int, int, int, int, int]] = [(-1, -1, 0, 0, 0)]
        """Parent, site, number of the iteration (-1: no iteration), first operation, event."""
        self._late: dict[int, int] = {}
        """For each place that is come to behind the window, the first operation there; -1 for one
        that only counts, as loops do."""
        self._began = time.process_time()
        self._packed = 0, 0
        """How many events and nodes were reported."""
        self._stack = [0]
        self._frames: list[int] = []
        self._turns: dict[int, int] = {}
        self._unshown: dict[str, int] = {}
        """Kinds of arrays that are not kept, and the first place of each."""
        self._masked = -1
        """The first place of an array with a mask, which is not kept."""

    def give_tellers(self) -> None:
        """Let the program tell this recorder."""
        self._give(self.tell, self.read)

    def _give(self, tell: _Teller, read: _Teller) -> None:
        tree = (self.enter, self.leave, self.loop, self.turn, self.done)
        give_tellers(tell, self.alter, read, *tree)

    def tell(self, place: int, value: Any) -> Any:
        count = self.operations
        if self.start <= count < self.stop:
            self._keep(place, value)
        elif count == self.stop:
            self._close()
        self.operations = count + 1
        return value

    def _close(self) -> None:
        """Keep no more: most of a long run lies behind the window, and is counted alone."""
        self.stop = self.operations
        self._give(self._counting(), _HANDED_ON)

    def _counting(self) -> _Teller:
        """Return what counts operations alone; it is called for each of a long run."""
        late = self._late

        def count(place: int, value: Any) -> Any:
            if place not in late:
                late[place] = self.operations if isinstance(value, _COMPUTED) else -1
            self.operations += 1
            return value

        return count

    def alter(self, place: int, value: Any) -> None:
        """Tell an array in which a part was set; of what is no array the part alone is told."""
        if isinstance(value, np.ndarray):
            self.tell(place, value)

    def read(self, place: int, value: Any) -> Any:
        if self.start <= self.operations < self.stop:
            self._keep(place, value)
        return value

    def _keep(self, place: int, value: Any) -> None:
        self._keeper.come_to(place)
        if self._keeper.is_full:
            self._close()
            return
        slot = self._keeper.slot(value)
        if slot >= 0:
            self.events.append((place, self._stack[-1], slot, self.operations))
            if type(value) is not np.ndarray and hasattr(value, "mask"):
                self._masked = place if self._masked < 0 else self._masked
        elif isinstance(value, np.ndarray | np.generic):
            self._unshown.setdefault(value.dtype.kind, place)

    # The tree

    def _node(self, site: int, number: int) -> int:
        if len(self.nodes) >= MOST_NODES:
            return self._stack[-1]
        node = (self._stack[-1], site, number, self.operations, len(self.events))
        self.nodes.append(node)
        return len(self.nodes) - 1

    def enter(self, site: int) -> None:
        self._frames.append(len(self._stack))
        self._stack.append(self._node(site, -1))

    def leave(self) -> None:
        del self._stack[self._frames.pop() :]

    def loop(self, site: int) -> None:
        node = self._node(site, -1)
        self._turns[node] = 0
        self._stack.append(node)

    def turn(self, site: int) -> None:
        if not self._back_to(site):
            return
        node = self._stack[-1]
        number = self._turns.get(node, 0)
        self._turns[node] = number + 1
        self._stack.append(self._node(site, number))

    def done(self, site: int) -> None:
        if self._back_to(site):
            self._stack.pop()

    def _back_to(self, site: int) -> bool:
        """Leave what is inside of a loop; tell whether the loop is still there."""
        least = self._frames[-1] if self._frames else 0
        for place in range(len(self._stack) - 1, least, -1):
            node = self.nodes[self._stack[place]]
            if node[1] == site and node[2] == -1:
                del self._stack[place + 1 :]
                return True
        return False

    def packed(self) -> dict[str, Any]:
        """Return what was told since the last time as plain values."""
        events, nodes = self.events[self._packed[0] :], self.nodes[self._packed[1] :]
        self._packed = len(self.events), len(self.nodes)
        found = self._late.items()
        late = {str(at): n for at, n in found if n >= 0 and not self._keeper.came_to(at)}
        return {
            "operations": self.operations,
            "seconds": time.process_time() - self._began,
            "late": late,
            "start": self.start,
            "stop": self.stop,
            "pretended": sorted(pretended),
            "unshown": dict(self._unshown),
            "masked": self._masked,
            **self._keeper.packed(),
            "events": np.array(events, dtype=np.int64).reshape(-1, 4),
            "nodes": np.array(nodes, dtype=np.int64).reshape(-1, 5),
        }


class PromptRecorder(Recorder):
    """Reports each operation as it is told, for a program that may end Python itself."""

    def tell(self, place: int, value: Any) -> Any:
        super().tell(place, value)
        if len(self.events) > self._packed[0]:
            report(self.packed())
        return value


def record(
    code: str,
    inputs: dict[str, Any],
    start: int,
    stop: int,
    seconds: float,
    name: str,
    promptly: bool,
) -> dict[str, Any]:
    """Run `code` as a program named `name` that finds `inputs`; report what its operations told.

    The report is made when the program ends, raises, or has run for so many seconds; with
    `promptly` each operation is reported at once. Return how it ended.
    """
    rewritten, _ = instrument(code, name)
    recorder = (PromptRecorder if promptly else Recorder)(start, stop)
    program = fresh_program(name)
    program.__dict__.update(inputs)
    recorder.give_tellers()
    reseed()
    compiled = compile(rewritten, name, "exec")
    return run_for(
        seconds, lambda: exec(compiled, program.__dict__), lambda: report(recorder.packed())
    )
