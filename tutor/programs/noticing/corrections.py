"""Averages that begin at 0, as Adam keeps them, and are corrected with the decay of another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tutor.programs.expressions import called, parsed, sign
from tutor.programs.lineage import ancestors
from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.roots import Roots, divisor, exponent
from tutor.programs.noticing.sums import number_of, operand_of, operator, two_sides
from tutor.programs.recorded import Event, Recorded

OTHER = "another mean's decay"


@dataclass(frozen=True, slots=True, eq=False)
class BiasCorrection:
    """A number 1 - x."""

    event: Event
    inner: Event
    """The operation that gave what is taken from 1: a power, where all is right."""

    @property
    def base(self) -> float | None:
        """The b in 1 - b ** t."""
        sides = two_sides(parsed(self.inner.place.text))
        is_power = exponent(self.inner) is not None and sides is not None
        return number_of(sides[0], self.inner) if is_power and sides else None


def correction(recorded: Recorded, event: Event) -> BiasCorrection | None:
    """Return a number as a correction, by its text or by that of its name; None if it is none."""
    made = given_by(recorded, event)
    sides = two_sides(parsed(made.place.text)) if sign(made.place.text) == "Sub" else None
    if made.value.array.ndim or sides is None or number_of(sides[0], made) != 1:
        return None
    inner = operand_of(sides[1], made)
    given = None if inner is None else given_by(recorded, inner)
    is_made = given is not None and operator(given) in ("Pow", "Mult")
    return BiasCorrection(made, given) if given is not None and is_made else None


def given_by(recorded: Recorded, event: Event) -> Event:
    """Return the operation that gave a number that is looked up by its name."""
    if event.is_operation:
        return event
    told = _numbers_by_name(recorded).get(event.place.text, [])
    at = bisect_right(told, event.number, key=lambda each: each.number)
    is_same = at > 0 and told[at - 1].value.array == event.value.array
    return told[at - 1] if is_same else event


@lru_cache(maxsize=4)
def _numbers_by_name(recorded: Recorded) -> Mapping[str, list[Event]]:
    found: dict[str, list[Event]] = {}
    for event in recorded.operations:
        if event.name and not event.value.array.ndim:
            found.setdefault(event.name, []).append(event)
    return found


def other_decays(recorded: Recorded) -> Iterator[Noticed]:
    """A mean kept with one decay that is divided by 1 - decay ** t of another decay."""
    averages = [each for each in carried(recorded) if each.is_average]
    wrong = [
        each
        for each in (_corrected(recorded, averages) if averages else ())
        if not near(each.base, each.mean.decay or 0.0, 1e-9)
    ]
    for each in wrong:
        mean, decay = each.mean, each.mean.decay or 0.0
        same = (e for e in averages if e.taken & mean.taken)
        others = [e for e in same if near(e.decay or 0.0, each.base, 1e-9)]
        is_crossed = mean.power == 1 and any(e.power == 2 and decay > each.base for e in others)
        if others and not is_crossed:
            said = (
                f"{mean.name} keeps {decay:g} of itself in each step: it is to be divided by "
                f"1 - {decay:g} ** t. The {each.base:g} here is that of another mean."
            )
            yield Noticed(each.event, OTHER, said)
        elif mean.power:
            said = (
                f"{mean.name} keeps {decay:g} of itself in each step, and is divided by "
                f"1 - {each.base:g} ** t in line {each.event.line}: the decay is to be the same."
            )
            yield Noticed(mean.event, OTHER, said)


@dataclass(frozen=True, slots=True, eq=False)
class _Corrected:
    """A mean that is divided by 1 - base ** t."""

    event: Event
    mean: Carried
    base: float


def _corrected(recorded: Recorded, averages: Sequence[Carried]) -> Iterator[_Corrected]:
    roots = Roots(recorded, averages)
    for event in recorded.operations:
        below = divisor(event) if event.value.array.ndim else None
        if below is None or below.value.array.ndim:
            continue
        found = correction(recorded, below)
        if found is None or found.base is None:
            continue
        above = [e for e in event.operands if e is not below]
        for reached in (e for each in above for e in roots.behind(each) if not e.roots):
            if reached.carried is not None and reached.carried.decay is not None:
                yield _Corrected(event, reached.carried, found.base)


def folded_corrections(recorded: Recorded) -> Iterator[Noticed]:
    """sqrt(1 - b1 ** t) / (1 - b2 ** t), with the decays of the two moments exchanged."""
    averages = [each for each in carried(recorded) if each.is_average and each.decay]
    squares = [each for each in averages if each.power == 2]
    moments = {
        (m.decay or 0.0, v.decay or 0.0)
        for m in averages
        for v in squares
        if m.power == 1 and m.taken & v.taken
    }
    if not moments:
        return
    for event in recorded.operations:
        below = divisor(event)
        if below is None or below.value.array.ndim or event.value.array.ndim:
            continue
        beside = (each for each in event.operands if each is not below)
        divided, rooted = _bases(recorded, [below], False), _bases(recorded, beside, True)
        pairs = [(round(a, 12), round(b, 12)) for a in divided for b in rooted]
        known = (each for each in moments if pairs and {*pairs[0]} <= {*each})
        one, two = next(known, (0.0, 0.0))
        if one and pairs[0] not in moments:
            said = (
                f"The root is to be that of 1 - {two:g} ** t, since the average of the squares "
                f"keeps {two:g}; what is divided by is 1 - {one:g} ** t, of the other average."
            )
            yield Noticed(event, OTHER, said)


def _bases(recorded: Recorded, events: Iterable[Event], rooted: bool) -> list[float]:
    """The b of each 1 - b ** t in a product of numbers, under a root or under none."""
    found = []
    for event in events:
        for each in (event, *(e for e in ancestors(event) if e.line == event.line)):
            is_root = called(each.place.text) == "sqrt"
            inner = each.operands[0] if is_root and each.operands else each
            told = correction(recorded, inner) if is_root is rooted else None
            if told is not None and told.base is not None:
                found.append(told.base)
    return found
