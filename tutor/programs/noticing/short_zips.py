"""Answers and labels of unlike lengths side by side: zip ends with the shorter, without a word."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.gathered import gathered_pairs
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

KIND = "zip of unlike lengths"
_MORE = 1.2
"""How many times longer the other is: one more may be meant, as in pairs of neighbours."""


def short_zips(recorded: Recorded) -> Iterator[Noticed]:
    """sum(abs(g - t) for g, t in zip(guesses, y_train)), where the guesses are to the test."""
    zips = _zips(recorded.program.code)
    last = recorded.operations[-1].line if recorded.operations else 0  # it may go on there
    for pair in gathered_pairs(recorded) if zips else ():
        names = [side.place.text for side in pair.operands]
        for node, goes_through_all in zips:
            zipped = [each.id for each in node.args if isinstance(each, ast.Name)]
            if {*names} != {*zipped} or pair.line < node.lineno or pair.line == last:
                continue
            turns = len(pair.value.array)
            reads = [_read(recorded, node, name, pair) for name in zipped]
            longer = [e for e in reads if e is not None and len(e.value.array) >= _MORE * turns]
            is_short = any(e is not None and len(e.value.array) == turns for e in reads)
            if len(longer) == 1 and (is_short or (None in reads and goes_through_all)):
                name, length = longer[0].place.text, len(longer[0].value.array)
                said = (
                    f"zip ends with the shorter: {turns} of the {length} in {name} are looked at, "
                    "and held against what does not belong to them. Take those of the same set."
                )
                yield Noticed(written_at(node, longer[0], recorded), KIND, said)
                return


def _read(recorded: Recorded, node: ast.Call, name: str, pair: Event) -> Event | None:
    """What was looked up by a name for a zip, where it has a length."""
    frame = recorded.frame(pair.node)
    for event in reversed(recorded.events):
        is_it = event.line == node.lineno and event.place.text == name
        if is_it and event.number <= pair.number and recorded.frame(event.node) == frame:
            return event if event.value.array.ndim and not event.value.cut else None
    return None


@lru_cache(maxsize=16)
def _zips(code: str) -> Sequence[tuple[ast.Call, bool]]:
    """The zips of two names that a loop goes through, and whether it surely looks at all."""
    found = []
    for node in nodes_of(code):
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
        for loop in loops:
            match loop.iter:
                case ast.Call(func=ast.Name(id="zip"), args=[ast.Name(), ast.Name()]) as call:
                    is_all = isinstance(loop, ast.comprehension) and not loop.ifs
                    found.append((call, is_all))
    return found
