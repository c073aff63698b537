"""Velocities that keep another part of themselves than those beside them: none of it, or all."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tutor.programs.lineage import is_rate
from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.lost_histories import is_begun_with_zeros
from tutor.programs.noticing.moved_along import MovedAlong, moved_along
from tutor.programs.noticing.source import nodes_of
from tutor.programs.noticing.sums import NUMBER, operator, spelled_as, sums_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.why.evaluation import operands_by_text

_MOMENTUM = re.compile(r"_?(?:mu|mom|momentum|beta\d?|rho|gamma|momentum_?\w*|\w*_momentum)$")


def unlike_velocities(recorded: Recorded) -> Iterator[Noticed]:
    """A velocity beside others that keeps nothing of itself, or all, or has a number added."""
    moved = moved_along(recorded)
    told = (each for each in carried(recorded) if each.power == 1)
    chains = [each for each in told if not moved.is_parameter(each)]
    usual = [each for each in chains if each.is_average]
    yield from _all_kept(moved, chains, usual)
    yield from _nothing_kept(recorded, moved, usual)


def _all_kept(
    moved: MovedAlong, chains: Sequence[Carried], usual: Sequence[Carried]
) -> Iterator[Noticed]:
    """v_W += rate * dW, beside v_b = mu * v_b + rate * db."""
    decays = Counter(each.decay for each in usual)
    if not any(often > 1 for often in decays.values()):
        return
    for chain in chains:
        is_whole = chain.decay is not None and near(chain.decay, 1)
        is_gathered = any(chain.values & each.taken for each in usual)  # a gradient, for them
        if not is_whole or len(chain.steps) < 2 or is_gathered:
            continue
        weight = chain.steps[-1].weight
        beside = [e for e in usual if e.decay and near(e.steps[-1].weight, weight, 1e-6)]
        is_one = len({each.decay for each in beside}) == 1 < len(beside)
        if is_one and moved.by(chain.event) and not _added_momentum(chain.event):
            said = (
                f"{chain.name} keeps all of itself, and grows from step to step; "
                f"{beside[0].name} keeps {beside[0].decay:g} times itself."
            )
            yield Noticed(chain.event, "history kept", said)


def _nothing_kept(
    recorded: Recorded, moved: MovedAlong, usual: Sequence[Carried]
) -> Iterator[Noticed]:
    """v_W = rate * dW, beside others that keep a part, or where the momentum is never taken."""
    sums, told = sums_of(recorded), dict[int, list[Event]]()
    for event in recorded.operations:
        is_named = event.place.kind == "operation" and event.name and event.value.is_array
        if is_named and operator(event) in ("Mult", "Div"):
            told.setdefault(id(event.place), []).append(event)
    for events in told.values():
        last = events[-1]
        whole = sums.of(last) if len(events) > 1 else None
        if whole is None or len(whole.times) != 1 or len(next(iter(whole.times))) != 1:
            continue
        if any(spelled_as(each, last.name) for each in whole.arrays.values()):
            continue
        if not is_begun_with_zeros(recorded.program.code, last):
            continue
        weight = next(iter(whole.times.values()))
        beside = [e for e in usual if near(e.steps[-1].weight, weight, 1e-6)]
        kept = f"{beside[0].name} keeps {beside[0].decay:g} of itself" if beside else ""
        unused = _unused_momentum(recorded.program.code, last.line)
        if not kept and not unused:
            continue
        if moved.by(last) and not moved.is_part(last):
            why = kept or f"{unused} is never taken"
            said = f"Nothing of the old {last.name} is kept here, and {why}."
            yield Noticed(events[0], "history lost", said)


@lru_cache(maxsize=8)
def _unused_momentum(code: str, line: int) -> str:
    """A momentum that the function round a line is given, or that is kept, and nothing takes."""
    nodes = nodes_of(code)
    loaded = {ast.unparse(e) for e in nodes if _is_loaded(e)}
    functions = [e for e in nodes if isinstance(e, ast.FunctionDef)]
    around = [e for e in functions if e.lineno <= line <= (e.end_lineno or 0)]
    if around:
        inner = {e.id for e in ast.walk(around[-1]) if isinstance(e, ast.Name) and _is_loaded(e)}
        for each in (*around[-1].args.args, *around[-1].args.kwonlyargs):
            if _MOMENTUM.match(each.arg) and each.arg not in inner:
                return each.arg
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            name = ast.unparse(node)
            if _MOMENTUM.match(name.rpartition(".")[2]) and name not in loaded:
                return name
    return ""


def _is_loaded(node: ast.AST) -> bool:
    return isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)


def added_momenta(recorded: Recorded) -> Iterator[Noticed]:
    """v = mu + v - rate * g."""
    sums = sums_of(recorded)
    for event in recorded.operations:
        is_sum = event.value.is_array and operator(event) in ("Add", "Sub")
        added = _added_momentum(event) if is_sum and event.name else ""
        if not added:
            continue
        told = sums.of(event)
        old = [at for at, each in told.arrays.items() if spelled_as(each, event.name)]
        if NUMBER in told.times and any(near(told.times.get((at,), 0.0), 1) for at in old):
            said = f"{added} is added here; {event.name} is to be multiplied by it."
            yield Noticed(event, "momentum added", said)


def _added_momentum(event: Event) -> str:
    """The number in a sum that is called a momentum."""
    for each in _within(event) if operator(event) in ("Add", "Sub") else ():
        for text, one in operands_by_text(each).items():
            is_sum = operator(each) in ("Add", "Sub") and not one.value.array.ndim
            if is_sum and _MOMENTUM.match(text.rpartition(".")[2]):
                return text
    return ""


def _within(event: Event, depth: int = 4) -> Iterator[Event]:
    """An operation and those on its line that it is made of."""
    yield event
    for each in event.operands if depth else ():
        if each.is_operation and each.line == event.line:
            yield from _within(each, depth - 1)


def rates_taken_twice(recorded: Recorded) -> Iterator[Noticed]:
    """w -= rate * v, where v = mu * v + rate * g already."""
    moved = moved_along(recorded)
    told = (each for each in carried(recorded) if each.power == 1)
    velocities = (each for each in told if not moved.is_parameter(each))
    by_value = {at: each for each in velocities for at in each.values}
    for event in recorded.operations:
        if not moved.is_step(event) or operator(event) not in ("Add", "Sub"):
            continue
        taken = [(e, rate) for e, rate in _scaled_by_rates(event) if id(e.value) in by_value]
        for each, rate in taken:
            chain = by_value[id(each.value)]
            if id(event.value) in chain.values or event.place is chain.event.place:
                continue
            before = chain.steps[-1].event
            own = {e.place.text for inner in _within(before) for e in inner.operands if is_rate(e)}
            if rate in own:
                said = f"{chain.name} was multiplied by {rate} in line {before.line} already."
                yield Noticed(event, "rate taken twice", said)


def _scaled_by_rates(event: Event) -> Iterator[tuple[Event, str]]:
    """What is multiplied by a rate on the line of a step, and the rate's name.

    Nesterov's step takes the velocity without it: p += mu * v - rate * g.
    """
    for inner in _within(event):
        sides = inner.operands if operator(inner) in ("Mult", "Div") else ()
        for one, other in zip(sides, sides[::-1], strict=True) if len(sides) == 2 else ():
            for rate in _factors(one):
                if is_rate(rate):
                    yield from ((e, rate.place.text) for e in _parts(other))


def _factors(event: Event) -> Iterator[Event]:
    """What an operand is multiplied, or divided, from on its line."""
    yield event
    for each in event.operands if operator(event) in ("Mult", "Div") else ():
        yield from _factors(each)


def _parts(event: Event) -> Iterator[Event]:
    yield event
    for inner in _within(event):
        yield from inner.operands
