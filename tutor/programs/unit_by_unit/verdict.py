"""The first mistake of a program that computes unit by unit, by the slopes of its own loss."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tutor.programs.expressions import is_contraction
from tutor.programs.later import QUICK
from tutor.programs.partings import Parting
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Reference
from tutor.programs.running import SECONDS, run_program
from tutor.programs.tape.graph import Tape
from tutor.programs.unit_by_unit.edit import Edit
from tutor.programs.unit_by_unit.judging import JudgedRound, is_constant, judged
from tutor.programs.unit_by_unit.losses import OWN, LossName
from tutor.programs.unit_by_unit.repairs import Repairs
from tutor.programs.unit_by_unit.rounds import Round, rounds_of
from tutor.programs.unit_by_unit.steps import OwnStep, rounds, steps_of
from tutor.programs.unit_by_unit.sums import is_lopsided

LIKELY, ANY = range(3), range(10)
"""Ranks of edits."""
Stop = Callable[[], bool]
MOST_ROUNDS = 5
FEWEST_ROUNDS = 2
"""Rounds that agree are no chance."""
KEPT_AGAIN = 8000
"""Operations that are kept of a second run."""
_MOST_NAMED = 4
_FEWEST = 3
"""Steps of a round; with fewer there is nothing to compare a step with."""
By = Mapping[LossName, Sequence[JudgedRound]]


@dataclass(frozen=True, slots=True, eq=False)
class UnitVerdict:
    """What the slopes say of a program that computes unit by unit."""

    recorded: Recorded
    """The window that it is said of."""
    first: Parting | None
    """The operation that is to be another one; None where all is right."""


def judged_by_units(
    recorded: Recorded, reference: Reference | None, stop: Stop | None = None
) -> UnitVerdict | None:
    """Hold each step of a program against its slope; None where it takes none, or none is known.

    Where the window holds no whole round of steps but the first, the next one is looked at.
    """
    if any(is_of_matrices(event) for event in recorded.operations):
        return None
    tape = Tape(recorded)
    groups = [*rounds(steps_of(recorded, tape))]
    told = _whole_rounds(tape, groups)
    if len(told) < FEWEST_ROUNDS and groups and _may_run_again(recorded):
        start = groups[0][-1].event.number + 1
        again = run_program(recorded.program, start, KEPT_AGAIN, SECONDS, stop)
        return judged_by_units(again, reference, stop) if again.start == start else None
    if len(told) < FEWEST_ROUNDS or any(each.is_nudged for each in told):
        return None
    by = judged(told, reference)
    acquitted = {name for name, each in by.items() if _are_right(each)}
    found = _mistake(recorded, tape, by, acquitted, stop)
    if found is not None:
        said = " ".join(filter(None, (found.message, astray(by))))
        return UnitVerdict(recorded, Parting(found.written or found.event, "", said, ""))
    return UnitVerdict(recorded, None) if acquitted else None


def astray(by: By) -> str:
    """Which parameters do not go down the slope of the likeliest loss, as long as it is so."""
    likely = max(by, key=lambda name: likelihood(by[name]))
    wrong = [each.step.name for one in by[likely] for each in one.wrong]
    names = [*dict.fromkeys(wrong)]
    if not names or len(names) > _MOST_NAMED or not is_constant(by[likely]):
        return ""
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    verb = "goes" if len(names) == 1 else "go"
    return f"Until then {listed} {verb} another way than down the slope of the loss."


def is_of_matrices(event: Event) -> bool:
    """Whether it is a product for several examples at once: no row or column comes of it."""
    shape = event.value.array.shape
    return len(shape) > 1 and min(shape) > 1 and is_contraction(event.place.text)


def _may_run_again(recorded: Recorded) -> bool:
    return recorded.start == 0 and recorded.goes_on and recorded.seconds < QUICK


def _whole_rounds(tape: Tape, groups: Sequence[Sequence[OwnStep]]) -> list[Round]:
    """The rounds of which all is known: that begin with numbers that steps have given."""
    counted = Counter(sum(step.is_clear for step in group) for group in groups).most_common(1)
    usual = counted[0][0] if counted else 0
    if usual < _FEWEST:
        return []
    begun = [*rounds_of(tape, groups)][1:]  # the first ones begin with written numbers, or amid
    whole = [each for each in begun if len(each.steps) == usual and _are_clear(each.steps)]
    return whole[:MOST_ROUNDS]


def _are_clear(steps: Sequence[OwnStep]) -> bool:
    return all(step.is_clear for step in steps)


def _mistake(
    recorded: Recorded, tape: Tape, by: By, acquitted: set[LossName], stop: Stop | None
) -> Edit | None:
    own = [name for name in by if name.kind == OWN]
    if acquitted:
        if not own or any(name.kind == OWN for name in acquitted):
            return None
        of_losses = (Repairs(recorded, tape, by[name], stop).of_loss() for name in own)
        return next((each for each in of_losses if each is not None), None)
    known = [name for name, each in by.items() if are_known(each)]
    for name in sorted(known, key=lambda name: -likelihood(by[name]))[:2]:
        repairs = Repairs(recorded, tape, by[name], stop)
        found = repairs.old_values()
        if not found and not _has_idle(by[name]) and not is_lopsided(by[name][0].round):
            found = repairs.backward(LIKELY)
        if found := found or repairs.forward() or repairs.backward(ANY):
            return found
    return None


def _are_right(rounds: Sequence[JudgedRound]) -> bool:
    """Whether all steps go down the slopes of a loss, equally far."""
    return not any(each.wrong for each in rounds) and is_constant(rounds)


def are_known(rounds: Sequence[JudgedRound]) -> bool:
    """Whether the slopes of all parameters are known."""
    return all(each.slope is not None for one in rounds for each in (*one.right, *one.wrong))


def likelihood(rounds: Sequence[JudgedRound]) -> float:
    """How likely a loss is meant: the more, the more steps go down it."""
    right = float(np.mean([len(each.right) / len(each.round.steps) for each in rounds]))
    is_own = rounds[0].loss.name.kind == OWN
    return right * is_constant(rounds) + 0.5 * is_own


def _has_idle(rounds: Sequence[JudgedRound]) -> bool:
    """Whether a parameter is moved that the outputs do not depend on."""
    return any(each.is_flat for one in rounds[:1] for each in one.wrong)
