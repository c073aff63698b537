"""Where a program chooses the function that a layer calls: a list of activations, or of layers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.programs.expressions import called
from tutor.programs.judging.compared_pass import ComparedPass
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at


def chosen_at(event: Event, key: str, compared: ComparedPass) -> Event | None:
    """Return where the function was chosen that an operation stands in, by another layer's right.

    None where it is called by its own name, or where it is not known which choice was meant. The
    event stands for a piece of the text that tells no value.
    """
    if key[:2] != "A[" or not _is_right_elsewhere(event, compared):
        return None
    recorded = compared.recorded
    frame = recorded.frame(event.node)
    site = recorded.nodes[frame].site
    if site is None or site.kind != "call":
        return None
    inside = recorded.within(frame)
    after = (e for e in compared.each.events if e.number > event.number and e.node not in inside)
    call = next((e for e in after if e.place.kind == "operation"), None)
    by = called(call.place.text) if call is not None else ""
    choices = [*_choices(recorded, site.name, site.line, by)]
    lines = {each.lineno for each in choices}
    depth, layer = compared.depth, int(key[key.index("[") + 1 : -1])
    if len(lines) == 1:
        return written_at(choices[0], event, recorded)
    return written_at(choices[layer - 1], event, recorded) if len(choices) == depth else None


def _is_right_elsewhere(event: Event, compared: ComparedPass) -> bool:
    return any(e.place is event.place and v.how == "equal" for e, v in compared.every)


def _choices(recorded: Recorded, name: str, line: int, by: str) -> Iterator[ast.expr]:
    """The places that tell of a function, or make an object of its class, short of calling it."""
    tree = tree_of(recorded.program.code)
    owners = (e for e in ast.walk(tree) if isinstance(e, ast.ClassDef))
    owner = next((e for e in owners if e.lineno < line <= (e.end_lineno or 0)), None)
    calls = {id(e.func) for e in ast.walk(tree) if isinstance(e, ast.Call)}
    told = [e for e in ast.walk(tree) if isinstance(e, ast.Name) and isinstance(e.ctx, ast.Load)]
    if owner is not None:
        made = sorted((e for e in told if e.id == owner.name), key=_place)
        yield from made if len(made) > 1 else ()  # one alone is a network, and no layer of it
        return
    if by == name:
        return
    for each in sorted((e for e in told if e.id == name and id(e) not in calls), key=_place):
        key = _key_of(each, tree)
        yield from [each] if key is None else sorted(_uses(key, tree), key=_place)


def _place(node: ast.expr) -> tuple[int, int]:
    return node.lineno, node.col_offset


def _key_of(node: ast.expr, tree: ast.AST) -> str | None:
    """The word that a table has a function under: {"tanh": (np.tanh, slope)}."""
    tables = (each for each in ast.walk(tree) if isinstance(each, ast.Dict))
    pairs = (pair for table in tables for pair in zip(table.keys, table.values, strict=True))
    for key, value in pairs:
        is_within = any(each is node for each in ast.walk(value))
        if is_within and isinstance(key, ast.Constant) and isinstance(key.value, str):
            return key.value
    return None


def _uses(word: str, tree: ast.AST) -> Iterator[ast.expr]:
    keys = {id(k) for e in ast.walk(tree) if isinstance(e, ast.Dict) for k in e.keys if k}
    told = (e for e in ast.walk(tree) if isinstance(e, ast.Constant) and e.value == word)
    yield from (each for each in told if id(each) not in keys)
