"""The first mistake of a program in matrices that nothing else is said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from tutor.programs.partings import Parting
from tutor.programs.recorded import Recorded
from tutor.programs.tape.graph import Tape
from tutor.programs.unit_by_unit.array_steps import (
    array_steps,
    made_of_parameters,
    parameters,
    part_of,
)
from tutor.programs.unit_by_unit.doubts import Doubts
from tutor.programs.unit_by_unit.edit import Edit
from tutor.programs.unit_by_unit.judging import JudgedRound, judged
from tutor.programs.unit_by_unit.losses import OWN, LossName, outputs_of
from tutor.programs.unit_by_unit.repairs import Repairs
from tutor.programs.unit_by_unit.rounds import Round, rounds_of
from tutor.programs.unit_by_unit.steps import OwnStep, rounds
from tutor.programs.unit_by_unit.verdict import (
    ANY,
    FEWEST_ROUNDS,
    LIKELY,
    Stop,
    UnitVerdict,
    are_known,
    astray,
    likelihood,
)

MOST_ROUNDS = 3
_FEWEST = 2
"""Steps of a round."""


def judged_in_matrices(recorded: Recorded, stop: Stop | None = None) -> UnitVerdict | None:
    """Hold each step of a few rounds against its slope; None where nothing is known of them."""
    chains = parameters(recorded)
    if not chains:
        return None
    window = part_of(recorded, chains, MOST_ROUNDS + 1)
    tape = Tape(window)
    told = _whole_rounds(tape, array_steps(window, tape, chains))
    if len(told) < FEWEST_ROUNDS or any(each.is_nudged for each in told):
        return None
    by = judged(told, None, usual=True)
    by = {name: each for name, each in by.items() if are_known(each)}
    right = {name for name, each in by.items() if all(map(_is_right, each))}
    if found := _mistake(window, tape, by, right, stop):
        said = " ".join(filter(None, (found.message, astray(by))))
        return UnitVerdict(recorded, Parting(found.written or found.event, "", said, ""))
    return None


def _whole_rounds(tape: Tape, steps: Sequence[OwnStep]) -> list[Round]:
    """The rounds of which all is known, empty where what is held against outputs is no target."""
    groups = [*rounds(steps)]
    counted = Counter(map(len, groups)).most_common(1)
    usual = counted[0][0] if counted else 0
    if usual < _FEWEST:
        return []
    whole = [each for each in rounds_of(tape, groups) if len(each.steps) == usual]
    is_enough = len(whole) > FEWEST_ROUNDS
    whole = whole[is_enough : MOST_ROUNDS + is_enough]  # the first begins with many zeros
    states = made_of_parameters(tape, steps)
    is_state = any(id(pair.target) in states for each in whole for pair in outputs_of(each))
    return [] if is_state else whole


def _is_right(judged: JudgedRound) -> bool:
    return all(each.goes_about_down(judged.times) for each in judged.wrong)


def _mistake(
    window: Recorded,
    tape: Tape,
    by: Mapping[LossName, Sequence[JudgedRound]],
    right: set[LossName],
    stop: Stop | None,
) -> Edit | None:
    own = [name for name in by if name.kind == OWN]
    if any(name.kind == OWN for name in right):
        return None
    likely = sorted(by, key=lambda name: -likelihood(by[name]))[:2]
    for name in own if right else likely:
        doubts = Doubts(by[name], window)
        repairs = Repairs(window, tape, by[name], stop, doubts)
        found = None
        if right:
            found = repairs.of_loss()
        elif doubts.is_sure:
            found = repairs.old_values() or repairs.backward(LIKELY)
            found = found or repairs.forward() or repairs.backward(ANY)
        if found is not None:
            return found
    return None
