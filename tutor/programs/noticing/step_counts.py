"""Corrections of averages that begin at 0: 1 - decay ** t, with t the number of steps."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from tutor.programs.expressions import called, parsed
from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.corrections import BiasCorrection, correction, given_by
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.roots import Roots, divisor, exponent
from tutor.programs.noticing.sums import number_of, operand_of, operator, two_sides
from tutor.programs.recorded import Event, Recorded
from tutor.programs.syntax import tree_of
from tutor.programs.written import written_at

_ENOUGH = 3
"""Steps after which a number that counts them has gone on."""


def wrong_corrections(recorded: Recorded) -> Iterator[Noticed]:
    """A correction that is no 1 - decay ** t, or whose t is no number of steps."""
    averages = [each for each in carried(recorded) if each.is_average and each.power]
    decays = {each.decay: each for each in averages if each.decay is not None}
    if not decays:
        return
    used, by_place = _divided_by(recorded), dict[int, list[BiasCorrection]]()
    for event in recorded.operations:
        is_number = not event.value.array.ndim and operator(event) == "Sub"
        if is_number and id(event) in used and (each := correction(recorded, event)):
            by_place.setdefault(id(event.place), []).append(each)
    for told in by_place.values():
        yield from _multiplied(told, decays)
        if told[0].base is not None and any(near(told[0].base, each, 1e-9) for each in decays):
            yield from _from_zero(recorded, told[0])
            yield from _never_counted(recorded, told, decays)
    yield from _without_difference(recorded, averages)


def _divided_by(recorded: Recorded) -> set[int]:
    """The numbers that are divided by, or whose root is taken."""
    found = set()
    for event in recorded.operations:
        taken = event.operands if called(event.place.text) == "sqrt" else [divisor(event)]
        numbers = (each for each in taken if each is not None and not each.value.array.ndim)
        found |= {id(given_by(recorded, each)) for each in numbers}
    return found


def _multiplied(
    told: Sequence[BiasCorrection], decays: Mapping[float, Carried]
) -> Iterator[Noticed]:
    """1 - decay * t."""
    sides = two_sides(parsed(told[0].inner.place.text))
    if operator(told[0].inner) != "Mult" or sides is None:
        return
    for base, by in (sides, sides[::-1]):
        value = number_of(base, told[0].inner)
        counts = [number_of(by, each.inner) for each in told]
        if value is None or not any(near(value, each, 1e-9) for each in decays):
            continue
        if len({*counts}) > 1 and all(n is not None and n == round(n) for n in counts):
            said = (
                f"The decay is multiplied by the number of steps: averages that begin at 0 are "
                f"corrected with 1 - {_in_brackets(base)} ** {_in_brackets(by)}."
            )
            yield Noticed(told[0].inner, "times, not power", said)
            return


def _in_brackets(node: ast.expr) -> str:
    return f"({ast.unparse(node)})" if isinstance(node, ast.BinOp) else ast.unparse(node)


def _without_difference(recorded: Recorded, averages: Sequence[Carried]) -> Iterator[Noticed]:
    """An average divided by decay ** t, or by (1 - decay) ** t."""
    roots = Roots(recorded, averages)
    for event in recorded.operations:
        below = divisor(event)
        if below is None or not event.value.array.ndim or below.value.array.ndim:
            continue
        by = given_by(recorded, below)
        sides = two_sides(parsed(by.place.text)) if operator(by) == "Pow" else None
        base = None if sides is None else number_of(sides[0], by)
        count = exponent(by)
        if base is None or sides is None or not count or count != round(count):
            continue
        above = [each for e in event.operands if e is not below for each in roots.behind(e)]
        decays = (each.carried.decay for each in above if each.carried)
        for decay in filter(None, decays):
            if any(near(base, each, 1e-9) for each in (decay, 1 - decay)):
                t = _in_brackets(sides[1])
                said = f"It is to be divided by 1 - {decay:g} ** {t}: the power is taken from 1."
                yield Noticed(by, "no correction", said)
                break


def _from_zero(recorded: Recorded, first: BiasCorrection) -> Iterator[Noticed]:
    """Steps that are counted from 0: what is divided by is 1 - 1 in the first one."""
    if exponent(first.inner) != 0:
        return
    later = (e for e in recorded.operations if e.number > first.event.number)
    taking = (e for e in later if (by := divisor(e)) and given_by(recorded, by) is first.event)
    event = next(taking, None)
    if event is not None and not np.isfinite(event.value.array).all():
        t = ast.unparse(_count(first.inner))
        said = f"{t} is 0 in the first step, and this is divided by 1 - 1: count from 1."
        yield Noticed(first.inner, "steps from 0", said)


def _count(power: Event) -> ast.expr:
    sides = two_sides(parsed(power.place.text))
    assert sides is not None
    return sides[1]


def _never_counted(
    recorded: Recorded, told: Sequence[BiasCorrection], decays: Mapping[float, Carried]
) -> Iterator[Noticed]:
    """A number of steps that is the same in every step."""
    first, last = told[0].inner, told[-1].inner
    counts = {exponent(each.inner) for each in told}
    steps = max(_steps_between(chain, first, last) for chain in decays.values())
    is_number = isinstance(_count(first), ast.Constant)
    if is_number or len(counts) > 1 or steps < _ENOUGH:
        return
    if recorded.is_whole or _has_turned(recorded, first, last):
        t = ast.unparse(_count(first))
        said = f"{t} is {counts.pop():g} in every step: it is to count them, 1, 2, 3, ..."
        yield Noticed(_where_it_stops(recorded, first), "steps not counted", said)


def _steps_between(chain: Carried, first: Event, last: Event) -> int:
    return sum(first.number <= each.event.number <= last.number for each in chain.steps)


def _has_turned(recorded: Recorded, first: Event, last: Event) -> bool:
    """Whether the outermost loop round both has gone on from one to the other."""
    one, other = (
        [recorded.nodes[n].turn for n in recorded.path(each.node)] for each in (first, last)
    )
    turns = [both for both in zip(one, other, strict=False) if both[0] is not None]
    return bool(turns) and turns[0][0] != turns[0][1]


def _where_it_stops(recorded: Recorded, power: Event) -> Event:
    """Where a number of steps is not handed on: where the old one is given back, say."""
    looked_up = operand_of(_count(power), power)
    made = power if looked_up is None else given_by(recorded, looked_up)
    if not made.is_operation:
        return power
    old = next((each for each in made.operands if not each.is_operation), None)
    tree = tree_of(recorded.program.code)
    functions = (e for e in ast.walk(tree) if isinstance(e, ast.FunctionDef))
    around = [e for e in functions if e.lineno <= made.line <= (e.end_lineno or 0)]
    for each in ast.walk(around[-1]) if around and old else ():
        is_later = isinstance(each, ast.Return | ast.Assign) and each.lineno > made.line
        if is_later and old is not None and _looks_up(each, old.place.text):
            assert isinstance(each, ast.stmt)
            return written_at(each, power, recorded)
    return made


def _looks_up(node: ast.AST, name: str) -> bool:
    looked = (e for e in ast.walk(node) if isinstance(e, ast.Name | ast.Attribute | ast.Subscript))
    return any(ast.unparse(e) == name and isinstance(e.ctx, ast.Load) for e in looked)
