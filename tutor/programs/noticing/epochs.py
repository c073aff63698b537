"""Batches that are not the parts of the data, each once: read from the loop that cuts them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

KIND = "batches"


@dataclass(frozen=True, slots=True)
class _Cuts:
    """A loop that goes from the beginning of one batch to that of the next."""

    loop: ast.For
    start: str
    size: str


def batches_astray(recorded: Recorded) -> Iterator[Noticed]:
    """for start in range(0, n, size) with [:size], [start:size] or [start:start + size - 1]."""
    ran: dict[int, Event] = {}
    for event in recorded.events:
        ran.setdefault(event.line, event)
    for cuts in _loops(recorded.program.code):
        for node in (each for statement in cuts.loop.body for each in ast.walk(statement)):
            said = _astray(node, cuts) if isinstance(node, ast.Subscript) else ""
            at = ran.get(node.lineno) if said and isinstance(node, ast.Subscript) else None
            if at is not None:
                yield Noticed(at, KIND, said)


def _loops(code: str) -> Iterator[_Cuts]:
    tree = tree_of(code)
    for node in ast.walk(tree):
        match node:
            case ast.For(
                target=ast.Name(id=start),
                iter=ast.Call(func=ast.Name(id="range"), args=[_, _, size]),
            ) if not isinstance(size, ast.Constant | ast.UnaryOp):
                yield _Cuts(node, start, ast.unparse(size))


def _astray(node: ast.Subscript, cuts: _Cuts) -> str:
    """Return what is wrong with a part that is cut out in such a loop, "" for nothing."""
    part = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
    if isinstance(node.slice, ast.Tuple):
        parts = [each for each in node.slice.elts if isinstance(each, ast.Slice) and each.upper]
        part = parts[0] if len(parts) == 1 else part
    if not isinstance(part, ast.Slice) or part.upper is None or part.step is not None:
        return ""
    lower = ast.unparse(part.lower) if part.lower is not None else "0"
    upper = ast.unparse(part.upper)
    size, start, whole = cuts.size, cuts.start, ast.unparse(node.value)
    if lower == "0" and upper == size and _stays(node.value, cuts) and not _is_used(cuts):
        return (
            f"Every batch is the first {size} of {whole} again, as {start} is not in it: write "
            f"{start}:{start} + {size}."
        )
    if lower == start and upper == size:
        return (
            f"It ends at {size} wherever it begins, so that all batches but the first are empty: "
            f"write {start}:{start} + {size}."
        )
    if lower == start and upper in (f"{start} + {size} - 1", f"{start} + ({size} - 1)"):
        return (
            f"The end of a part is not in it, so that the last example of each batch is left out: "
            f"write {start}:{start} + {size}."
        )
    return ""


def _is_used(cuts: _Cuts) -> bool:
    """Whether the loop's variable chooses anything in it: another batch, or random numbers."""
    inner = (each for statement in cuts.loop.body for each in ast.walk(statement))
    return any(isinstance(each, ast.Slice) and cuts.start in _names(each) for each in inner)


def _stays(whole: ast.expr, cuts: _Cuts) -> bool:
    """Whether what is cut is the same from turn to turn."""
    names = _names(whole)
    inner = [each for statement in cuts.loop.body for each in ast.walk(statement)]
    stored = {
        each.id for each in inner if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store)
    }
    is_called = any(isinstance(each, ast.Call) for each in ast.walk(whole))
    shuffled = any(
        isinstance(each, ast.Call)
        and isinstance(each.func, ast.Attribute)
        and each.func.attr == "shuffle"
        for each in inner
    )
    return not is_called and not shuffled and bool(names) and not names & stored


def _names(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
