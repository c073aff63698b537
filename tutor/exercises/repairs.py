"""Programs that differ from a learner's in one place, and what is said of that place.

They are tried where nothing else explains what came: if one of them passes all cases, the place is
where the mistake is. What is said names the place and not the cure.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

MOST = 250
_LONGEST = 60  # characters of code in a sentence


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
    ways = (_expressions, _statements, _names, _whole_values)
    for repair in chain.from_iterable(way(tree) for way in ways):
        if repair.code != original:
            found.setdefault(repair.code, repair)
        if len(found) == MOST:
            break
    return list(found.values())


_OPERATORS: dict[type[ast.operator], tuple[str, tuple[type[ast.operator], ...]]] = {
    ast.MatMult: ("@", (ast.Mult,)),
    ast.Mult: ("*", (ast.MatMult, ast.Div, ast.Add)),
    ast.Div: ("/", (ast.Mult, ast.Sub)),
    ast.FloorDiv: ("//", (ast.Div,)),
    ast.Add: ("+", (ast.Sub, ast.Mult)),
    ast.Sub: ("-", (ast.Add,)),
    ast.Pow: ("**", (ast.Mult,)),
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt, ast.LtE),
    ast.GtE: (ast.Gt, ast.LtE, ast.Lt),
    ast.Lt: (ast.LtE, ast.Gt, ast.GtE),
    ast.LtE: (ast.Lt, ast.GtE, ast.Gt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}
_FUNCTIONS = {
    "sum": ("mean",),
    "mean": ("sum",),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin",),
    "argmin": ("argmax",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "std": ("var",),
    "var": ("std",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "log2": ("log",),
    "log10": ("log",),
}
_REDUCING = {"sum", "mean", "max", "min", "std", "var", "argmax", "argmin"}

Change = tuple[ast.expr, str]
"""What stands in place of an expression, and what is said of it."""


def _expressions(tree: ast.Module) -> Iterator[Repair]:
    """Yield programs in which one expression is computed otherwise."""
    for parent, field, place in _slots(tree):
        node = _get(parent, field, place)
        for other, said in _others(node):
            _put(parent, field, place, other)
            yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
            _put(parent, field, place, node)


def _others(node: ast.expr) -> Iterator[Change]:
    text = _text(node)
    match node:
        case ast.BinOp():
            yield from _other_operations(node, text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield operand, f"the minus in `{text}` is too much."
        case ast.Attribute(value=value, attr="T"):
            yield value, f"the `.T` in `{text}` is too much."
        case ast.Call():
            yield from _other_calls(node, text)
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            for kind in _COMPARISONS.get(type(operator), ()):
                yield ast.Compare(left, [kind()], [right]), f"`{text}` compares the wrong way."
        case ast.Constant(value=int(value)) if not isinstance(value, bool) and value < 1000:
            for near in (1 - value, value + 1, value - 1):
                yield ast.Constant(near), f"the number {value} is not the right one."


def _other_operations(node: ast.BinOp, text: str) -> Iterator[Change]:
    sign, kinds = _OPERATORS.get(type(node.op), ("", ()))
    for kind in kinds:
        yield (
            ast.BinOp(node.left, kind(), node.right),
            f"`{sign}` is the wrong operation in `{text}`.",
        )
    if isinstance(node.op, ast.MatMult):
        for left, right, which in (
            (_turned(node.left), node.right, _text(node.left)),
            (node.left, _turned(node.right), _text(node.right)),
        ):
            if not which.endswith(".T"):
                said = f"`{which}` in `{text}` has to be transposed."
                yield ast.BinOp(left, node.op, right), said
    if isinstance(node.op, ast.MatMult | ast.Sub | ast.Div | ast.Pow):
        swapped = ast.BinOp(node.right, node.op, node.left)
        yield swapped, f"the two sides of `{sign}` in `{text}` have to change places."
    yield node.left, f"`{sign} {_text(node.right)}` in `{text}` is too much."
    yield node.right, f"`{_text(node.left)} {sign}` in `{text}` is too much."


def _other_calls(node: ast.Call, text: str) -> Iterator[Change]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if isinstance(node.func, ast.Attribute):
        for other in _FUNCTIONS.get(name, ()):
            function = ast.Attribute(node.func.value, other, ast.Load())
            called = ast.Call(function, node.args, node.keywords)
            yield called, f"`{name}` is the wrong function in `{text}`."
    if len(node.args) == 1 and not node.keywords:
        yield node.args[0], f"`{_text(node.func)}` in `{text}` is too much."
    for number, keyword in enumerate(node.keywords):
        others = [*node.keywords[:number], *node.keywords[number + 1 :]]
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            turned = ast.keyword("axis", ast.Constant(0 if keyword.value.value else 1))
            said = f"the axis in `{text}` is not the right one."
            yield ast.Call(node.func, node.args, [*others, turned]), said
            yield ast.Call(node.func, node.args, others), said
        elif keyword.arg == "keepdims":
            yield ast.Call(node.func, node.args, others), f"`keepdims` in `{text}` is too much."
    given = {keyword.arg for keyword in node.keywords}
    if name in _REDUCING and "keepdims" not in given:
        keeping = ast.keyword("keepdims", ast.Constant(True))
        said = f"`{text}` loses a dimension."
        yield ast.Call(node.func, node.args, [*node.keywords, keeping]), said
        if "axis" not in given:
            for axis in (0, 1):
                along = ast.keyword("axis", ast.Constant(axis))
                said = f"`{text}` takes all numbers together: along one axis only."
                yield ast.Call(node.func, node.args, [*node.keywords, along]), said
                yield ast.Call(node.func, node.args, [*node.keywords, along, keeping]), said


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
                    said = f"`{name}` is the wrong variable in `{_text(statement, node, name)}`."
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
            text = _text(node)
            for other, said in _more(node, text, known):
                _put(parent, field, place, other)
                yield Repair(ast.unparse(tree), f"Line {node.lineno}: {said}")
                _put(parent, field, place, node)


def _more(node: ast.expr, text: str, known: Sequence[str]) -> Iterator[Change]:
    yield ast.UnaryOp(ast.USub(), node), f"a minus is missing at `{text}`, or where it is used."
    yield _turned(node), f"`{text}` has to be transposed, here or where it is used."
    factors: list[ast.expr] = [ast.Constant(2), *(ast.Name(name, ast.Load()) for name in known)]
    for factor in factors:
        for operator, what in ((ast.Div(), "division"), (ast.Mult(), "factor")):
            yield (
                ast.BinOp(node, operator, factor),
                f"a {what} is missing at `{text}`, or where it is used.",
            )
    for factor in factors[1:]:
        yield (
            ast.BinOp(node, ast.Add(), factor),
            f"a term is missing at `{text}`, or where it is used.",
        )
        yield (
            ast.BinOp(node, ast.Sub(), factor),
            f"a term is missing at `{text}`, or where it is used.",
        )
    yield ast.BinOp(ast.Constant(1), ast.Sub(), node), f"`{text}` is 1 minus what it should be."


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


def _turned(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def _text(node: ast.AST, changed: ast.Name | None = None, name: str = "") -> str:
    """Return code as a sentence shows it; `changed` has another name at the moment."""
    if changed:
        now, changed.id = changed.id, name
        text = ast.unparse(node)
        changed.id = now
    else:
        text = ast.unparse(node)
    text = text.split("\n")[0]
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
