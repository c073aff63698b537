"""Gradients that are clipped on one side alone, between turned bounds, or made longer by it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from tutor.programs.expressions import called, parsed
from tutor.programs.noticing.growth import factors
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.noticing.sums import number_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

KIND = "clipping"


def clipped_astray(recorded: Recorded) -> Iterator[Noticed]:
    """np.clip(g, limit, -limit), np.clip(g, 0, limit), or g * norm / limit."""
    for event in recorded.operations:
        is_bound = event.value.is_array and called(event.place.text) in ("clip", "minimum")
        if is_bound and (said := _bounded(event, recorded)):
            yield Noticed(event, KIND, said)
    for node in nodes_of(recorded.program.code):
        if isinstance(node, ast.If):
            yield from _scaled(node, recorded)


def _bounded(event: Event, recorded: Recorded) -> str:
    """What is said of bounds, "" of those that may be meant."""
    low, high = _bounds(event)
    if low is not None and high is not None and low > high:
        return f"The lower bound, {low:g}, is above the upper one, {high:g}: all become {high:g}."
    if not event.operands or not event.operands[0].value.is_array or high is None or high <= 0:
        return ""
    before = event.operands[0].value.array
    is_clip = called(event.place.text) == "clip"
    is_cut = low is not None and low >= 0 and is_clip and bool((before < low).any())
    is_above = low is None and bool((before < -high).any())
    if not (is_cut or is_above) or not _is_gradient(event, recorded):
        return ""
    if is_cut:
        return f"What is below {low:g} is lost, and a gradient goes both ways: is −{high:g} meant?"
    return f"This bounds a gradient above alone: what is below −{high:g} stays as it is."


def _bounds(event: Event) -> tuple[float | None, float | None]:
    match parsed(event.place.text):
        case ast.Call(func=ast.Attribute(value=ast.Name(id="np" | "numpy"), attr=name), args=args):
            given = args[1:]
        case ast.Call(func=ast.Attribute(attr="clip" as name), args=args):
            given = args
        case _:
            return None, None
    if name == "clip" and len(given) == 2:
        return number_of(given[0], event), number_of(given[1], event)
    if name == "minimum" and len(given) == 1:
        return None, number_of(given[0], event)
    return None, None


def _is_gradient(event: Event, recorded: Recorded) -> bool:
    """Whether a parameter is moved along it, and it is none itself."""
    moved = moved_along(recorded)
    return moved.by(event) and not moved.is_used(event)


def _scaled(node: ast.If, recorded: Recorded) -> Iterator[Noticed]:
    """if norm > limit: g *= norm / limit, or if norm < limit: g *= limit / norm."""
    match node.test:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            pass
        case _:
            return
    if not isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE):
        return
    is_above = isinstance(op, ast.Gt | ast.GtE)
    norm, limit = (left, right) if _is_norm(left, recorded.program.code) else (right, left)
    if not _is_norm(norm, recorded.program.code):
        return
    is_above = is_above if norm is left else not is_above
    event = event_in(node.body[0], recorded) or event_in(node.test, recorded)
    ways = [*_ways(node.body, ast.unparse(norm), ast.unparse(limit))]
    if event is None or not ways:
        return
    n, most = ast.unparse(norm), ast.unparse(limit)
    for statement, is_longer in ways:
        if is_above and is_longer:
            said = f"{n} is above {most} here, so that this makes it longer: {most} / {n} is meant."
            yield Noticed(written_at(statement, event, recorded), KIND, said)
            return
    if not is_above and not any(is_longer for _, is_longer in ways):
        said = f"What is shorter than {most} is made longer here, what is longer stays: > is meant."
        yield Noticed(written_at(node.test, event, recorded), KIND, said)


def _is_norm(node: ast.expr, code: str) -> bool:
    """Whether it is the length of something: by how it is computed where it gets its name."""
    if isinstance(node, ast.Call):
        return ast.unparse(node.func).endswith("norm")
    if not isinstance(node, ast.Name | ast.Attribute):
        return False
    name = ast.unparse(node)
    given = (e for e in nodes_of(code) if isinstance(e, ast.Assign) and len(e.targets) == 1)
    values = [ast.unparse(e.value) for e in given if ast.unparse(e.targets[0]) == name]
    return bool(values) and all("norm" in each or "sqrt" in each for each in values)


def _ways(body: Sequence[ast.stmt], norm: str, limit: str) -> Iterator[tuple[ast.stmt, bool]]:
    """Where something is multiplied by a quotient of both, and whether it is norm / limit."""
    named: dict[str, bool] = {}
    simple = (
        e for each in body for e in ast.walk(each) if isinstance(e, ast.Assign | ast.AugAssign)
    )
    for statement in simple:
        found = _quotient(statement.value, norm, limit, named)
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                alone = _quotient(value, norm, limit, {})
                if alone is not None and len(_factors_of(value)) == 2:
                    named[name] = alone
                    continue
            case ast.AugAssign(op=ast.Mult() | ast.Div() as op):
                if found is not None:
                    yield statement, found is isinstance(op, ast.Mult)
                continue
        for node in ast.walk(statement):
            if isinstance(node, ast.BinOp) and len(_factors_of(node)) > 2 - bool(named):
                inner = _quotient(node, norm, limit, named)
                if inner is not None:
                    yield statement, inner


def _factors_of(node: ast.expr) -> Sequence[ast.expr]:
    times, divided = factors(node)
    return [*times, *divided]


def _quotient(node: ast.expr, norm: str, limit: str, named: Mapping[str, bool]) -> bool | None:
    """Whether norm / limit is a factor, False for limit / norm, None for neither."""
    times, divided = ([_bare(e) for e in each] for each in factors(node))
    if norm in times and limit in divided:
        return True
    if limit in times and norm in divided:
        return False
    for name, is_turned in named.items():
        if name in times and len(times) + len(divided) > 0:
            return is_turned
        if name in divided:
            return not is_turned
    return None


def _bare(node: ast.expr) -> str:
    """A factor without the small number that keeps it from 0."""
    match node:
        case ast.BinOp(left=inner, op=ast.Add(), right=ast.Constant() | ast.Name(id="eps")):
            return ast.unparse(inner)
    return ast.unparse(node)
