"""Nesterov's momentum that looks, or goes, the wrong way ahead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, CarryStep, carried
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.moved_along import moved_along
from tutor.programs.noticing.sums import NUMBER, Sums, operator, sums_of
from tutor.programs.recorded import Event, Recorded

KIND = "looks back"


def wrong_lookaheads(recorded: Recorded) -> Iterator[Noticed]:
    """W - mu * v where steps are W + v, or W += mu * old + (1 + mu) * v."""
    moved = moved_along(recorded)
    told = [each for each in carried(recorded) if each.power == 1]
    velocities = [e for e in told if e.is_average and not moved.is_parameter(e)]
    if not velocities:
        return
    own = {at: each for each in velocities for at in each.values}
    made = {id(step.event.value): step for each in velocities for step in each.steps}
    sums = sums_of(recorded)
    signs = _signs(told, own)
    for event in recorded.operations:
        if not event.value.is_array or operator(event) not in ("Add", "Sub"):
            continue
        if moved.is_step(event):
            if said := _corrected(event, sums, made):
                yield Noticed(event, KIND, said)
        elif said := _looked(event, sums, own, signs):
            yield Noticed(event, KIND, said)


def _corrected(event: Event, sums: Sums, made: Mapping[int, CarryStep]) -> str:
    """What is said of a step along a velocity and the one before; "" of a right one."""
    told = sums.of(event)
    for (*key,), times in told.times.items():
        step = made.get(key[0]) if len(key) == 1 else None
        before = told.times.get((id(step.old.value),)) if step is not None else None
        if step is None or before is None or step.from_zeros:
            continue
        mu, part = step.decay, before / times
        is_whole = near(abs(times), 1 + mu) or near(abs(times), 1 - mu)
        if near(abs(before), mu) and is_whole and not near(part, -mu / (1 + mu)):
            old, new = step.old.place.text, step.event.name or told.arrays[key[0]].place.text
            return (
                f"Looking ahead takes away {mu:g} {old} and adds {1 + mu:g} {new}; here stand "
                f"{before:+g} and {times:+g} times."
            )
    return ""


def _signs(told: list[Carried], own: Mapping[int, Carried]) -> Mapping[int, tuple[float, Carried]]:
    """Which way each parameter goes along its velocity, by the identity of its values."""
    found: dict[int, tuple[float, Carried]] = {}
    for chain in told:
        step = chain.steps[0]
        velocity = own.get(id(step.taken.value)) if step.taken is not None else None
        is_whole = chain.decay is not None and near(chain.decay, 1)
        if velocity is not None and is_whole and velocity is not chain:
            for at in (*chain.values, *(id(each.old.value) for each in chain.steps)):
                found[at] = step.weight, velocity
    return found


def _looked(
    event: Event,
    sums: Sums,
    own: Mapping[int, Carried],
    signs: Mapping[int, tuple[float, Carried]],
) -> str:
    """What is said of a place where the slope is looked at that lies behind; "" of another."""
    if not any(id(each.value) in signs for each in event.operands):
        return ""
    told = sums.of(event)
    if len(told.times) != 2 or NUMBER in told.times or any(len(key) != 1 for key in told.times):
        return ""
    for (at,), times in told.times.items():
        (other,), ahead = next((k, n) for k, n in told.times.items() if k != (at,))
        if at not in signs or not near(times, 1) or other not in own:
            continue
        sign, velocity = signs[at]
        decay = velocity.decay or 0.0
        if own[other] is velocity and near(abs(ahead), decay * abs(sign)) and ahead * sign < 0:
            way = "added to" if sign > 0 else "taken from"
            return (
                f"This looks back: {velocity.name} is {way} {told.arrays[at].place.text} in its "
                f"step, and so it is to be here."
            )
    return ""
