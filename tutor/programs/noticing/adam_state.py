"""What Adam keeps: a count for all parameters, two averages for each, and what corrects them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from tutor.programs.matching import near
from tutor.programs.noticing.alike_lines import LookedUp
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.corrections import correction
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.roots import Roots, divisor, exponent, takers
from tutor.programs.noticing.source import event_in, nodes_of
from tutor.programs.noticing.sums import operator, sums_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.written import written_at

_CONTAINERS = ast.Dict | ast.List | ast.DictComp | ast.ListComp


def counted_too_often(recorded: Recorded) -> Iterator[Noticed]:
    """A number of steps that goes on with each parameter, in place of each step."""
    averages = [each for each in carried(recorded) if each.is_average and each.power]
    if len(averages) < 4:
        return
    counts: dict[int, list[float]] = {}
    chains: dict[int, Carried] = {}
    powers: list[Event] = []
    roots = Roots(recorded, averages)
    for event in recorded.operations:
        below = divisor(event) if event.value.array.ndim else None
        found = None if below is None or below.value.array.ndim else correction(recorded, below)
        t = exponent(found.inner) if found is not None else None
        if found is None or t is None:
            continue
        for each in (e for o in event.operands if o is not below for e in roots.behind(o)):
            if each.carried is not None and not each.roots and each.carried.power == 1:
                counts.setdefault(id(each.carried), []).append(t)
                chains[id(each.carried)] = each.carried
                powers.append(found.inner)
    told = [each for each in counts.values() if len(each) > 2]
    often = len(told)
    if often < 2 or len(told) < len(counts) - 1:
        return
    is_each = all(near(b - a, often) for ts in told for a, b in pairwise(ts))
    if is_each and len({ts[0] for ts in told}) == often:
        event = _counting(recorded, powers[0])
        said = (
            f"This counts each of {often} parameters, not each step: all are to be corrected with "
            f"one t, which goes on once for all of them."
        )
        yield Noticed(event, "counted too often", said)


def _counting(recorded: Recorded, power: Event) -> Event:
    """Where the number that is an exponent goes on."""
    named = [each.place.text for each in power.operands]
    before = (e for e in reversed(recorded.operations) if e.number < power.number)
    changes = (e for e in before if e.name in named and operator(e) == "Add")
    return next((each for each in changes if not each.value.array.ndim), power)


def unused_corrections(recorded: Recorded) -> Iterator[Noticed]:
    """m_hat = m / (1 - beta ** t), where the step takes m."""
    averages = [each for each in carried(recorded) if each.is_average and each.power]
    if not averages:
        return
    roots, taken_by = Roots(recorded, averages), takers(recorded)
    looked_up = LookedUp(recorded.program.code)
    seen: set[int] = set()
    for event in recorded.operations:
        below = divisor(event) if event.value.array.ndim else None
        if below is None or below.value.array.ndim or id(event.place) in seen or not event.name:
            continue
        if correction(recorded, below) is None:
            continue
        seen.add(id(event.place))
        statement = _statement_at(recorded.program.code, event.line)
        if statement is None or not looked_up.is_unused(event.name, statement):
            continue
        reached = (e for o in event.operands if o is not below for e in roots.behind(o))
        mean = next((each.carried for each in reached if each.carried is not None), None)
        if mean is not None and (shown := _instead(event, mean, taken_by)) is not None:
            said = f"{event.name}, the corrected average, is computed, and nothing takes it."
            yield Noticed(shown, "correction not taken", said)


def _instead(event: Event, mean: Carried, taken_by: Mapping[int, Sequence[Event]]) -> Event | None:
    """What takes the average itself, or the gradient, after it was corrected."""
    before = [each for each in mean.steps if each.event.number <= event.number]
    if not before:
        return None
    step = before[-1]
    values = [step.event.value, *([step.taken.value] if step.taken is not None else [])]
    later = [e for value in values for e in taken_by.get(id(value), ()) if e.number > event.number]
    steps = (e for e in later if operator(e) in ("Mult", "Div") and e.node == event.node)
    return min(steps, key=lambda each: each.number, default=None)


@lru_cache(maxsize=8)
def _statement_at(code: str, line: int) -> ast.stmt | None:
    told = (e for e in nodes_of(code) if isinstance(e, ast.Assign | ast.AugAssign))
    return next((e for e in told if e.lineno <= line <= (e.end_lineno or 0)), None)


def averages_of_others(recorded: Recorded) -> Iterator[Noticed]:
    """v = beta * m + (1 - beta) * g ** 2, where m is the average of the gradient."""
    means = [each for each in carried(recorded) if each.is_average and each.power == 1]
    own = {at: each for each in means for at in each.values}
    sums = sums_of(recorded) if means else None
    for event in recorded.operations if sums is not None else ():
        is_sum = event.value.is_array and operator(event) in ("Add", "Sub") and event.name
        if not is_sum or id(event.value) in own or sums is None:
            continue
        told = sums.of(event)
        squares = [key for key in told.times if len(key) == 2 and key[0] == key[1]]
        olds = [key for key in told.times if len(key) == 1 and key[0] in own]
        if len(told.times) != 2 or not squares or not olds:
            continue
        decay, mean = told.times[olds[0]], own[olds[0][0]]
        is_whole = 0 < decay < 1 and near(told.times[squares[0]], 1 - decay, 1e-6)
        if is_whole and squares[0][0] in mean.taken:
            said = f"{mean.name} stands where a part of {event.name} itself is to be kept."
            yield Noticed(event, "another average", said)


def shared_states(recorded: Recorded) -> Iterator[Noticed]:
    """self.v = self.m, one dictionary for both averages, or m = v = {}."""
    nodes = nodes_of(recorded.program.code)
    changed = {
        ast.unparse(node.value)
        for node in nodes
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    }
    containers = {
        ast.unparse(target)
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, _CONTAINERS)
        for target in node.targets
    }
    for node in nodes:
        match node:
            case ast.Assign(targets=[target], value=ast.Name() | ast.Attribute() as value):
                names = [ast.unparse(target), ast.unparse(value)]
                is_container = names[1] in containers
            case ast.Assign(targets=[_, _] as targets, value=value):
                names = [ast.unparse(each) for each in targets]
                is_container = isinstance(value, _CONTAINERS)
            case _:
                continue
        event = event_in(node, recorded) if is_container and {*names} <= changed else None
        if event is None and is_container and {*names} <= changed:
            event = next(iter(recorded.operations), None)
        if event is not None and _both_gather(names, recorded):
            said = f"{names[0]} and {names[1]} are one here: what is put into one is in the other."
            yield Noticed(written_at(node, event, recorded), "one state for two", said)


def _both_gather(names: Sequence[str], recorded: Recorded) -> bool:
    """Whether each of both holds averages of its own, by the names of its items."""
    told = (e.name for e in recorded.operations if e.name and e.value.is_array)
    given = {name.partition("[")[0] for name in told if "[" in name}
    return {*names} <= given
