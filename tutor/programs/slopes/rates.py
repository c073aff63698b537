"""What a step is made of besides the learning rate that is written in it: `0.1 * X.T @ d / m`."""

from __future__ import annotations

import ast
import math
from dataclasses import replace

from tutor.programs.expressions import parsed
from tutor.programs.lineage import ancestors
from tutor.programs.naming import meaning
from tutor.programs.recorded import Event


def without_rate(step: Event) -> Event:
    """Return a step divided by its rate, as if it were written so; a step without one as it is.

    The rate is the number that stands first, or last, in a product: one of that name, or else the
    smaller of two that are written out, or the first.
    """
    node = parsed(step.place.text)
    written = [each for each in (_without_first(node), _without_last(node)) if each]
    found = [(rest, rate, number) for rest, rate in written if (number := _number(rate, step))]
    if not found:
        return step
    rest, _, number = min(found, key=lambda each: (not _is_rate(each[1]), _size(*each[1:])))
    value = replace(step.value, array=step.value.array / number)
    place = replace(step.place, text=ast.unparse(rest))
    return Event(step.number, place, step.node, value, step.operands)


def _without_first(node: ast.expr | None) -> tuple[ast.expr, ast.expr] | None:
    """The product without the number at its beginning, and that number."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Mult | ast.Div | ast.MatMult):
        return None
    if isinstance(node.op, ast.Mult) and _may_be_rate(node.left):
        return _signed(node.left, node.right), _unsigned(node.left)
    inner = _without_first(node.left)
    return (ast.BinOp(inner[0], node.op, node.right), inner[1]) if inner else None


def _without_last(node: ast.expr | None) -> tuple[ast.expr, ast.expr] | None:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult) and _may_be_rate(node.right):
        return node.left, node.right
    return None


def _may_be_rate(node: ast.expr) -> bool:
    return isinstance(_unsigned(node), ast.Constant | ast.Name | ast.Attribute)


def _is_rate(node: ast.expr) -> bool:
    meant = meaning(ast.unparse(node))
    return meant is not None and meant.kind == "rate"


def _size(node: ast.expr, number: float) -> float:
    """By how much it is more than a rate would be; of what has a name nothing is known."""
    return abs(number) if isinstance(_unsigned(node), ast.Constant) else math.inf


def _unsigned(node: ast.expr) -> ast.expr:
    return node.operand if isinstance(node, ast.UnaryOp) else node


def _signed(node: ast.expr, rest: ast.expr) -> ast.expr:
    return ast.UnaryOp(node.op, rest) if isinstance(node, ast.UnaryOp) else rest


def _number(node: ast.expr, step: Event) -> float | None:
    """The one number that a literal is, or that a name stood for; None where it is none."""
    if isinstance(node, ast.Constant):
        return float(node.value) if isinstance(node.value, int | float) else None
    text = ast.unparse(node)
    told = (each.value for each in ancestors(step) if each.place.text == text)
    value = next((each for each in told if each.array.size == 1), None)
    return float(value.array.ravel()[0]) if value is not None else None
