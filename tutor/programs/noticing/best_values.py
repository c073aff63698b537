"""Best values that are compared the wrong way round, or never set: the worst, or last, is kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.recorded import Recorded
from tutor.programs.written import written_at

_BEST = re.compile(r"best|lowest|min|least|record", re.I)
_WORST = re.compile(r"worst|max|largest|peak|hard|high|top", re.I)
_LOSS = re.compile(r"(?:^|_)(?:loss|cost|err|error|mse|rmse|mae|nll|bce)$", re.I)
_SCORE = re.compile(r"(?:^|_)(?:acc|accuracy|f1|r2|auc)$", re.I)
_HUGE = 1e6
Loop = ast.For | ast.While


@dataclass(frozen=True, slots=True, eq=False)
class _Tested:
    """A condition in a loop by which a value is better than the best one."""

    loop: Loop
    test: ast.If
    value: ast.expr
    best: str
    is_below: bool
    """Whether the value is to be below."""


def misjudged_bests(recorded: Recorded) -> Iterator[Noticed]:
    """if loss > best: best = loss, or a best value that is never set."""
    nodes = nodes_of(recorded.program.code)
    for each in _tested(nodes):
        begun = _begun_with(each, nodes)
        stored = [e for e in nodes if _is_stored(e, each.best)]
        event = event_in(each.test, recorded) or event_in(each.loop, recorded)
        if event is None:
            continue
        if (set_anew := _set_anew(each)) is not None:
            said = (
                f"{each.best} becomes every {ast.unparse(each.value)}, better or not: it is to "
                "change only where the condition holds."
            )
            yield Noticed(written_at(set_anew, event, recorded), "last kept", said)
        elif _is_kept(each):
            if said := _turned(each, begun):
                yield Noticed(written_at(each.test.test, event, recorded), "worst kept", said)
            elif other := _another(each, nodes):
                said = (
                    f"{ast.unparse(each.value)} is held against {each.best}, which then becomes "
                    f"{other}: both are to be the same."
                )
                yield Noticed(written_at(each.test.test, event, recorded), "another kept", said)
        elif begun is not None and len(stored) == 1 and (begun > 0) is each.is_below and begun:
            is_end = abs(begun) >= _HUGE and any(isinstance(e, ast.Assign) for e in each.test.body)
            if is_end and not any(isinstance(e, ast.Break) for e in each.test.body):
                said = (
                    f"{each.best} is never set, so that every {ast.unparse(each.value)} is better: "
                    f"{each.best} = {ast.unparse(each.value)} is missing."
                )
                yield Noticed(written_at(each.test.body[0], event, recorded), "best not set", said)


def _tested(nodes: tuple[ast.AST, ...]) -> Iterator[_Tested]:
    loops = [each for each in nodes if isinstance(each, Loop)]
    seen: set[int] = set()
    for loop in loops:
        for node in ast.walk(loop):
            if not isinstance(node, ast.If) or id(node) in seen:
                continue
            seen.add(id(node))
            for part in ast.walk(node.test):
                match part:
                    case ast.Compare(left=left, ops=[op], comparators=[right]):
                        yield from _sides(loop, node, left, op, right)


def _sides(
    loop: Loop, test: ast.If, left: ast.expr, op: ast.cmpop, right: ast.expr
) -> Iterator[_Tested]:
    if not isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return
    is_below = isinstance(op, ast.Lt | ast.LtE)
    for value, best, below in ((left, right, is_below), (right, left, not is_below)):
        if isinstance(best, ast.BinOp) and isinstance(best.op, ast.Sub | ast.Add):
            best = best.left  # less a tolerance
        is_best = isinstance(best, ast.Name | ast.Attribute) and _BEST.search(_word(best))
        if is_best and not isinstance(value, ast.Constant):
            yield _Tested(loop, test, value, ast.unparse(best), below)


def _word(node: ast.expr) -> str:
    return ast.unparse(node).rpartition(".")[2]


def _is_stored(node: ast.AST, name: str) -> bool:
    if not isinstance(node, ast.Name | ast.Attribute):
        return False
    return isinstance(node.ctx, ast.Store) and _word(node) == name.rpartition(".")[2]


def _is_kept(each: _Tested) -> bool:
    """Whether the best becomes the value where the condition holds, and only there."""
    body = [e for statement in each.test.body for e in ast.walk(statement)]
    other = [e for statement in each.test.orelse for e in ast.walk(statement)]
    return any(_is_stored(e, each.best) for e in body) and not any(
        _is_stored(e, each.best) for e in other
    )


def _another(each: _Tested, nodes: tuple[ast.AST, ...]) -> str:
    """What the best becomes, where that is a loss of its own and not made of what is tested."""
    for statement in each.test.body:
        match statement:
            case ast.Assign(targets=[target], value=value):
                pairs = [(target, value)]
            case _:
                continue
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = [*zip(target.elts, value.elts, strict=False)]
        for to, kept in pairs:
            is_name = isinstance(kept, ast.Name) and isinstance(
                each.value, ast.Name | ast.Attribute
            )
            if ast.unparse(to) == each.best and is_name and not _goes_with(kept, each.value, nodes):
                return ast.unparse(kept)
    return ""


def _goes_with(kept: ast.expr, value: ast.expr, nodes: tuple[ast.AST, ...]) -> bool:
    """Whether one is the other, or is made of it anywhere, or is no loss or score by its name."""
    words = (_word(kept), _word(value))
    if words[0] == words[1] or not (_LOSS.search(words[0]) or _SCORE.search(words[0])):
        return True
    for node in nodes:
        if isinstance(node, ast.Assign):
            targets = {
                _word(part)
                for each in node.targets
                for part in ast.walk(each)
                if isinstance(part, ast.Name | ast.Attribute)
            }
            read = {
                _word(part)
                for part in ast.walk(node.value)
                if isinstance(part, ast.Name | ast.Attribute)
            }
            if any(one in targets and other in read for one, other in (words, words[::-1])):
                return True
    return False


def _set_anew(each: _Tested) -> ast.Assign | None:
    """Where the best becomes the value whether the condition holds or not."""
    blocks = (getattr(node, "body", []) for node in ast.walk(each.loop))
    beside = [block for block in blocks if isinstance(block, list) and each.test in block]
    inner = [*ast.walk(each.test)]
    may_leave = any(isinstance(e, ast.Continue | ast.Break | ast.Return | ast.Raise) for e in inner)
    own = [e for e in each.test.body if _sets(e, each)]
    other = [e for e in each.test.orelse if _sets(e, each)] if own else []
    always = [e for block in beside for e in block if _sets(e, each) and not may_leave]
    return next((e for e in (*other, *always) if isinstance(e, ast.Assign)), None)


def _sets(statement: ast.stmt, each: _Tested) -> bool:
    """Whether the best becomes the value there."""
    match statement:
        case ast.Assign(targets=[target], value=value):
            is_best = ast.unparse(target) == each.best
            return is_best and ast.unparse(value) == ast.unparse(each.value)
    return False


def _begun_with(each: _Tested, nodes: tuple[ast.AST, ...]) -> float | None:
    """The number that the best is before the loop, where it is written down."""
    inner = {id(e) for e in ast.walk(each.loop)}
    found = []
    for node in nodes:
        if id(node) in inner or not isinstance(node, ast.Assign) or len(node.targets) != 1:
            continue
        target, value = node.targets[0], node.value
        pairs = [(target, value)]
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            pairs = [*zip(target.elts, value.elts, strict=False)]
        found += [_number(v) for t, v in pairs if _is_stored(t, each.best)]
    return found[0] if len({*found}) == 1 else None


def _number(node: ast.expr) -> float | None:
    match node:
        case ast.Constant(value=int(value) | float(value)):
            return float(value)
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            number = _number(inner)
            return None if number is None else -number
        case ast.Attribute(attr="inf" | "Inf" | "infty"):
            return float("inf")
        case ast.Call(func=ast.Name(id="float"), args=[ast.Constant(value=str(text))]):
            try:
                return float(text)
            except ValueError:
                return None
    return None


def _turned(each: _Tested, begun: float | None) -> str:
    """What is said where the condition keeps what is worse; "" where it may be right."""
    value, best = ast.unparse(each.value), each.best
    sign = "<" if not each.is_below else ">"
    if begun is not None and abs(begun) >= _HUGE and (begun < 0) is each.is_below:
        return f"{best} begins with {begun:g}, and no {value} is {_than(each)}: {sign} is meant."
    word = _word(each.value)
    if _WORST.search(best.rpartition(".")[2]) or re.search(r"neg|minus|inv", word, re.I):
        return ""
    if _LOSS.search(word) and not each.is_below and not _SCORE.search(word):
        return f"This keeps the largest {value}; the best is the smallest: {sign} is meant."
    if _SCORE.search(word) and each.is_below and not _LOSS.search(word):
        return f"This keeps the smallest {value}; the best is the largest: {sign} is meant."
    return ""


def _than(each: _Tested) -> str:
    return "below that" if each.is_below else "above that"
