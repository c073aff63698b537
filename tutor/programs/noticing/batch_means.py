"""Means of batches that are added up, and divided by the number of something else than batches."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import called, parsed, respelled, sign
from tutor.programs.lineage import returned
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.preparing import Makers, makers_of
from tutor.programs.noticing.source import blocks_of, event_in
from tutor.programs.recorded import Event, Recorded

KIND = "number of something else"


@dataclass(frozen=True, slots=True, eq=False)
class _AddedUp:
    """What a loop adds up or collects, and what that is divided by behind the loop."""

    name: str
    loop: ast.For
    added: tuple[int, str]
    """The line and the text of what is added in each turn."""
    divided: ast.expr
    divisor: ast.expr


def means_by_other_counts(recorded: Recorded) -> Iterator[Noticed]:
    """total += np.mean(gap ** 2) for each batch, and total / len(X) behind the loop."""
    found = _sums(recorded.program.code)
    at: dict[tuple[int, str], Event] = {}
    for event in recorded.events if found else ():
        at.setdefault((event.line, respelled(event.place.text)), event)
    for each in found:
        added, divided = at.get(each.added), event_in(each.divided, recorded)
        if added is None or divided is None or added.value.array.size != 1:
            continue
        if not _is_mean(added, makers_of(recorded), recorded):
            continue
        by = ast.unparse(each.divisor)
        if _counts_examples(each, at):
            said = (
                f"{each.name} adds up means of batches, and is divided by {by}, the number of "
                f"examples: add up sums."
            )
            yield Noticed(added, KIND, said)
        elif said := _by_another_count(each, by, at):
            told = at.get((each.divided.lineno, ast.unparse(each.divided)), divided)
            yield Noticed(told, KIND, said)


def _by_another_count(each: _AddedUp, by: str, at: Mapping[tuple[int, str], Event]) -> str:
    """What is said where the turns are known and are others; "" else."""
    turns = _turns(each.loop, at)
    divisor = _number(each.divisor, each.divided.lineno, at)
    if turns is None or divisor is None or min(turns, divisor) <= 1 or abs(divisor - turns) <= 1:
        return ""  # one may be left over
    return (
        f"{each.name} adds up the means of {turns} batches, and {by} is {divisor:g}: divide by "
        f"{turns}."
    )


def _counts_examples(each: _AddedUp, at: Mapping[tuple[int, str], Event]) -> bool:
    """Whether the divisor is what the same loop adds more than 1 to in a turn."""
    for name, added in _added(each.loop):
        if name == ast.unparse(each.divisor) and not isinstance(added, ast.Constant):
            told = at.get((added.lineno, ast.unparse(added)))
            return told is not None and told.value.array.size == 1 and told.value.array.max() > 1
    return False


@lru_cache(maxsize=16)
def _sums(code: str) -> Sequence[_AddedUp]:
    found: list[_AddedUp] = []
    for block in blocks_of(code):
        for at, loop in enumerate(block):
            if not isinstance(loop, ast.For) or _may_leave_out(loop):
                continue
            begun = {name for each in block[:at] for name in _begun(each)}
            for name, added in _added(loop):
                if name in begun:
                    place = added.lineno, ast.unparse(added)
                    for divided, divisor in _divided(block[at + 1 :], name):
                        found.append(_AddedUp(name, loop, place, divided, divisor))
    return found


def _may_leave_out(loop: ast.For) -> bool:
    """Whether a turn, or the loop, may end before its end."""
    inner = (each for statement in loop.body for each in ast.walk(statement))
    return any(isinstance(each, ast.Break | ast.Continue | ast.Return) for each in inner)


def _begun(statement: ast.stmt) -> Iterator[str]:
    """What begins with 0, or as an empty list."""
    match statement:
        case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
            pairs = [*zip(names, values, strict=False)]
        case ast.Assign(targets=targets, value=value):
            pairs = [(target, value) for target in targets]
        case _:
            return
    for target, value in pairs:
        match value:
            case ast.Constant(value=0 | 0.0) | ast.List(elts=[]):
                yield ast.unparse(target)


def _added(loop: ast.For) -> Iterator[tuple[str, ast.expr]]:
    """What each turn adds, once: total += loss, and losses.append(loss)."""
    for statement in loop.body:
        match statement:
            case ast.AugAssign(target=target, op=ast.Add(), value=value):
                yield ast.unparse(target), value
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=owner, attr="append"), args=[value])
            ):
                yield ast.unparse(owner), value


def _divided(behind: Sequence[ast.stmt], name: str) -> Iterator[tuple[ast.expr, ast.expr]]:
    """The first quotient of a name, or of the sum of a list of that name, before it begins anew."""
    for statement in behind:
        match statement:
            case ast.AugAssign(target=target, op=ast.Div(), value=by) if (
                ast.unparse(target) == name
            ):
                whole = ast.BinOp(target, ast.Div(), by)
                ast.copy_location(whole, statement)
                yield whole, by
                return
        for node in ast.walk(statement):
            match node:
                case ast.BinOp(left=left, op=ast.Div(), right=by) if _is_sum(left, name):
                    yield node, by
                    return
        if any(ast.unparse(e) == name for e in ast.walk(statement) if _is_stored(e)):
            return


def _is_sum(node: ast.expr, name: str) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="sum") | ast.Attribute(attr="sum"), args=[inner]):
            return ast.unparse(inner) == name
    return ast.unparse(node) == name


def _is_stored(node: ast.AST) -> bool:
    return isinstance(getattr(node, "ctx", None), ast.Store)


def _turns(loop: ast.For, at: Mapping[tuple[int, str], Event]) -> int | None:
    """How often a loop turns, as its first line says."""
    match loop.iter:
        case ast.Call(func=ast.Name(id="range"), args=[count]):
            found = _number(count, loop.lineno, at)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=0), end, step]):
            whole, size = (_number(each, loop.lineno, at) for each in (end, step))
            found = math.ceil(whole / size) if whole and size else None
        case ast.Call(func=ast.Attribute(attr="array_split" | "split"), args=[_, count]):
            found = _number(count, loop.lineno, at)
        case _:
            return None
    return None if found is None or found % 1 else int(found)


def _number(node: ast.expr, line: int, at: Mapping[tuple[int, str], Event]) -> float | None:
    if isinstance(node, ast.Constant):
        return float(node.value) if isinstance(node.value, int | float) else None
    told = at.get((line, ast.unparse(node)))
    return (
        None if told is None or told.value.array.size != 1 else float(told.value.array.ravel()[0])
    )


def _is_mean(event: Event, makers: Makers, recorded: Recorded) -> bool:
    """Whether it is a mean over several examples, also one that a function returns."""
    for _ in range(6):
        made = makers.of(event)
        event = returned(recorded, made) or made
        text = event.place.text
        if called(text) in ("mean", "average"):
            return bool(event.operands) and event.operands[0].value.array.size > 1
        if sign(text) == "Div" and len(event.operands) == 2:
            by = event.operands[1].value.array
            return by.size == 1 and _divides_sum(event.operands[0], float(by.ravel()[0]))
        is_same = called(text) == "float" or isinstance(parsed(text), ast.UnaryOp)
        if len(event.operands) != 1 or not (is_same or sign(text) == "Mult"):
            return False  # a number that is written is no operand
        event = event.operands[0]
    return False


def _divides_sum(event: Event, number: float) -> bool:
    """Whether it is the sum of so many numbers that is divided, or of that many times as many."""
    for _ in range(4):
        if called(event.place.text) == "sum" and event.operands:
            return number > 1 and event.operands[0].value.array.size % number == 0
        inner = [each for each in event.operands if each.is_operation]
        if len(inner) != 1:
            return False
        event = inner[0]
    return False
