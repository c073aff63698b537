"""Trainings that end in their first turn."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.recorded import Recorded
from tutor.programs.written import written_at

KIND = "one turn"
_WAITING = re.compile(r"wait|patien|stale|bad|no_improv|not_improv|worse|stall|since", re.I)


def loops_that_end(recorded: Recorded) -> Iterator[Noticed]:
    """A return at the end of the body of a training loop, or a stop while one is to wait."""
    for node in nodes_of(recorded.program.code):
        if not isinstance(node, ast.For | ast.While):
            continue
        event = event_in(node, recorded)
        if event is None:
            continue
        if (last := _end_of_body(node)) is not None:
            word = "return" if isinstance(last, ast.Return) else "break"
            said = f"The loop ends here in its first turn: {word} stands inside of it."
            yield Noticed(written_at(last, event, recorded), KIND, said)
        for test, name, most in _stops(node):
            said = f"It stops while {name} is small, as in the first turn: >= {most} is meant."
            yield Noticed(written_at(test, event, recorded), KIND, said)


def _end_of_body(loop: ast.For | ast.While) -> ast.stmt | None:
    """What ends a loop that counts its turns as soon as it comes there, in each of them."""
    if not isinstance(loop, ast.For) or len(loop.body) < 3 or not _is_range(loop.iter):
        return None
    last, inner = loop.body[-1], [*ast.walk(loop)]
    is_end = isinstance(last, ast.Return | ast.Break)
    return last if is_end and not any(isinstance(e, ast.Continue) for e in inner) else None


def _is_range(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) in ("range", "trange", "tqdm")


def _stops(loop: ast.For | ast.While) -> Iterator[tuple[ast.expr, str, str]]:
    """Yield tests as in if wait <= patience: break, where wait counts up from 0."""
    steps = (e for e in ast.walk(loop) if isinstance(e, ast.AugAssign))
    counted = {ast.unparse(e.target) for e in steps if isinstance(e.op, ast.Add)}
    for node in loop.body:
        match node:
            case ast.If(
                test=ast.Compare(
                    left=left, ops=[ast.Lt() | ast.LtE()], comparators=[right]
                ) as test,
                body=[*_, ast.Break()],
            ):
                name = ast.unparse(left)
                is_number = not isinstance(right, ast.Constant) or bool(right.value)
                if name in counted and _WAITING.search(name) and is_number:
                    yield test, name, ast.unparse(right)
