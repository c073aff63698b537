"""A program against the engine, which starts each iteration from the program's own arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass
from tutor.programs.judging.judge import PassJudge
from tutor.programs.judging.places import place_of, traced
from tutor.programs.matching import EngineMatch
from tutor.programs.passes import passes
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Reference, truth_of


@dataclass(frozen=True, slots=True, eq=False)
class Parting:
    """The first operation whose result parts from the engine's while its operands agree."""

    event: Event
    key: str
    message: str
    formula: str
    """The engine's."""


@dataclass(frozen=True, slots=True, eq=False)
class EngineComparison:
    """All verdicts on a run, and where it parts from the engine."""

    verdicts: Mapping[int, EngineMatch] = field(default_factory=dict)
    """By the identity of the event."""
    first: Parting | None = None
    found: int = 0
    """How many passes were compared."""


def compare(recorded: Recorded, reference: Reference) -> EngineComparison:
    """Compare each pass of the network that the run holds with the engine's."""
    verdicts: dict[int, EngineMatch] = {}
    first: Parting | None = None
    found = 0
    for each in passes(recorded, reference.layers):
        weights = [product.W for product in each.products]
        below = each.products[0].below
        truth = truth_of(reference, below, each.Y, weights, list(each.biases))
        compared = ComparedPass(recorded, reference, each, truth)
        judge = PassJudge(compared)
        differences = judge.differences()
        verdicts |= judge.verdicts
        if first is None and differences:
            first = _parting(differences[0], judge, compared)
        found += 1
    return EngineComparison(verdicts, first, found)


def _parting(difference: CodeDifference, judge: PassJudge, compared: ComparedPass) -> Parting:
    event, key = traced(difference, compared)
    if event is not difference.event:
        difference = CodeDifference(event, key, judge.why_different(event, key))
    formula = compared.truth.formulas.get(key, key)
    return Parting(place_of(difference, compared), key, difference.message, formula)
