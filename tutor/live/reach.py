"""What the figures of a live part can come to, to find tasks that nothing a learner does fulfils.

First it is looked at between which ends each figure lies; where that leaves the task open and the
part has few states, each of them is tried.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from math import inf, prod
from typing import Any

from engine.formula import Node, names_in, parse
from tutor.formulas.arithmetic import Undefined, number
from tutor.formulas.ranges import ANY, Range, at, range_of
from tutor.live.fit.options import TaskedOptions
from tutor.live.options import LiveOptions
from tutor.live.reaching import MOST_VALUES, Figures, States, hull
from tutor.plots.numbers import shown


def unreachable(options: LiveOptions | TaskedOptions) -> str:
    """Return why the task of a part can never be done, "" where it can or may be."""
    if options.task is None:
        return ""
    tree = parse(options.task.when)
    every = [*figures(options)]
    if any(_possible(tree, box) for each in every for box in _boxes(each, names_in(tree))):
        tried = states(options)
        if tried is None or any(_reached(tree, state) for state in tried):
            return ""
    ends = [*filter(None, (_ends(name, every) for name in sorted(names_in(tree))))]
    why = f": {'; '.join(ends)}" if ends else ""
    return f"`{options.task.when}` never comes true, whatever is set here{why}"


def figures(options: LiveOptions | TaskedOptions) -> Iterator[Figures]:
    """Yield what values each figure may have; of one that is not named nothing is known."""
    yield from _said_beside(options, "figures", [{}])


def states(options: LiveOptions | TaskedOptions) -> States | None:
    """Return the figures of all states of a part, None where they are too many or not known."""
    found: States | None = _said_beside(options, "states", None)
    return found


def _said_beside(options: LiveOptions | TaskedOptions, asked: str, unknown: Any) -> Any:
    """Ask the `reach` module that stands beside a part's options, if there is one."""
    place = type(options).__module__.removesuffix("options") + "reach"
    reach = import_module(place) if find_spec(place) else None
    return getattr(reach, asked)(options) if hasattr(reach, asked) else unknown


def _boxes(each: Figures, used: set[str]) -> Iterator[Mapping[str, Range]]:
    """Yield ranges for the figures that a formula uses: every choice of those that have some."""
    known = {name: each.get(name, ANY) for name in used}
    choices = {name: v for name, v in known.items() if not isinstance(v, Range)}
    if prod(map(len, choices.values())) > MOST_VALUES:
        yield {name: hull(values) for name, values in known.items()}
        return
    ranges = {name: v for name, v in known.items() if isinstance(v, Range)}
    for chosen in product(*choices.values()):
        yield ranges | dict(zip(choices, map(at, chosen), strict=True))


def _possible(tree: Node, box: Mapping[str, Range]) -> bool:
    found = range_of(tree, box)
    return not found.empty and found != at(0.0)


def _reached(tree: Node, state: Mapping[str, float]) -> bool:
    try:
        return number(tree, state) != 0
    except Undefined:
        return False


def _ends(name: str, every: Sequence[Figures]) -> str:
    """Return between which ends a figure lies, "" where nothing is known of it."""
    hulls = [hull(each[name]) for each in every if name in each]
    there = [hull for hull in hulls if not hull.empty]
    if hulls and not there:
        return f"{name} is not measured"
    low = min((hull.low for hull in there), default=-inf)
    high = max((hull.high for hull in there), default=inf)
    if low == high:
        return f"{name} is {shown(low)}"
    if high < inf and low > -inf:
        return f"{name} goes from {shown(low)} to {shown(high)}"
    if low > -inf:
        return f"{name} is at least {shown(low)}"
    return f"{name} is at most {shown(high)}" if high < inf else ""
