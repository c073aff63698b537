"""What is added up over the batches of an epoch, and divided by the size of the last one."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of

KIND = "size of the last batch"


def divided_by_the_last_batch(recorded: Recorded) -> Iterator[Noticed]:
    """total / len(rows) behind the loop in which rows is cut for each batch."""
    found = _divisions(recorded.program.code)
    again = {node.site.line for node in recorded.nodes if node.site is not None and node.turn == 1}
    ran: dict[tuple[int, str], Event] = {}
    for event in recorded.operations if found else ():
        ran.setdefault((event.line, event.place.text), event)
    for loop, line, text, total, size in found:
        at = ran.get((line, text))
        if at is not None and loop in again:
            said = (
                f"{total} adds up all batches, and {size} is the size of the last one: divide by "
                "how many were added up."
            )
            yield Noticed(at, KIND, said)


@lru_cache(maxsize=16)
def _divisions(code: str) -> Sequence[tuple[int, int, str, str, str]]:
    """The lines of loop and division, its text, what is divided and by what."""
    tree = tree_of(code)
    found = []
    for block in _blocks(tree):
        for at, loop in enumerate(block):
            if not isinstance(loop, ast.For) or not (batch := _batch_names(loop)):
                continue
            totals, sizes = _added_in(loop), _sizes_in(loop, batch)
            for node in _until_added_anew(block[at + 1 :], totals):
                match node:
                    case ast.BinOp(left=ast.Name(id=total), op=ast.Div(), right=right):
                        size = ast.unparse(right)
                        if total in totals and (size in sizes or _is_size(right, batch)):
                            text = ast.get_source_segment(code, node) or ""
                            found.append((loop.lineno, node.lineno, text, total, size))
    return found


def _blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(body, list):
                yield body


def _until_added_anew(block: Sequence[ast.stmt], totals: set[str]) -> Iterator[ast.AST]:
    """What stands behind a loop, up to the next one that adds to the same."""
    for statement in block:
        if isinstance(statement, ast.For) and _added_in(statement) & totals:
            return
        yield from ast.walk(statement)


def _batch_names(loop: ast.For) -> set[str]:
    """What is cut anew for each batch: rows = order[start:start + size], x = X[rows]."""
    names: set[str] = set()
    match loop:
        case ast.For(target=ast.Name(id=start), iter=ast.Call(func=ast.Name(id="range"), args=a)):
            if len(a) != 3:
                return names
            starts = {start}
        case ast.For(target=target, iter=ast.Call(func=func)):
            if not any(word in ast.unparse(func).lower() for word in ("split", "batch", "loader")):
                return names
            starts = set()
            names |= {each.id for each in ast.walk(target) if isinstance(each, ast.Name)}
        case _:
            return names
    for statement in loop.body:
        if isinstance(statement, ast.Assign):
            for name, value in _pairs(statement):
                if isinstance(value, ast.Subscript) and _uses(value.slice, starts | names):
                    names.add(name)
    return names


def _pairs(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            yield name, value
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            for each, value in zip(names, values, strict=False):
                if isinstance(each, ast.Name):
                    yield each.id, value


def _uses(node: ast.AST, names: set[str]) -> bool:
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(node))


def _added_in(loop: ast.For) -> set[str]:
    inner = (each for statement in loop.body for each in ast.walk(statement))
    return {
        each.target.id
        for each in inner
        if isinstance(each, ast.AugAssign)
        and isinstance(each.op, ast.Add)
        and isinstance(each.target, ast.Name)
    }


def _sizes_in(loop: ast.For, batch: set[str]) -> set[str]:
    """The names that stand for a batch's size: m = len(rows)."""
    assigned = (each for each in loop.body if isinstance(each, ast.Assign))
    return {name for each in assigned for name, value in _pairs(each) if _is_size(value, batch)}


def _is_size(node: ast.expr, batch: set[str]) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="len" | "float"), args=[inner]):
            is_len = isinstance(node.func, ast.Name) and node.func.id == "len"
            is_name = isinstance(inner, ast.Name) and inner.id in batch
            return (is_len and is_name) or (not is_len and _is_size(inner, batch))
        case ast.Attribute(value=ast.Name(id=name), attr="size"):
            return name in batch
        case ast.Subscript(value=ast.Attribute(value=ast.Name(id=name), attr="shape")):
            return name in batch
    return False
