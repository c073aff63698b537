"""The first mistake of a program in matrices that nothing else is said of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tutor.programs.noticing.averages import Carried
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
from tutor.programs.unit_by_unit.losses import OWN, WHOLE, LossName, outputs_of
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


@dataclass(frozen=True, slots=True, eq=False)
class _Looked:
    """A few rounds of a run, by each of the losses whose slopes are known."""

    window: Recorded
    tape: Tape
    by: Mapping[LossName, Sequence[JudgedRound]]

    @property
    def own(self) -> list[LossName]:
        return [name for name in self.by if name.kind == OWN]

    @property
    def right(self) -> set[LossName]:
        """The losses that all steps go down."""
        return {name for name, each in self.by.items() if all(map(_is_right, each))}

    @property
    def is_right(self) -> bool:
        """Whether they go down the program's own loss, or a usual one where it has none."""
        right = self.right
        return any(name.kind in (OWN, WHOLE) for name in right) if self.own else bool(right)


def judged_in_matrices(recorded: Recorded, stop: Stop | None = None) -> UnitVerdict | None:
    """Hold each step of a few rounds against its slope; None where nothing is known of them."""
    chains = parameters(recorded)
    at_once = _looked_at(recorded, chains, 1) if chains else None
    if at_once is None or at_once.is_right:
        return None
    looked = _looked_at(recorded, chains, MOST_ROUNDS)
    found = _mistake(looked, stop) if looked is not None and not looked.is_right else None
    if looked is None or found is None:
        return None
    said = " ".join(filter(None, (found.message, astray(looked.by))))
    return UnitVerdict(recorded, Parting(found.written or found.event, "", said, ""))


def _looked_at(recorded: Recorded, chains: Sequence[Carried], most: int) -> _Looked | None:
    window = part_of(recorded, chains, most + 1)
    tape = Tape(window)
    told = _whole_rounds(tape, array_steps(window, tape, chains), most)
    if len(told) < min(most, FEWEST_ROUNDS) or any(each.is_nudged for each in told):
        return None
    by = judged(told, None, usual=True)
    return _Looked(window, tape, {name: each for name, each in by.items() if are_known(each)})


def _whole_rounds(tape: Tape, steps: Sequence[OwnStep], most: int) -> list[Round]:
    """The rounds of which all is known, empty where what is held against outputs is no target."""
    groups = [*rounds(steps)]
    counted = Counter(map(len, groups)).most_common(1)
    usual = counted[0][0] if counted else 0
    if usual < _FEWEST:
        return []
    whole = [each for each in rounds_of(tape, groups) if len(each.steps) == usual]
    is_enough = len(whole) > min(most, FEWEST_ROUNDS)
    whole = whole[is_enough : most + is_enough]  # the first begins with many zeros
    states = made_of_parameters(tape, steps)
    is_state = any(id(pair.target) in states for each in whole for pair in outputs_of(each))
    return [] if is_state else whole


def _is_right(judged: JudgedRound) -> bool:
    return all(each.goes_about_down(judged.times) for each in judged.wrong)


def _mistake(looked: _Looked, stop: Stop | None) -> Edit | None:
    is_usual = bool(looked.right)
    known = [name for name in looked.by if name.kind != WHOLE]
    likely = sorted(known, key=lambda name: -likelihood(looked.by[name]))[:2]
    for name in looked.own if is_usual else likely:
        rounds = looked.by[name]
        doubts = Doubts(rounds, looked.window)
        repairs = Repairs(looked.window, looked.tape, rounds, stop, doubts)
        found = None
        if is_usual:
            found = repairs.of_loss()
        elif doubts.is_sure:
            found = repairs.old_values() or repairs.backward(LIKELY)
            found = found or repairs.forward() or repairs.backward(ANY)
        if found is not None:
            return found
    return None
