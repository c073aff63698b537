"""Rates that a function makes smaller by the number of the turn, each time from the last rate."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.noticing.growth import factors
from tutor.programs.noticing.rates import is_rate
from tutor.programs.noticing.source import nodes_of


@dataclass(frozen=True, slots=True, eq=False)
class _Call:
    """A call in a loop that is given the number of the turn."""

    node: ast.Call
    loop: ast.For
    counter: str


def is_called_turn_by_turn(
    attribute: str, by: ast.expr, above: Sequence[ast.AST], code: str
) -> bool:
    """Return whether a method that changes a rate is given the number of each turn of a loop.

    It stands in the method itself, and nothing but the making of the object sets the rate else.
    """
    if not above or not isinstance(method := above[-1], ast.FunctionDef):
        return False
    owner = next((each for each in reversed(above) if isinstance(each, ast.ClassDef)), None)
    parameters = [each.arg for each in method.args.args][1:]
    taken = {each.id for each in ast.walk(by) if isinstance(each, ast.Name)}
    at = next((n for n, name in enumerate(parameters) if name in taken), None)
    word = attribute.rpartition(".")[2]
    if owner is None or at is None or not _is_set_once(word, method, owner, code):
        return False
    return any(
        _word(call.node.func) == method.name
        and _is_given(call, at)
        and not any(_is_made(each, owner.name) for each in ast.walk(call.loop))
        for call in _calls(code)
    )


def _is_set_once(word: str, method: ast.FunctionDef, owner: ast.ClassDef, code: str) -> bool:
    """Whether a method sets an attribute once, and nothing else does but what makes the object."""
    others = [e for e in nodes_of(code) if isinstance(e, ast.ClassDef) and e is not owner]
    made = _method(owner, "__init__")
    apart = {id(e) for part in (*others, made) if part is not None for e in ast.walk(part)}
    attributes = (each for each in nodes_of(code) if isinstance(each, ast.Attribute))
    stored = [e for e in attributes if _is_stored(e, word) and id(e) not in apart]
    own = {id(e) for e in ast.walk(method)}
    return len(stored) == 1 and id(stored[0]) in own


def rates_handed_back(code: str) -> Iterator[tuple[ast.Assign, str]]:
    """Yield where a rate becomes what a function makes of it and the turn: lr = less(lr, epoch)."""
    makers = {each.name: each for each in nodes_of(code) if isinstance(each, ast.FunctionDef)}
    for call in _calls(code):
        maker = makers.get(call.node.func.id) if isinstance(call.node.func, ast.Name) else None
        pair = _falling(maker) if maker is not None else None
        if pair is None or not _is_given(call, pair[1]) or len(call.node.args) <= pair[0]:
            continue
        name = ast.unparse(call.node.args[pair[0]])
        stored = [e for e in ast.walk(call.loop) if _is_stored(e, name.rpartition(".")[2])]
        for each in ast.walk(call.loop):
            match each:
                case ast.Assign(targets=[target], value=value) if value is call.node:
                    if ast.unparse(target) == name and len(stored) == 1 and is_rate(name):
                        yield each, name


def _falling(function: ast.FunctionDef) -> tuple[int, int] | None:
    """Which parameter is made smaller by which: 0 and 1 of rate / (1 + decay * epoch)."""
    parameters = [each.arg for each in function.args.args]
    match function.body[-1]:
        case ast.Return(value=ast.expr() as value):
            times, divided = factors(value)
        case _:
            return None
    first = [n for n, p in enumerate(parameters) if any(ast.unparse(e) == p for e in times)]
    others = [each for each in (*times, *divided) if not isinstance(each, ast.Name)]
    by = [n for n, p in enumerate(parameters) if any(_grows(each, p) for each in others)]
    is_plain = len(first) == len(by) == 1 and len(function.body) < 3
    return (first[0], by[0]) if is_plain and first != by else None


def _grows(node: ast.expr, name: str) -> bool:
    """Whether it is 1 + k * t, k ** t, or exp(-k * t)."""
    match node:
        case ast.BinOp(left=ast.Constant(value=1), op=ast.Add(), right=by):
            return _takes(by, name)
        case ast.BinOp(op=ast.Pow(), right=by):
            return _takes(by, name)
        case ast.Call(func=func, args=[by]) if ast.unparse(func).endswith("exp"):
            return _takes(by, name)
    return False


def _takes(node: ast.expr, name: str) -> bool:
    inner = [*ast.walk(node)]
    if any(isinstance(each, ast.FloorDiv | ast.Mod | ast.IfExp | ast.Compare) for each in inner):
        return False
    return any(isinstance(each, ast.Name) and each.id == name for each in inner)


@lru_cache(maxsize=16)
def _calls(code: str) -> Sequence[_Call]:
    """All calls in a loop that counts, the innermost."""
    found: dict[int, _Call] = {}
    for loop in nodes_of(code):
        match loop:
            case ast.For(
                target=ast.Name(id=counter), iter=ast.Call(func=ast.Name(id="range" | "trange"))
            ):
                inner = (each for statement in loop.body for each in ast.walk(statement))
                calls = (each for each in inner if isinstance(each, ast.Call))
                found |= {id(each): _Call(each, loop, counter) for each in calls if each.args}
    return [*found.values()]


def _is_given(call: _Call, at: int) -> bool:
    """Whether the number of the turn is in what is given at this place, or that and a number."""
    match call.node.args[at] if at < len(call.node.args) else None:
        case ast.Name(id=name) | ast.BinOp(left=ast.Name(id=name), right=ast.Constant()):
            return name == call.counter
    return False


def _method(owner: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    own = (each for each in owner.body if isinstance(each, ast.FunctionDef))
    return next((each for each in own if each.name == name), None)


def _word(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def _is_stored(node: ast.AST, word: str) -> bool:
    if not isinstance(node, ast.Name | ast.Attribute):
        return False
    return isinstance(node.ctx, ast.Store) and _word(node) == word


def _is_made(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == name
