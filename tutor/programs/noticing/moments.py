"""Running means, as Adam keeps them, that are corrected with the decay of another."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tutor.programs.expressions import parsed, respelled, sign
from tutor.programs.lineage import ancestors, unscaled
from tutor.programs.matching import near
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.means import number
from tutor.programs.recorded import Event, Recorded


def other_decays(recorded: Recorded) -> Iterator[Noticed]:
    """A mean kept with one decay that is divided by 1 - decay ** t of another mean's.

    A decay that no other mean has may change from step to step, and be meant.
    """
    quotients = [(e, base) for e in recorded.operations if (base := _corrected_with(e)) is not None]
    if not quotients:
        return
    told = ((id(e.value), decay) for e in recorded.operations if (decay := _decay(e)) is not None)
    decays = dict(told)
    for event, base in quotients:
        mean = unscaled(event.operands[0])
        decay = decays.get(id(mean.value))
        is_others = any(near(base, each, 1e-9) for each in decays.values())
        if decay is not None and is_others and not near(base, decay, 1e-9):
            name = mean.name or mean.place.text
            said = (
                f"{name} keeps {decay:g} of itself in each step: it is to be divided by "
                f"1 - {decay:g} ** t. The {base:g} here is that of another mean."
            )
            yield Noticed(event, "another mean's decay", said)


def _decay(event: Event) -> float | None:
    """How much of the old value a running mean keeps: b in b * old + (1 - b) * new."""
    if sign(event.place.text) != "Add" or len(event.operands) != 2:
        return None
    if not event.value.is_array or event.value.array.ndim == 0:
        return None
    one, other = ([*_factors(each)] for each in event.operands)
    sums = ((b, rest) for b in one for rest in other if 0 < b < 1 and near(b + rest, 1, 1e-9))
    return next((max(both) for both in sums), None)


def _factors(event: Event) -> Iterator[float]:
    """The numbers that a summand is multiplied by, on its line."""
    for each in (event, *ancestors(event)):
        node = parsed(each.place.text)
        if each.line == event.line and isinstance(node, ast.BinOp):
            if not isinstance(node.op, ast.Mult):
                continue
            sides = (number(side, each) for side in (node.left, node.right))
            yield from (side for side in sides if side is not None)


def _corrected_with(event: Event) -> float | None:
    """The base in value / (1 - base ** t)."""
    node = parsed(event.place.text)
    if not event.operands or not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Div):
        return None
    match node.right:
        case ast.BinOp(
            left=ast.Constant(value=1), op=ast.Sub(), right=ast.BinOp(op=ast.Pow()) as power
        ):
            text = ast.unparse(power)
            powers = (e for e in ancestors(event) if respelled(e.place.text) == text)
            return next((number(power.left, each) for each in powers), None)
    return None
