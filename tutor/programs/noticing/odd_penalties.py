"""Penalties that add up weights before they are squared, or those of one layer twice."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.programs.expressions import called
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.roots import exponent
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_ADDING_UP = ("sum", "norm", "vdot")


def odd_penalties(recorded: Recorded) -> Iterator[Noticed]:
    """np.sum(W) ** 2, or np.sum(W1**2) + np.sum(W1**2)."""
    for event in recorded.operations:
        if not event.value.array.ndim and (summed := _summed_weights(event, recorded)):
            said = (
                f"The numbers of {summed} are added up before they are squared, so that they "
                f"cancel out: a penalty adds up their squares."
            )
            yield Noticed(event, "square of a sum", said)
    inner: set[int] = set()
    for node in nodes_of(recorded.program.code):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and id(node) not in inner:
            inner |= {id(each) for each in _sums(node)}
            terms = [each for each in _terms(node) if _adds_up(each)]
            texts = [ast.unparse(each) for each in terms]
            twice = next((each for each in texts if texts.count(each) > 1), None)
            at = event_in(node, recorded) if twice else None
            if at is not None:
                said = f"{twice} stands here twice: that of another is meant once."
                yield Noticed(written_at(node, at, recorded), "twice in a sum", said)


def _summed_weights(event: Event, recorded: Recorded) -> str:
    """The weights whose sum is squared, "" where none are."""
    is_square = exponent(event) == 2 or called(event.place.text) == "square"
    if not is_square or not event.operands or called(event.operands[0].place.text) != "sum":
        return ""
    taken = [each for each in event.operands[0].operands if each.value.array.ndim > 1]
    is_weights = len(taken) == 1 and not taken[0].is_operation
    is_weights = is_weights and moved_along(recorded).is_used(taken[0])
    return taken[0].place.text if is_weights else ""


def _sums(node: ast.expr) -> Iterator[ast.expr]:
    """A sum, and those that are parts of it."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield node
        yield from _sums(node.left)
        yield from _sums(node.right)


def _terms(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from _terms(node.left)
        yield from _terms(node.right)
    else:
        yield node


def _adds_up(node: ast.expr) -> bool:
    """Whether it is the sum of an array, or so many times one."""
    calls = [each for each in ast.walk(node) if isinstance(each, ast.Call)]
    words = [ast.unparse(each.func).rpartition(".")[2] for each in calls]
    return bool(words) and all(each in (*_ADDING_UP, "square", "abs") for each in words)
