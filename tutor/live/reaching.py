"""What a part's numbers may be: the words in which its `reach` module says it.

Such a module is there where a part's tasks can be looked through. It has `figures(options)`, which
yields mappings of all figures to what they may be, those of one mapping independent of each other;
or `states(options)`, the figures of every state, None where they are too many; or both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import inf, prod
from typing import Any, TypeAlias

from tutor.formulas.ranges import Range
from tutor.live.dials import ChoiceDial, RangeDial, Settings

Values: TypeAlias = Range | Sequence[float]
"""What a number may be: within a range, or one of several."""
Figures: TypeAlias = Mapping[str, Values]
States: TypeAlias = Iterator[Mapping[str, float]]

SHARE = Range(0.0, 1.0)
GROWING = Range(0.0, inf)
FLAG = (0.0, 1.0)
MOST_VALUES = 5_000
MOST_STATES = 5_000  # so many take about a second


def dialled(settings: Settings) -> Figures:
    """Return what each of the numbers of a part's settings can be set to."""
    found: dict[str, Values] = {}
    for name, value in settings.values.items():
        dial = settings.dials.get(name)
        if isinstance(dial, ChoiceDial):
            found[name] = [float(each) for each in dial.values if not isinstance(each, str)]
        elif dial is not None:
            found[name] = turned(dial, [float(value)])
        else:
            found[name] = (float(value),)
    return {name: values for name, values in found.items() if isinstance(values, Range) or values}


def turned(dial: RangeDial, starts: Sequence[float]) -> Values:
    """Return the places of a dial that begins at one of the `starts`, or its ends if too many."""
    if (dial.high - dial.low) / dial.step > MOST_VALUES:
        return Range(min(dial.low, *starts), max(dial.high, *starts))
    places = {dial.low, dial.high, *starts}
    value: Any = dial.low
    while value < dial.high:
        value = dial.turned(value, 1)
        places.add(float(value))
    return sorted(places)


def turns(scene: Any, steps: int) -> States | None:
    """Return the figures for all that a scene's dials can be set to, each so many steps far.

    None where they are too many to be tried.
    """
    first = scene.started()
    dials = dialled(first.settings)
    choices = [values for values in dials.values() if not isinstance(values, Range)]
    if len(choices) < len(dials) or prod(map(len, choices)) * steps > MOST_STATES:
        return None
    settings = (
        replace(
            first.settings,
            values={**first.settings.values, **dict(zip(dials, chosen, strict=True))},
        )
        for chosen in product(*choices)
    )
    states = (replace(first, settings=each) for each in settings)
    return (
        scene.figures(replace(state, step=step) if steps > 1 else state)
        for state in states
        for step in range(steps)
    )


def hull(values: Values) -> Range:
    """Return the range that holds all that a number may be."""
    return values if isinstance(values, Range) else Range(min(values), max(values))
