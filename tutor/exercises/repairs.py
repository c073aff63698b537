"""Programs that differ from a learner's in one place, and what is said of that place.

They are tried where nothing else explains what came: if one of them passes all cases, the place is
where the mistake is. What is said names the place and not the cure.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from tutor.exercises.other_expressions import Change, more, off_by_one, others, text_of

MOST = 300
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


@dataclass(frozen=True, slots=True)
class Repair:
    """A program with one change, and what is said of the changed place."""

    code: str
    said: str


def repairs_of(code: str) -> list[Repair]:
    """Return the changed programs, the likeliest mistakes first; none of what is no Python."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):
        return []
    original = ast.unparse(tree)
    found: dict[str, Repair] = {}
    ways = (_expressions, _statements, _returns, _parameters, _swaps, _names, _whole_values)
    for repair in chain.from_iterable(way(tree) for way in ways):
        if repair.code != original:
            found.setdefault(repair.code, repair)
        if len(found) == MOST:
            break
    return list(found.values())


def _expressions(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which one expression is computed otherwise."""
    lines = {id(node): line for line in _simple(tree) for node in ast.walk(line)}
    for parent, field, place in _slots(tree):
        node = _get(parent, field, place)
        ways = others(node)
        if _is_bound(parent, node):  # what is too much first: a further end may do as well
            ways = chain(sorted(ways, key=lambda way: "too much" not in way[1]), off_by_one(node))
        if isinstance(node, ast.Constant) and type(node.value) is int and id(node) in lines:
            ways = _told_apart(node, lines[id(node)], ways)
        for other, said in ways:
            _put(parent, field, place, other)
            yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
            _put(parent, field, place, node)


def _simple(tree: ast.AST) -> Iterator[ast.stmt | ast.expr]:
    """Yield the lines of a program, of loops and branches what stands at their head."""
    for node in ast.walk(tree):
        if isinstance(node, ast.For):
            yield node.iter
        elif isinstance(node, ast.While | ast.If):
            yield node.test
        elif isinstance(node, ast.stmt) and not hasattr(node, "body"):
            yield node


def _told_apart(
    node: ast.Constant, line: ast.stmt | ast.expr, ways: Iterable[Change]
) -> Iterator[Change]:
    """Yield the ways with the line that the number stands in, and which of several it is."""
    alike = [
        each
        for each in ast.walk(line)
        if isinstance(each, ast.Constant) and type(each.value) is int and each.value == node.value
    ]
    alike.sort(key=lambda each: (each.lineno, each.col_offset))
    which = f" (the {_ORDINALS[alike.index(node)]} one)" if 1 < len(alike) <= len(_ORDINALS) else ""
    text = text_of(line)
    for other, _ in ways:
        yield other, f"the number {node.value!r}{which} in `{text}` is not the right one."


def _is_bound(parent: ast.AST, node: ast.expr) -> bool:
    """Say whether an expression counts something: a slice's end, a range's, a size."""
    if isinstance(parent, ast.Call):
        return isinstance(parent.func, ast.Name) and parent.func.id == "range"
    counts = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    return isinstance(parent, ast.Slice) or (isinstance(parent, ast.Tuple) and counts)


def _swaps(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which two variables, or two numbers, of a line change places."""
    for statement in ast.walk(tree):
        if not isinstance(statement, ast.Assign | ast.AugAssign | ast.Return):
            continue
        text = text_of(statement)
        leaves = [node for node in ast.walk(statement) if isinstance(node, ast.Constant)]
        for one, two in combinations(leaves, 2):
            one.value, two.value = two.value, one.value
            said = f"{one.value!r} and {two.value!r} have to change places in `{text}`."
            yield Repair(ast.unparse(tree), f"Line {statement.lineno}: {said}")
            one.value, two.value = two.value, one.value
        for first, second in combinations(_own_names(statement), 2):
            first.id, second.id = second.id, first.id
            said = f"`{second.id}` and `{first.id}` have to change places in `{text}`."
            yield Repair(ast.unparse(tree), f"Line {statement.lineno}: {said}")
            first.id, second.id = second.id, first.id


def _names(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which one variable stands in place of another."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        known = _variables(function)
        for statement in ast.walk(function):
            if not isinstance(statement, ast.stmt) or isinstance(statement, ast.FunctionDef):
                continue
            for node in _own_names(statement):
                name = node.id
                for other in known:
                    if other == name or name not in known:
                        continue
                    node.id = other
                    said = f"`{name}` is the wrong variable in `{text_of(statement, node, name)}`."
                    yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
                    node.id = name


def _variables(function: ast.FunctionDef) -> list[str]:
    arguments = [each.arg for each in function.args.args]
    stored = [
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return list(dict.fromkeys([*arguments, *stored]))


def _own_names(statement: ast.stmt) -> Iterator[ast.Name]:
    """Yield the variables that a statement reads, without those of statements within it."""
    waiting: list[ast.AST] = [
        child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.stmt)
    ]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            yield node
        waiting.extend(ast.iter_child_nodes(node))


def _whole_values(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which what is assigned or returned has something more to it."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        known = _variables(function)
        for parent, field, place in _values(function):
            node = _get(parent, field, place)
            text = text_of(node)
            for other, said in more(node, text, known):
                _put(parent, field, place, other)
                yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
                _put(parent, field, place, node)


def _values(function: ast.FunctionDef) -> Iterator[tuple[ast.AST, str, int | None]]:
    for statement in ast.walk(function):
        if isinstance(statement, ast.Assign | ast.AugAssign | ast.Return) and statement.value:
            if isinstance(statement.value, ast.Tuple):
                for place in range(len(statement.value.elts)):
                    yield statement.value, "elts", place
            else:
                yield statement, "value", None


def _statements(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which lines change places, go, or leave a loop."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list) or isinstance(node, ast.Module):
            continue
        for place in range(len(body) - 1):
            first, second = body[place : place + 2]
            body[place : place + 2] = [second, first]
            said = f"Lines {first.lineno} and {second.lineno} have to change places."
            yield Repair(ast.unparse(tree), said)
            body[place : place + 2] = [first, second]
        for place, statement in enumerate(body):
            if len(body) > 1:
                del body[place]
                yield Repair(ast.unparse(tree), f"Line {statement.lineno} is too much.")
                body.insert(place, statement)
            if isinstance(statement, ast.For | ast.While) and len(statement.body) > 1:
                last = statement.body.pop()
                body.insert(place + 1, last)
                said = f"Line {last.lineno} stands inside the loop; it belongs after it."
                yield Repair(ast.unparse(tree), said)
                del body[place + 1]
                statement.body.append(last)


def _returns(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which a return at the end of nested loops stands after all of them."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if not isinstance(node, ast.For | ast.While | ast.If):
                continue
            body = node.body
            if len(body) > 1 and isinstance(last := body[-1], ast.Return):
                body.pop()
                function.body.append(last)
                said = f"Line {last.lineno}: the function returns in the middle of its loop."
                yield Repair(ast.unparse(tree), said)
                function.body.pop()
                body.append(last)


def _parameters(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which two parameters of a function have changed places."""
    for function in tree.body:
        if not isinstance(function, ast.FunctionDef):
            continue
        for one, two in combinations(function.args.args, 2):
            one.arg, two.arg = two.arg, one.arg
            said = (
                f"Line {function.lineno}: {function.name} is given its values in another order: "
                f"`{one.arg}` comes where `{two.arg}` stands, and the other way round."
            )
            yield Repair(ast.unparse(tree), said)
            one.arg, two.arg = two.arg, one.arg


def _slots(tree: ast.AST) -> list[tuple[ast.AST, str, int | None]]:
    """Return where each expression stands: the node round it, the field, the place in a list."""
    found: list[tuple[ast.AST, str, int | None]] = []
    for node in ast.walk(tree):
        for field, value in ast.iter_fields(node):
            if isinstance(value, ast.expr):
                found.append((node, field, None))
            elif isinstance(value, list):
                places = [i for i, item in enumerate(value) if isinstance(item, ast.expr)]
                found.extend((node, field, place) for place in places)
    return found


def _get(parent: ast.AST, field: str, place: int | None) -> ast.expr:
    value = getattr(parent, field)
    found: ast.expr = value if place is None else value[place]
    return found


def _put(parent: ast.AST, field: str, place: int | None, node: ast.expr) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node
