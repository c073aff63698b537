"""What an operation does, read from its text."""

from __future__ import annotations

import ast
from functools import lru_cache

_PRODUCTS = ("dot", "matmul")
_CALLED_SIGNS = {
    "add": "Add",
    "subtract": "Sub",
    "multiply": "Mult",
    "divide": "Div",
    "true_divide": "Div",
    "power": "Pow",
    "matmul": "MatMult",
}
_CONTRACTIONS = ("einsum", "inner", "tensordot")


@lru_cache(maxsize=4096)
def parsed(text: str) -> ast.expr | None:
    """Return the expression, None where the text is a statement."""
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


@lru_cache(maxsize=4096)
def spelled(node: ast.AST) -> str:
    """Return the text of a part of an expression that is `parsed`: the same part each time."""
    return ast.unparse(node)


@lru_cache(maxsize=4096)
def respelled(text: str) -> str:
    """Return an expression in the one spelling that `ast.unparse` has; "" where it is none."""
    node = parsed(text)
    return ast.unparse(node) if node is not None else ""


@lru_cache(maxsize=4096)
def statement(text: str) -> ast.stmt | None:
    """Return the statement, None where the text is none."""
    try:
        body = ast.parse(text.strip()).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return body[0] if len(body) == 1 else None


@lru_cache(maxsize=4096)
def called(text: str) -> str:
    """Return the last name of what is called: "dot" for np.dot(a, b) and a.dot(b); "" if none."""
    match parsed(text):
        case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
            return name
    return ""


@lru_cache(maxsize=4096)
def sign(text: str) -> str:
    """Return the name of a binary operator: "Add", also of np.add(a, b); "" for any other."""
    match parsed(text):
        case ast.BinOp(op=op):
            return type(op).__name__
        case ast.Call(func=ast.Attribute(attr=name), args=[_, _, *_]):
            return _CALLED_SIGNS.get(name, "")
    return ""


def is_product(text: str) -> bool:
    """Whether it is a product of matrices, also one in place."""
    written = statement(text)
    in_place = isinstance(written, ast.AugAssign) and isinstance(written.op, ast.MatMult)
    return in_place or sign(text) == "MatMult" or called(text) in _PRODUCTS


def is_contraction(text: str) -> bool:
    """Whether it is a product of matrices, also one by einsum, inner or tensordot."""
    return is_product(text) or called(text) in _CONTRACTIONS


def takes_away(text: str) -> bool:
    """Whether something is taken from something, also in place."""
    written = statement(text)
    in_place = isinstance(written, ast.AugAssign) and isinstance(written.op, ast.Sub)
    return in_place or sign(text) == "Sub"


def adds(text: str) -> bool:
    """Whether it is a sum of two, also one in place."""
    written = statement(text)
    in_place = isinstance(written, ast.AugAssign) and isinstance(written.op, ast.Add)
    return in_place or sign(text) == "Add" or called(text) == "add"


@lru_cache(maxsize=4096)
def goes_through(text: str) -> bool:
    """Whether it goes through several values by itself: sum(g for g in grads)."""
    node = parsed(text)
    kinds = (ast.GeneratorExp, ast.ListComp, ast.SetComp, ast.DictComp)
    return node is not None and any(isinstance(each, kinds) for each in ast.walk(node))


@lru_cache(maxsize=4096)
def keyword(text: str, name: str) -> str | None:
    """Return what a call is given by a keyword, as it is written; None if it is not."""
    node = parsed(text)
    if isinstance(node, ast.Call):
        for each in node.keywords:
            if each.arg == name:
                return ast.unparse(each.value)
    return None
