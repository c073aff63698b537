"""A program against the engine, which starts each iteration from the program's own arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Literal

from tutor.programs.judged_passes import JudgedPass, PassComparer
from tutor.programs.judging.judge import PassJudge
from tutor.programs.judging.mean_losses import mean_losses
from tutor.programs.judging.other_biases import other_biases
from tutor.programs.judging.predicting import predictions_astray
from tutor.programs.judging.readings import other_reading
from tutor.programs.matching import EngineMatch
from tutor.programs.partings import Parting, parting_of
from tutor.programs.passes import passes
from tutor.programs.precision import precision_of
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Reference

Phase = Literal["forward", "loss", "backward", "update"]


@dataclass(frozen=True, slots=True, eq=False)
class EngineComparison:
    """All verdicts on a run, and where it parts from the engine."""

    verdicts: Mapping[int, EngineMatch] = field(default_factory=dict)
    """By the identity of the event."""
    first: Parting | None = None
    beside: Event | None = None
    """The first operation that does what the reference does not, and may well be right."""
    is_lost: bool = False
    """Whether there are passes, and all of them start from NaN or inf."""
    phases: Mapping[int, Phase] = field(default_factory=dict)
    """What the lines of the program belong to, by their numbers."""
    judged: Sequence[JudgedPass] = ()
    """The passes that were compared."""
    comparer: PassComparer | None = None

    @property
    def found(self) -> int:
        """How many passes were compared."""
        return len(self.judged)

    def lacks(self, number: int) -> bool:
        """Return whether an operation, by its number, lies in a pass that was not compared yet."""
        told = {each.compared.each.events[0].number for each in self.judged}
        return self.comparer is not None and self.comparer.lacks(number, told)

    def looking_at(self, number: int) -> EngineComparison:
        """Return the comparison with the pass round an operation, by its number."""
        if self.comparer is None:
            return self
        with precision_of(self.comparer.recorded):
            judged = self.comparer.looked_at(number, is_sought=self.first is None)
        if not judged or judged in self.judged:
            return self
        return replace(
            self,
            verdicts={**self.verdicts, **judged.judge.verdicts},
            first=self.first or judged.first,
            judged=[*self.judged, judged],
            phases={**_phases(judged), **self.phases},
        )


def compare(
    recorded: Recorded, reference: Reference, stop: Callable[[], bool] | None = None
) -> EngineComparison:
    """Compare each pass of the network that the run holds with the engine's.

    Where words leave output or loss open, the program may have others than the usual ones.
    """
    with precision_of(recorded):
        return _read_rightly(recorded, reference, stop)


def _read_rightly(
    recorded: Recorded, reference: Reference, stop: Callable[[], bool] | None
) -> EngineComparison:
    found = _compared_with(recorded, reference, stop)
    if found.first is not None and found.judged and not (reference.output and reference.loss):
        other = other_reading([each.compared for each in found.judged])
        again = _compared_with(recorded, other, stop) if other else found
        return again if again.first is None else found
    return found


def _compared_with(
    recorded: Recorded, reference: Reference, stop: Callable[[], bool] | None
) -> EngineComparison:
    """Compare each pass with the engine's."""
    found = passes(recorded, reference.layers)
    comparer = PassComparer(recorded, reference, found, stop)
    verdicts: dict[int, EngineMatch] = {}
    phases: dict[int, Phase] = {}
    first: Parting | None = None
    beside: Event | None = None
    done: list[JudgedPass] = []
    for each in comparer.whole:
        before = done[-1].compared if done else None
        judged = comparer.judged(each, before, is_sought=first is None)
        first, beside = first or judged.first, beside or judged.beside
        verdicts |= judged.judge.verdicts
        phases = _phases(judged) | phases
        done.append(judged)
    compared = [each.compared for each in done]
    if first is None:
        by_pass = {id(one.each): one for one in compared}
        every = [by_pass.get(id(e)) or comparer.compared(e) for e in comparer.finite]
        first = comparer.after_batches(every)
    if first is None:
        astray = chain(predictions_astray(compared), other_biases(compared), mean_losses(compared))
        first = next((parting_of(d, PassJudge(each), each) for each, d in astray), None)
    is_lost = bool(found.told) and not comparer.finite
    return EngineComparison(verdicts, first, beside, is_lost, phases, done, comparer)


def _phases(judged: JudgedPass) -> dict[int, Phase]:
    """What each line of a pass gives in the end, or that it moves a parameter."""
    found = {event.line: _PHASES[verdict.key[0]] for event, verdict in judged.compared.every}
    return found | dict.fromkeys((event.line for event in judged.judge.steps), "update")


_PHASES: Mapping[str, Phase] = {"Z": "forward", "A": "forward", "J": "loss", "d": "backward"}
