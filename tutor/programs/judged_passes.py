"""Compares the passes of a run with the engine's one by one, and keeps what is said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from tutor.programs.by_example import ByExample, by_example
from tutor.programs.dropped import dropped_units
from tutor.programs.judging.batches import StepsAfterBatch, batches
from tutor.programs.judging.compared_pass import CodeDifference, ComparedPass
from tutor.programs.judging.evidence import MistakeEvidence
from tutor.programs.judging.judge import PassJudge
from tutor.programs.judging.taken_apart import is_of_main_axes
from tutor.programs.judging.tracing import Tracer
from tutor.programs.judging.unnamed_loss import ONLY_IF_KNOWN
from tutor.programs.lineage import cut_from
from tutor.programs.partings import Parting, parting_of
from tutor.programs.passes import FoundPasses, Pass
from tutor.programs.penalised_loss import odd_penalty_in_loss, penalty_in_loss
from tutor.programs.products import with_biases_within
from tutor.programs.recorded import Event, Recorded
from tutor.programs.reference import EngineRuns, Reference
from tutor.programs.slopes.check import check_gradients

_NEXT = 3
"""Passes in which the loss is looked for that belongs to one before."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class JudgedPass:
    """A pass, what is said of its values, and where it parts from the engine's by itself."""

    compared: ComparedPass
    judge: PassJudge
    first: Parting | None = None
    beside: Event | None = None
    """The first operation that does what the reference does not, and may well be right."""


