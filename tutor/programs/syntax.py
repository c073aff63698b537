"""What is asked of a program's syntax."""

from __future__ import annotations

import ast
import builtins
from functools import lru_cache

import numpy as np


@lru_cache(maxsize=4)
def tree_of(code: str) -> ast.Module:
    """Return the whole text of a program as a tree; one without a statement if it is no Python."""
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module([], [])


def names_of_no_values(tree: ast.Module) -> set[str]:
    """Return names that hold no numbers: modules, functions, classes, Python's own."""
    names = set(dir(builtins))
    stored = set()
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=found) | ast.ImportFrom(names=found):
                names |= {(alias.asname or alias.name).partition(".")[0] for alias in found}
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.ClassDef(name=name):
                names.add(name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                stored.add(name)
    return names - stored


def is_path(node: ast.AST) -> bool:
    """Whether looking at it again does nothing: names, attributes, plain subscripts."""
    match node:
        case ast.Name():
            return True
        case ast.Attribute(value=value):
            return is_path(value)
        case ast.Subscript(value=value, slice=ast.Constant(value=str())):
            return is_path(value)
        case ast.Subscript(value=value, slice=index, ctx=ast.Store()) if _is_plain(index):
            return is_path(value)
    return False


_FIRST = ("at", "copyto", "fill_diagonal", "place", "put", "putmask", "shuffle")
_OWNER = ("fill", "partition", "sort")


def changed_by(call: ast.AST) -> ast.expr | None:
    """Return the array that a call is known to change: np.add.at(n, ..), W.fill(0)."""
    match call:
        case ast.Call(func=ast.Attribute(attr=name), args=[found, *_]) if name in _FIRST:
            return found if is_path(found) else None
        case ast.Call(func=ast.Attribute(value=found, attr=name)) if name in _OWNER:
            return found if is_path(found) else None
    return None


def written_to(call: ast.AST) -> ast.expr | None:
    """Return what a call is told to write its result to: out=Z, or the Z of np.add(Z, b, Z)."""
    match call:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name), args=args):
            function = getattr(np, name, None)
            if isinstance(function, np.ufunc) and len(args) > function.nin:
                return args[function.nin]
    named = call.keywords if isinstance(call, ast.Call) else []
    return next((each.value for each in named if each.arg == "out"), None)


def is_target_path(node: ast.AST) -> bool:
    """Whether what is assigned to can be looked at again: also layers[k].W and nets[i]["W"]."""
    match node:
        case ast.Attribute(value=value):
            return is_target_path(value)
        case ast.Subscript(value=value, slice=index) if _is_plain(index):
            return is_target_path(value)
    return is_path(node)


def leaves_of(target: ast.expr) -> list[ast.expr]:
    """Return what is assigned to one by one: a, b and c of (a, b), c."""
    if isinstance(target, ast.Tuple | ast.List):
        return [leaf for part in target.elts for leaf in leaves_of(part)]
    return [target]


def _is_plain(index: ast.AST) -> bool:
    """Whether a key can be computed again: names, numbers, texts, and what is put together."""
    match index:
        case ast.Name() | ast.Constant():
            return True
        case ast.JoinedStr(values=parts):
            return all(map(_is_plain, parts))
        case ast.FormattedValue(value=value, format_spec=None):
            return _is_plain(value)
        case ast.UnaryOp(op=ast.USub(), operand=value):
            return _is_plain(value)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            return _is_plain(left) and _is_plain(right)
        case ast.Call(func=ast.Name(id="str"), args=[value], keywords=[]):
            return _is_plain(value)
    return False


def is_formed_of_names(node: ast.AST) -> bool:
    """Whether nothing is computed but a count: epoch + 1, self.loss."""
    return is_path(node) or _is_plain(node)


def is_text(node: ast.AST) -> bool:
    """Whether an expression is a text, or puts one together: "-" * 40, "%d" % n, "a" + name."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return is_text(left) or is_text(right)
    return False


def has_text(index: ast.expr) -> bool:
    """Whether a key has a text in it: grads["dW" + str(l)]."""
    constants = (each for each in ast.walk(index) if isinstance(each, ast.Constant))
    return any(isinstance(each.value, str) for each in constants)


def yields(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function is a generator."""
    inner = [child for statement in function.body for child in ast.walk(statement)]
    return any(isinstance(child, ast.Yield | ast.YieldFrom) for child in inner)


def loop_variable(target: ast.expr) -> str:
    """Return what a loop's variable is called in the text: several without brackets round them."""
    match target:
        case ast.Tuple(elts=[_, _, *_] as names):
            return ", ".join(map(ast.unparse, names))
    return ast.unparse(target)
