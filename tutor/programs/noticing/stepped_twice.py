"""Layers that are handed to the optimizer twice in a row of calls, where another is never moved."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from tutor.programs.expressions import is_contraction
from tutor.programs.naming import Meant, meaning
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.source import blocks_of, event_in, is_path, nodes_of
from tutor.programs.noticing.weights import unused_gradients
from tutor.programs.recorded import Recorded
from tutor.programs.written import written_at

_OFTEN = 3
"""Turns in which weights are taken unchanged."""
_Call = tuple[str, ast.stmt | ast.expr]
"""What is called, or gone through, for a layer, and where it stands; first the layer's name."""


def stepped_twice(recorded: Recorded) -> Iterator[Noticed]:
    """update(dense1), update(dense1), update(dense3), in the place of update(dense2)."""
    for calls, alike in _rows_of_calls(recorded.program.code):
        missing = [name for name in alike if name not in [each for each, _ in calls]]
        often = Counter(name for name, _ in calls)
        twice = [name for name, times in often.items() if times == 2]
        if len(missing) != 1 or len(twice) != 1 or len(calls) != len(alike):
            continue
        node = _odd([*calls], twice[0], missing[0], alike)
        event = event_in(node, recorded) or next(iter(recorded.operations), None)
        if event is not None and _are_steps(calls, recorded) and _is_one_idle(recorded):
            said = f"{twice[0]} takes its step twice here, and {missing[0]} none: is it meant?"
            yield Noticed(written_at(node, event, recorded), "another stepped twice", said)


def line_twice(recorded: Recorded) -> Iterator[Noticed]:
    """W1 -= rate * dW1 twice, where nothing takes dW2: one of them is to be W2's."""
    for unused in unused_gradients(recorded):
        name = unused.event.name or ""
        meant = meaning(name)
        for block in blocks_of(recorded.program.code) if meant else ():
            numbers = [{m.number for m in _meanings(each) if m.number} for each in block]
            texts = [ast.unparse(each) for each in block]
            for at in [n for n, text in enumerate(texts) if texts.index(text) < n]:
                kinds = {each.kind for each in _meanings(block[at])}
                if not meant or meant.kind not in kinds or meant.number in numbers[at]:
                    continue
                first = texts.index(texts[at])
                after = [numbers[n + 1] if n + 1 < len(block) else set() for n in (first, at)]
                node = block[first if meant.number in after[0] - after[1] else at]
                said = f"This line stands here twice, and nothing takes {name}: is it meant?"
                event = event_in(node, recorded) or unused.event
                yield Noticed(written_at(node, event, recorded), "another stepped twice", said)


def _meanings(statement: ast.stmt) -> Iterator[Meant]:
    """What is meant by the names that are looked up in a statement."""
    told = (meaning(ast.unparse(e)) for e in ast.walk(statement) if is_path(e))
    yield from (each for each in told if each is not None)


@lru_cache(maxsize=4)
def _rows_of_calls(code: str) -> Sequence[tuple[Sequence[_Call], Sequence[str]]]:
    """The calls in a block that differ by the layer alone, with the names of all such layers."""
    families = _families(code)
    found: list[tuple[Sequence[_Call], Sequence[str]]] = []
    for block in blocks_of(code) if families else ():
        rows: dict[str, list[_Call]] = {}
        for statement in block:
            match statement:
                case ast.Expr(value=ast.Call() as call):
                    named = [ast.unparse(e) for e in ast.walk(call) if is_path(e)]
                    layers = [name for name in named if name in families]
                    if len(layers) == 1:
                        form = ast.unparse(call).replace(layers[0], "_")
                        rows.setdefault(form, []).append((layers[0], statement))
        for calls in rows.values():
            found.append((calls, families[calls[0][0]]))
    return found


def _families(code: str) -> Mapping[str, Sequence[str]]:
    """For each object that one of the program's classes makes, all that it makes, in order."""
    nodes = nodes_of(code)
    classes = {each.name for each in nodes if isinstance(each, ast.ClassDef)}
    made: dict[str, list[str]] = {}
    for node in nodes:
        match node:
            case ast.Assign(targets=[target], value=ast.Call(func=ast.Name(id=name))):
                if name in classes and is_path(target):
                    made.setdefault(name, []).append(ast.unparse(target))
    return {name: names for names in made.values() for name in names if len(names) > 1}


def _odd(
    calls: Sequence[_Call], twice: str, missing: str, alike: Sequence[str]
) -> ast.stmt | ast.expr:
    """The one of two calls that makes an order, given the missing layer; else the last."""
    places = [at for at, (name, _) in enumerate(calls) if name == twice]
    for at in places[::-1]:
        names = [missing if n == at else name for n, (name, _) in enumerate(calls)]
        steps = [b - a for a, b in pairwise(alike.index(name) for name in names)]
        if all(each > 0 for each in steps) or all(each < 0 for each in steps):
            return calls[at][1]
    return calls[places[-1]][1]


def _are_steps(calls: Sequence[_Call], recorded: Recorded) -> bool:
    """Whether the function that is called moves parameters."""
    node = calls[0][1]
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    name = ast.unparse(node.value.func).rpartition(".")[2]
    own = {n for n, each in enumerate(recorded.nodes) if each.site and each.site.name == name}
    within = {each for n in own if recorded.is_call(n) for each in recorded.within(n)}
    moved = moved_along(recorded)
    return any(e.node in within and moved.is_step(e) for e in recorded.operations)


def _is_one_idle(recorded: Recorded) -> bool:
    """Whether a product takes weights that are moved, and others that stay as they are."""
    moved, taken = moved_along(recorded).parameters, dict[tuple[int, int], Counter[int]]()
    for event in recorded.operations:
        if is_contraction(event.place.text):
            for at, each in enumerate(event.operands):
                if each.value.is_array and each.value.array.ndim == 2:
                    taken.setdefault((id(event.place), at), Counter())[id(each.value)] += 1
    return any(
        any(at in moved for at in told)
        and any(at not in moved and times >= _OFTEN for at, times in told.items())
        for told in taken.values()
    )