class PassComparer:
    """Knows the passes of a run, and says of each how it stands to the engine's."""

    def __init__(
        self,
        recorded: Recorded,
        reference: Reference,
        found: FoundPasses,
        stop: Callable[[], bool] | None = None,
    ) -> None:
        self.recorded, self.reference, self.found = recorded, reference, found
        self.measure = lru_cache(2)(
            lambda at: check_gradients(recorded.program, recorded, at, stop)
        )
        self.finite = [each for each in found.told if each.is_finite]
        self.told = [each for each in self.finite if not each.only_in_batch]
        self._learns = any(each.Y is not None for each in self.told)
        self._penalty = penalty_in_loss(recorded, self.told)
        self._odd_penalty = None if self._penalty else odd_penalty_in_loss(recorded, self.told)
        self._engine = EngineRuns(reference)
        self._acquitted = set[tuple[int, str]]()
        self._kept: dict[int, JudgedPass | None] = {}
        """What was looked at one by one, by where it begins; None of what cannot be compared."""

    @property
    def whole(self) -> Sequence[Pass]:
        """Those that are compared at once; one that ends with what was kept is none of them."""
        return self.told[:-1] if self._is_cut_short else self.told

    @property
    def _is_cut_short(self) -> bool:
        """Whether the last of several passes ends with what was kept, perhaps within a formula."""
        return len(self.told) > 1 and self._ends_with_all(self.told[-1])

    def _ends_with_all(self, each: Pass) -> bool:
        return self.recorded.goes_on and each.events[-1] is self.recorded.events[-1]

    def lacks(self, number: int, told: Collection[int]) -> bool:
        """Whether an operation, by its number, lies in a pass that can be compared, and is not
        among those that are told, by where they begin."""
        at = self.found.around(number)
        start = None if at is None else self.found.seen[at].start
        return start is not None and start not in told and self._kept.get(start, self) is not None

    def is_lost(self, number: int) -> bool:
        """Whether an operation, by its number, lies in a pass that was looked at, and that starts
        from NaN or inf."""
        at = self.found.around(number)
        return at is not None and self._kept.get(self.found.seen[at].start, self) is None

    def looked_at(self, number: int, is_sought: bool) -> JudgedPass | None:
        """Compare the pass round an operation, by its number; None where there is none to compare.

        Where it parts from the engine's is sought only where nothing is known of that yet.
        """
        at = self.found.around(number)
        if at is None:
            return None
        start = self.found.seen[at].start
        if start not in self._kept:
            self._kept[start] = self._looked_at(at, is_sought)
        return self._kept[start]

    def _looked_at(self, at: int, is_sought: bool) -> JudgedPass | None:
        each = self.found.seen[at].read()
        if not each.is_finite:
            return None
        alike = [
            n
            for n, seen in enumerate(self.found.seen)
            if seen.place is each.products[0].event.place
        ]
        near = alike.index(at)
        others = [self.found.seen[n].read() for n in alike[max(0, near - 1) : near + 2]]
        is_sought = is_sought and not self._ends_with_all(each)
        earlier = self._gone_through(at - 1) if at else None
        return self.judged(each, earlier, is_sought, [o for o in others if o.is_finite])

    def _gone_through(self, at: int) -> ComparedPass | None:
        """A pass by its values' names, whose loss may be that of the next one."""
        each = self.found.seen[at].read()
        if not each.is_finite:
            return None
        compared = self.compared(each)
        PassJudge(compared).differences()
        return compared

    def judged(
        self,
        each: Pass,
        before: ComparedPass | None,
        is_sought: bool,
        near: Sequence[Pass] = (),
    ) -> JudgedPass:
        """Compare a pass; `near` are passes at its place besides those that are told.

        Of one that goes the way of the one `before` the loss is that of it.
        """
        compared = self.compared(each)
        compared.alike = alike([*self.told, *(o for o in near if o not in self.told)], each)
        if after := compared.after:
            compared.next_parameters = after[0].parameters
        compared.penalty, compared.odd_penalty = self._penalty, self._odd_penalty
        if before and compared.repeats(before) and "J" in before.named:
            compared.named["J"] = before.named["J"]
            compared.is_loss_apart = True
        compared.factors_after = partial(self._factors_after, compared)
        parts = by_example(self.recorded, each, compared.truth)
        compared.apart = parts.events if parts else frozenset()
        judge = PassJudge(compared)
        differences = judge.differences()
        # data that the program makes, a prediction, or axes beside a network
        is_apart = (self._learns and each.Y is None) or self._is_solved(each)
        if is_apart or not is_sought:
            return JudgedPass(compared, judge)
        evidence = MistakeEvidence(compared, self.measure, self._acquitted, self._learning)
        first = first_of(filter(evidence.speaks_against, differences), judge, compared)
        if parts and (first is None or first.key[0] in "dWb"):
            first = self._of_examples(parts, evidence) or first
        return JudgedPass(compared, judge, first, evidence.beside)

    def _factors_after(self, compared: ComparedPass) -> Sequence[float]:
        """How many times the engine's loss the numbers are that are computed in the next passes."""
        end, found = compared.each.events[-1].number, list[float]()
        later = [e for e in self.told if e.events[0].number >= end and e is not compared.each]
        for each in later[:_NEXT]:
            truth = self.compared(each).truth
            J = float(truth.values["J"].ravel()[0]) if "J" in truth.values else 0.0
            numbers = (e.value.array for e in each.events if e.is_operation)
            if J and truth.m == compared.truth.m:
                found += [abs(float(n.ravel()[0]) / J) for n in numbers if n.size == 1]
        return found

    def _learning(self) -> Iterator[ComparedPass]:
        """The passes that may learn: the first two at each place of the program."""
        seen = Counter[int]()
        for each in self.told:
            place = id(each.products[0].event.place)
            seen[place] += each.Y is not None
            if each.Y is not None and seen[place] <= 2:
                compared = self.compared(each)
                compared.alike = alike(self.told, each)
                yield compared

    def _is_solved(self, each: Pass) -> bool:
        """Whether a pass that is gone once goes along a matrix's axes, and others are learned."""
        often = Counter(id(one.products[0].event.place) for one in self.told)
        is_aside = often[id(each.products[0].event.place)] < 2 < max(often.values(), default=0)
        return is_aside and is_of_main_axes(each, self.recorded)

    def _of_examples(self, parts: ByExample, evidence: MistakeEvidence) -> Parting | None:
        """Where the way back of one example parts, or what is made of all of theirs together."""
        singles = [self.compared(each) for each in parts.singles]
        for compared in singles:
            compared.before = parts.before
            judge = PassJudge(compared)
            own = MistakeEvidence(compared, self.measure, set())
            if first := first_of(filter(own.speaks_against, judge.differences()), judge, compared):
                return None if evidence.speaks_for_all else first
        return self.after_batches(singles)

    def after_batches(self, done: Sequence[ComparedPass]) -> Parting | None:
        """Return where the first step parts that is taken for several passes together."""
        for batch in batches(done):
            last = batch[-1].each.events[-1].number
            end = next((start for start in self.found.starts if start > last), last)
            steps = StepsAfterBatch(batch, end)
            steps.compared.alike = alike([one.each for one in done], batch[-1].each)
            evidence = MistakeEvidence(steps.compared, self.measure, set())
            found = filter(evidence.speaks_against, steps.differences())
            if first := first_of(found, PassJudge(batch[0]), steps.compared):
                return first
        return None

    def compared(self, each: Pass) -> ComparedPass:
        """Give a pass the engine's values, from its own arrays."""
        recorded, reference = self.recorded, self.reference
        weights, given = zip(
            *((product.alone, product.below) for product in each.products), strict=True
        )
        dropped = dropped_units(recorded, each, reference)
        truth = self._engine.truth(
            given[0], each.Y, [*weights], [*each.biases], given, dropped.masks
        )
        truth = with_biases_within(truth, each.products)
        truth = replace(truth, whole=cut_from(recorded, each.products[0].event, truth.m))
        return ComparedPass(recorded, reference, each, truth, dropped=dropped)


def alike(told: Sequence[Pass], one: Pass) -> Sequence[Pass]:
    """Return the passes at the place of one, in their order."""
    place = one.products[0].event.place
    same = [each for each in told if each.products[0].event.place is place]
    return sorted(same, key=lambda each: each.events[0].number)


def first_of(
    differences: Iterable[CodeDifference], judge: PassJudge, compared: ComparedPass
) -> Parting | None:
    """Return where a pass parts from the engine's, of some differences."""
    told = ((each, parting_of(each, judge, compared)) for each in differences)
    pairs = [(each, parting) for each, parting in told if parting.message != ONLY_IF_KNOWN]
    if not pairs:
        return None
    difference, first = min(pairs, key=lambda each: each[1].event.number)
    forward = [each for each in pairs if each[0].key[0] in "ZA"]
    if difference.key[0] != "d" or not forward:
        return first
    value, parting = min(forward, key=lambda each: each[1].event.number)
    is_of_it = id(first.event) in Tracer(compared).behind(value.event)
    return parting if is_of_it else first  # the gradient is wrong by what it takes
