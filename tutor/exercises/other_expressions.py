"""What may stand in place of an expression of a learner's program, each a likely slip."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

_LONGEST = 60  # characters of code in a sentence

Change = tuple[ast.expr, str]
"""What stands in place of an expression, and what is said of it."""


_OPERATORS: dict[type[ast.operator], tuple[str, tuple[type[ast.operator], ...]]] = {
    ast.MatMult: ("@", (ast.Mult,)),
    ast.Mult: ("*", (ast.MatMult, ast.Div, ast.Add, ast.Pow)),
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
_BORDERS = ({ast.Gt, ast.GtE}, {ast.Lt, ast.LtE})
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
    "abs": ("square",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "log2": ("log",),
    "log10": ("log",),
}
_PLAIN_FUNCTIONS = {"round": "int", "max": "min", "min": "max", "any": "all", "all": "any"}
_REDUCING = {"sum", "mean", "max", "min", "std", "var", "argmax", "argmin"}
_REST = ast.Name("_", ast.Load())
"""Stands for what stays while a part is named as it stands in the text, with its brackets."""


def others(node: ast.expr) -> Iterator[Change]:
    text = text_of(node)
    match node:
        case ast.BinOp():
            yield from _other_operations(node, text)
            for other in _other_brackets(node):
                yield other, f"the brackets in `{text}` stand in the wrong place, or are missing."
        case ast.Subscript(value=value, slice=index):
            behind = text_of(ast.Subscript(_REST, index)).removeprefix(_REST.id)
            yield value, f"`{behind}` in `{text}` is too much."
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield operand, f"the minus in `{text}` is too much."
        case ast.Attribute(value=value, attr="T"):
            yield value, f"the `.T` in `{text}` is too much."
        case ast.Call():
            yield from _other_calls(node, text)
            for place, given in enumerate(node.args):
                args = [*node.args[:place], ast.UnaryOp(ast.USub(), given), *node.args[place + 1 :]]
                turned = ast.Call(node.func, args, node.keywords)
                yield turned, f"a minus is missing at `{text_of(given)}` in `{text}`."
            match node.args:
                case [ast.BinOp(left=left, op=operator, right=right)] if not node.keywords:
                    apart = ast.BinOp(ast.Call(node.func, [left], []), operator, right)
                    yield apart, f"the bracket of `{text}` is closed too late."
        case ast.Compare(left=left, ops=[operator], comparators=[right]):
            for kind in _COMPARISONS.get(type(operator), ()):
                said = f"`{text}` compares the wrong way."
                if {kind, type(operator)} in _BORDERS:
                    said = f"the border of `{text}` lies on the wrong side."
                yield ast.Compare(left, [kind()], [right]), said
        case ast.Constant(value=int(value)) if not isinstance(value, bool) and value < 1000:
            for near in (1 - value, value + 1, value - 1):
                yield ast.Constant(near), f"the number {value} is not the right one."


def _other_operations(node: ast.BinOp, text: str) -> Iterator[Change]:
    sign, kinds = _OPERATORS.get(type(node.op), ("", ()))
    behind = text_of(ast.BinOp(_REST, node.op, node.right)).removeprefix(_REST.id).strip()
    right_too_much = node.left, f"`{behind}` in `{text}` is too much."
    if isinstance(node.right, ast.Constant):  # with a bound any other sign may do as well
        yield right_too_much
    for kind in kinds:
        yield (
            ast.BinOp(node.left, kind(), node.right),
            f"`{sign}` is the wrong operation in `{text}`.",
        )
    if isinstance(node.op, ast.MatMult):
        for left, right, which in (
            (_turned(node.left), node.right, text_of(node.left)),
            (node.left, _turned(node.right), text_of(node.right)),
        ):
            if not which.endswith(".T"):
                said = f"`{which}` in `{text}` has to be transposed."
                yield ast.BinOp(left, node.op, right), said
    if isinstance(node.op, ast.MatMult | ast.Sub | ast.Div | ast.Pow):
        swapped = ast.BinOp(node.right, node.op, node.left)
        yield swapped, f"the two sides of `{sign}` in `{text}` have to change places."
    yield right_too_much
    if isinstance(node.op, ast.Mult | ast.Div) and isinstance(node.left, ast.BinOp):
        first, inner = node.left.left, node.left
        after = ast.BinOp(ast.BinOp(_REST, inner.op, inner.right), node.op, node.right)
        behind = text_of(after).removeprefix(_REST.id).strip()
        yield first, f"`{behind}` in `{text}` is too much."
    before = text_of(ast.BinOp(node.left, node.op, _REST)).removesuffix(_REST.id).strip()
    yield node.right, f"`{before}` in `{text}` is too much."


def _other_brackets(node: ast.BinOp) -> Iterator[ast.expr]:
    """Yield the same signs and operands in the same order, taken together otherwise."""
    if isinstance(node.right, ast.BinOp):
        inner = node.right
        yield ast.BinOp(ast.BinOp(node.left, node.op, inner.left), inner.op, inner.right)
    if isinstance(node.left, ast.BinOp):
        inner = node.left
        yield ast.BinOp(inner.left, inner.op, ast.BinOp(inner.right, node.op, node.right))
    if isinstance(node.left, ast.Call) and len(node.left.args) == 1 and not node.left.keywords:
        within = ast.BinOp(node.left.args[0], node.op, node.right)
        yield ast.Call(node.left.func, [within], [])


def off_by_one(node: ast.expr) -> Iterator[Change]:
    """Yield a bound one further and one nearer."""
    for operator in (ast.Add(), ast.Sub()):
        yield ast.BinOp(node, operator, ast.Constant(1)), f"`{text_of(node)}` is off by one."


def _other_calls(node: ast.Call, text: str) -> Iterator[Change]:
    name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    if isinstance(node.func, ast.Attribute):
        for other in _FUNCTIONS.get(name, ()):
            function: ast.expr = ast.Attribute(node.func.value, other, ast.Load())
            called = ast.Call(function, node.args, node.keywords)
            yield called, f"`{name}` is the wrong function in `{text}`."
    elif isinstance(node.func, ast.Name) and node.func.id in _PLAIN_FUNCTIONS:
        function = ast.Name(_PLAIN_FUNCTIONS[node.func.id], ast.Load())
        called = ast.Call(function, node.args, node.keywords)
        yield called, f"`{node.func.id}` is the wrong function in `{text}`."
    if len(node.args) == 1 and not node.keywords:
        yield node.args[0], f"`{text_of(node.func)}` in `{text}` is too much."
    for number, keyword in enumerate(node.keywords):
        others = [*node.keywords[:number], *node.keywords[number + 1 :]]
        if keyword.arg == "axis" and isinstance(keyword.value, ast.Constant):
            turned = ast.keyword("axis", ast.Constant(0 if keyword.value.value else 1))
            said = f"the axis in `{text}` is not the right one."
            yield ast.Call(node.func, node.args, [*others, turned]), said
            yield ast.Call(node.func, node.args, others), said
        elif keyword.arg == "dtype":
            said = f"`dtype` in `{text}` lets no fraction in, or too few digits."
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


def more(node: ast.expr, text: str, known: Sequence[str]) -> Iterator[Change]:
    """Yield an expression with a sign, a factor, a term more."""
    if _is_to_be_filled(node):
        return
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


def _is_to_be_filled(node: ast.expr) -> bool:
    """Say whether an expression makes an array of zeros, or the like, as a place for numbers."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)):
            return name.removesuffix("_like") in ("zeros", "ones", "empty", "full")
    return False


def _turned(node: ast.expr) -> ast.expr:
    return ast.Attribute(node, "T", ast.Load())


def text_of(node: ast.AST, changed: ast.Name | None = None, name: str = "") -> str:
    """Return code as a sentence shows it; `changed` has another name at the moment."""
    if changed:
        now, changed.id = changed.id, name
        text = ast.unparse(node)
        changed.id = now
    else:
        text = ast.unparse(node)
    text = text.split("\n")[0]
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
