"""What a program's text says at other lines than those that ran: what may still be done."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from tutor.programs.expressions import parsed, sign, statement
from tutor.programs.syntax import tree_of


@lru_cache(maxsize=4)
def _nodes(code: str) -> tuple[ast.AST, ...]:
    try:
        return tuple(ast.walk(tree_of(code)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()


def done_elsewhere(code: str, text: str, lines: set[int]) -> bool:
    """Return whether what a step takes away or divides by stands on another line, too."""
    found = parsed(text) or statement(text)
    match found:
        case ast.BinOp(right=by, op=op) | ast.AugAssign(value=by, op=op):
            pass
        case _:
            return True
    others = [each for each in _nodes(code) if getattr(each, "lineno", None) not in lines]
    if isinstance(by, ast.Constant):
        return any(_takes(each, type(op), by.value) for each in others)
    words = {word for each in ast.walk(by) if (word := _word(each))} - {"np", "numpy", "self"}
    return any(
        words <= {_word(inner) for inner in ast.walk(each)}
        for each in others
        if isinstance(each, ast.expr) and _is_read(each)
    )


def _takes(node: ast.AST, op: type[ast.operator], number: object) -> bool:
    """Whether it divides by this number, or so."""
    match node:
        case ast.BinOp(op=found, right=ast.Constant(value=value)):
            return isinstance(found, op) and value == number
        case ast.AugAssign(op=found, value=ast.Constant(value=value)):
            return isinstance(found, op) and value == number
        case ast.Call(args=[_, ast.Constant(value=value)]):
            return sign(ast.unparse(node)) == op.__name__ and value == number
    return False


def handled_elsewhere(code: str, name: str, lines: set[int]) -> bool:
    """Return whether an array is assigned or computed with on other lines."""
    key = _key(parsed(name))
    typed = {id(e.target) for e in _nodes(code) if isinstance(e, ast.AnnAssign) and not e.value}
    typed |= {id(target) for e in _nodes(code) for target in _given_themselves(e)}
    return any(
        _key(part) == key and id(part) not in typed
        for node in _nodes(code)
        if getattr(node, "lineno", None) not in lines
        for part in _handled(node)
    )


def _given_themselves(node: ast.AST) -> list[ast.expr]:
    """What a line gives its own value beside others: x_test in a, x_test = a / 255, x_test."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=targets)], value=ast.Tuple(elts=values)):
            pairs = zip(targets, values, strict=False)
            return [to for to, given in pairs if ast.unparse(to) == ast.unparse(given)]
    return []


def left_as_it_is(code: str, name: str, line: int) -> bool:
    """Return whether a line gives a name its own value, beside others that it changes."""
    return any(
        ast.unparse(target) == name
        for node in _nodes(code)
        if getattr(node, "lineno", None) == line
        for target in _given_themselves(node)
    )


def _handled(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left=left, right=right, op=ast.Sub() | ast.Div() | ast.Mult() | ast.Add()):
            yield from (left, right)
        case ast.AugAssign(target=target):
            yield target
        case ast.Name(ctx=ast.Store()) | ast.Attribute(ctx=ast.Store()):
            yield node
        case ast.Subscript(value=value, ctx=ast.Store()):
            yield from (node, value)


def read_elsewhere(code: str, name: str, lines: set[int]) -> bool:
    """Return whether an array is looked at on other lines."""
    key = _key(parsed(name))
    others = (each for each in _nodes(code) if getattr(each, "lineno", None) not in lines)
    return any(
        isinstance(each, ast.expr) and _is_read(each) and _key(each) == key for each in others
    )


def _is_read(node: ast.expr) -> bool:
    return not isinstance(getattr(node, "ctx", ast.Load()), ast.Store)


def _key(node: ast.AST | None) -> str:
    """The last word of a name, also of one in an object or a dictionary: self.x, data["x"]."""
    match node:
        case ast.Subscript(slice=ast.Constant(value=str(key))):
            return key
    return _word(node) if node is not None else ""


def _word(node: ast.AST) -> str:
    match node:
        case ast.Name(id=word) | ast.Attribute(attr=word):
            return word
    return ""


@lru_cache(maxsize=1024)
def function_at(code: str, line: int) -> str:
    """Return the name of the innermost function that a line stands in; "" for none."""
    inside = [
        node
        for node in _nodes(code)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        and node.lineno <= line <= (node.end_lineno or line)
    ]
    inner = max(inside, key=lambda node: node.lineno, default=None)
    return "" if inner is None else getattr(inner, "name", "lambda")


@lru_cache(maxsize=256)
def is_called_once(code: str, function: str) -> bool:
    """Return whether a function of the program's own is called at one place of the text alone."""
    calls = [
        node
        for node in _nodes(code)
        if isinstance(node, ast.Name | ast.Attribute) and _is_read(node) and _word(node) == function
    ]
    return len(calls) == 1
