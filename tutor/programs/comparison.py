"""A program against the engine, which starts each iteration from the program's own arrays."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain
from typing import Literal

from tutor.programs.dropped import dropped_units
from tutor.programs.judging.batches import StepsAfterBatch, batches
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass
from tutor.programs.judging.evidence import Measure, MistakeEvidence
from tutor.programs.judging.judge import PassJudge
from tutor.programs.judging.mean_losses import mean_losses
from tutor.programs.judging.other_biases import other_biases
from tutor.programs.judging.predicting import predictions_astray
from tutor.programs.judging.readings import other_reading
from tutor.programs.judging.unnamed_loss import ONLY_IF_KNOWN
from tutor.programs.lineage import cut_from
from tutor.programs.matching import EngineMatch, oriented
from tutor.programs.partings import EngineValue, Parting, parting_of
from tutor.programs.passes import Pass, passes
from tutor.programs.penalised_loss import penalty_in_loss
from tutor.programs.precision import precision_of
from tutor.programs.products import with_biases_within
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import Reference, Truth, truth_of
from tutor.programs.slopes.check import check_gradients

Phase = Literal["forward", "loss", "backward", "update"]


@dataclass(frozen=True, slots=True, eq=False)
class EngineComparison:
    """All verdicts on a run, and where it parts from the engine."""

    verdicts: Mapping[int, EngineMatch] = field(default_factory=dict)
    """By the identity of the event."""
    values: Mapping[int, EngineValue] = field(default_factory=dict)
    """What the engine has, for the events that have something else."""
    first: Parting | None = None
    found: int = 0
    """How many passes were compared."""
    beside: Event | None = None
    """The first operation that does what the reference does not, and may well be right."""
    is_lost: bool = False
    """Whether there are passes, and all of them start from NaN or inf."""
    phases: Mapping[int, Phase] = field(default_factory=dict)
    """What the lines of the program belong to, by their numbers."""


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
    found, done = _compared_with(recorded, reference, stop)
    if found.first is not None and done and not (reference.output and reference.loss):
        other = other_reading(done)
        again = _compared_with(recorded, other, stop)[0] if other else found
        return again if again.first is None else found
    return found


def _compared_with(
    recorded: Recorded, reference: Reference, stop: Callable[[], bool] | None
) -> tuple[EngineComparison, Sequence[ComparedPass]]:
    """Compare each pass with the engine's; return the passes that were compared, too."""
    measure = lru_cache(2)(lambda at: check_gradients(recorded.program, recorded, at, stop))
    verdicts: dict[int, EngineMatch] = {}
    phases: dict[int, Phase] = {}
    values: dict[int, EngineValue] = {}
    first: Parting | None = None
    beside: Event | None = None
    acquitted = set[tuple[int, str]]()
    done: list[ComparedPass] = []
    found = passes(recorded, reference.layers)
    finite = [each for each in found.told if each.is_finite]
    told = [each for each in finite if not each.only_in_batch]
    learns = any(each.Y is not None for each in told)
    penalty = penalty_in_loss(recorded, told)
    whole = told[:-1] if _is_cut_short(told, recorded) else told
    for each in whole:
        compared = _compared(recorded, reference, each)
        compared.alike = _alike(told, each)
        if after := compared.after:
            compared.next_parameters = after[0].parameters
        compared.penalty = penalty
        if done and compared.repeats(done[-1]) and "J" in done[-1].named:
            compared.named["J"] = done[-1].named["J"]
            compared.is_loss_apart = True
        judge = PassJudge(compared)
        differences = judge.differences()
        evidence = MistakeEvidence(compared, measure, acquitted)
        verdicts |= judge.verdicts
        phases = _phases(compared, judge) | phases
        different = {
            id(event): judge.verdicts[id(event)].key
            for event in each.events
            if id(event) in judge.verdicts and judge.verdicts[id(event)].how == "different"
        }
        is_apart = learns and each.Y is None  # data that the program makes, or a prediction
        if first is None and not is_apart:
            first = _first(filter(evidence.speaks_against, differences), judge, compared)
            if first is not None and first.value is None:
                different[id(first.event)] = first.key
            beside = beside or evidence.beside
        values |= _engine_values(each.events, different, compared.truth)
        done.append(compared)
    if first is None:
        by_pass = {id(one.each): one for one in done}
        every = [by_pass.get(id(e)) or _compared(recorded, reference, e) for e in finite]
        first = _after_batches(every, found.starts, measure)
    if first is None:
        astray = chain(predictions_astray(done), other_biases(done), mean_losses(done))
        first = next((parting_of(d, PassJudge(each), each) for each, d in astray), None)
    is_lost = bool(found.told) and not finite
    told_of = EngineComparison(verdicts, values, first, len(done), beside, is_lost, phases)
    return told_of, done


