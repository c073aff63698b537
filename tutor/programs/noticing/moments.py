"""What AdaGrad, RMSprop and Adam divide by: the root of squares, gathered from step to step.

The averages, and what each is made of, are read off the steps that were recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tutor.programs.expressions import parsed
from tutor.programs.matching import near
from tutor.programs.noticing.averages import Carried, carried
from tutor.programs.noticing.kinds import Noticed
from tutor.programs.noticing.roots import Reached, Roots, divisor, is_rooted_later, takers
from tutor.programs.noticing.sums import (
    complement,
    number_of,
    operator,
    rises_and_falls,
    two_sides,
)
from tutor.programs.recorded import Event, Recorded

_TINY = 1e-4
"""What keeps a root from 0 is no larger."""


def misused_moments(recorded: Recorded) -> Iterator[Noticed]:
    """A step divided by squares without their root, or by the root of what is no square."""
    moments = [each for each in carried(recorded) if each.power and each.decay]
    if not moments:
        return
    roots, taken_by = Roots(recorded, carried(recorded)), takers(recorded)
    for event in recorded.operations:
        by = divisor(event)
        if by is None or not by.value.array.ndim:
            continue
        below = roots.behind(by)
        above = [each for e in event.operands if e is not by for each in roots.behind(e)]
        for each in below:
            chain = each.carried
            if chain is None or not _is_of_one_step(chain, above, each.roots):
                continue
            if chain.gathers_squares and not each.roots:
                is_alone = not any(other.roots for other in below)
                if is_alone and not is_rooted_later(event, taken_by):
                    yield Noticed(event, "no root", _no_root(chain))
            elif each.roots and chain.gathers_squares:
                yield from _added_outside(event, chain, taken_by)
            elif each.roots and _takes_gradients(chain):
                yield from _no_square(event, chain, moments)


def _added_outside(
    event: Event, chain: Carried, taken_by: Mapping[int, Sequence[Event]]
) -> Iterator[Noticed]:
    """A very small number that is added to the quotient, not to what is divided by."""
    for each in taken_by.get(id(event.value), ()):
        sides = two_sides(parsed(each.place.text)) or ()
        numbers = [n for side in sides if (n := number_of(side, each)) is not None]
        is_tiny = any(0 < number <= _TINY for number in numbers)
        if operator(each) == "Add" and each.line == event.line and is_tiny:
            said = (
                f"The small number is to keep the root of {chain.name} from 0: in brackets "
                f"with the root, it is added before it is divided by."
            )
            yield Noticed(each, "added outside", said)


def _is_of_one_step(chain: Carried, above: Sequence[Reached], roots: int) -> bool:
    """Whether what is divided is the gradient that an array is made of, or an average of it.

    It may be the array itself, where its root is taken.
    """
    for each in above:
        other = each.carried
        if other is None and id(each.event.value) in chain.taken:
            return True
        is_itself = other is chain and not roots
        if other is not None and not is_itself and other.taken & chain.taken:
            return True
    return False


def _takes_gradients(chain: Carried) -> bool:
    """Whether an average takes, as it is, what goes up and down."""
    is_plain = chain.power == 1 and (chain.is_average or near(chain.decay or 0.0, 1))
    taken = (each.taken for each in chain.steps if each.taken is not None)
    return is_plain and any(rises_and_falls(each) for each in (chain.begin, *taken))


def _no_root(chain: Carried) -> str:
    name, whose = chain.name, "RMSprop and Adam" if chain.is_average else "AdaGrad"
    return (
        f"This is divided by {name}, which is made of squares; {whose} "
        f"divide{'' if chain.is_average else 's'} by its root, np.sqrt({name})."
    )


def _no_square(event: Event, chain: Carried, moments: Sequence[Carried]) -> Iterator[Noticed]:
    squares = [e for e in moments if e.gathers_squares and e.taken & chain.taken]
    taken = chain.steps[0].taken
    assert taken is not None
    gradient = taken.place.text
    gradient = f"({gradient})" if taken.is_operation and operator(taken) else gradient
    if squares:
        said = (
            f"The root is that of {chain.name}, which averages the gradient itself: "
            f"{squares[0].name} holds the squares, and its root is to be divided by."
        )
        yield Noticed(event, "moments swapped", said)
        return
    said = (
        f"{chain.name} takes {gradient} as it is; its root is divided by later, so it is to "
        f"gather the square, {gradient} ** 2."
    )
    yield Noticed(chain.event, "no square", said)


def uneven_weights(recorded: Recorded) -> Iterator[Noticed]:
    """An average of which the old part and the new one do not add up to 1."""
    averages = [each for each in carried(recorded) if each.power and each.is_average]
    for chain in averages:
        step, decay = chain.steps[0], chain.decay
        others = {e.decay for e in averages if e is not chain and e.taken & chain.taken}
        if decay is None or step.taken is None or near(step.weight, 1 - decay, 1e-6):
            continue
        kept = complement(step.event, step.weight)
        is_others = any(kept is not None and near(kept, each or 0.0, 1e-9) for each in others)
        is_square = chain.power == 2 and kept is not None
        beside = (e for e in averages if e.power == 2 and e.taken & chain.taken)
        is_alike = near(step.weight, decay, 1e-9) and not near(decay, 0.5) and any(beside)
        if is_square or is_others or is_alike:
            said = (
                f"The weights are {decay:g} and {step.weight:g}, and do not add up to 1: beside "
                f"{decay:g} of the old average there is to be {1 - decay:g} of the new."
            )
            yield Noticed(step.event, "uneven weights", said)
        elif chain.power == 2 and near(step.weight, decay - 1, 1e-6):
            said = "The square is taken away here: it is to be added, or the average is below 0."
            yield Noticed(step.event, "uneven weights", said)