def _phases(compared: ComparedPass, judge: PassJudge) -> dict[int, Phase]:
    """What each line of a pass gives in the end, or that it moves a parameter."""
    found = {event.line: _PHASES[verdict.key[0]] for event, verdict in compared.every}
    return found | dict.fromkeys((event.line for event in judge.steps), "update")


_PHASES: Mapping[str, Phase] = {"Z": "forward", "A": "forward", "J": "loss", "d": "backward"}


def _compared(recorded: Recorded, reference: Reference, each: Pass) -> ComparedPass:
    """Give a pass the engine's values, from its own arrays."""
    weights, given = zip(
        *((product.alone, product.below) for product in each.products), strict=True
    )
    dropped = dropped_units(recorded, each, reference)
    truth = truth_of(reference, given[0], each.Y, [*weights], [*each.biases], given, dropped.masks)
    truth = with_biases_within(truth, each.products)
    truth = replace(truth, whole=cut_from(recorded, each.products[0].event, truth.m))
    return ComparedPass(recorded, reference, each, truth, dropped=dropped)


def _is_cut_short(told: Sequence[Pass], recorded: Recorded) -> bool:
    """Whether the last of several passes ends with what was kept, perhaps within a formula."""
    return len(told) > 1 and recorded.goes_on and told[-1].events[-1] is recorded.events[-1]


def _alike(told: Sequence[Pass], one: Pass) -> Sequence[Pass]:
    """The passes at the place of one."""
    place = one.products[0].event.place
    return [each for each in told if each.products[0].event.place is place]


def _first(
    differences: Iterable[CodeDifference], judge: PassJudge, compared: ComparedPass
) -> Parting | None:
    partings = [parting_of(each, judge, compared) for each in differences]
    partings = [each for each in partings if each.message != ONLY_IF_KNOWN]
    return min(partings, key=lambda each: each.event.number, default=None)


def _after_batches(
    done: Sequence[ComparedPass], starts: Sequence[int], measure: Measure
) -> Parting | None:
    """Where the first step parts that is taken for several passes together."""
    for batch in batches(done):
        last = batch[-1].each.events[-1].number
        end = next((start for start in starts if start > last), last)
        steps = StepsAfterBatch(batch, end)
        steps.compared.alike = _alike([one.each for one in done], batch[-1].each)
        evidence = MistakeEvidence(steps.compared, measure, set())
        found = filter(evidence.speaks_against, steps.differences())
        if first := _first(found, PassJudge(batch[0]), steps.compared):
            return first
    return None


def _engine_values(
    events: Sequence[Event], different: Mapping[int, str], truth: Truth
) -> dict[int, EngineValue]:
    """Return what the engine has for these events, by their identity."""
    found = {}
    for event in events:
        key = different.get(id(event), "")
        true, value = truth.values.get(key), event.value
        if true is None or value.cut or true.size != value.array.size or value.array.ndim > 2:
            continue
        turned = next(oriented(true, value.array), None)
        if turned is not None:
            found[id(event)] = EngineValue(key, turned)
    return found
