"""What judges a hunted bug beside the cases: a gradient check, and the curve of a training.

`judge.py` of an exercise runs after the learner's program and in its names. It fills `costs`, the
cost after each step (or what `measure` calls it), and by the names of parameters `slopes`, those
that the program gives, and `nudges`, those that `nudged(cost, parameter)` measures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tutor.exercises.attempts import attempt
from tutor.exercises.cases import Case
from tutor.exercises.model import Exercise

NEAR = 1e-4
"""The relative difference up to which two slopes are the same: nudging is never exact."""
_NAMES = ("costs", "slopes", "nudges", "measure")
_BEFORE = '''import numpy as np

costs, slopes, nudges, measure = [], {}, {}, "cost"


def nudged(cost, parameter, step=1e-5):
    """Return how steep the cost is in each number of a parameter, which is moved in place."""
    steep = np.zeros_like(parameter)
    for place in np.ndindex(parameter.shape):
        kept = parameter[place]
        parameter[place] = kept + step
        above = cost()
        parameter[place] = kept - step
        below = cost()
        parameter[place] = kept
        steep[place] = (above - below) / (2 * step)
    return steep


'''


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What became of a program's slopes and of a training with it."""

    costs: tuple[float, ...] = ()
    slopes: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    nudges: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)
    fault: str = ""
    """What kept it from being judged."""
    measure: str = "cost"
    """What `costs` are, where they are something else than a cost."""


@dataclass(frozen=True, slots=True, eq=False)
class BugJudgement:
    """The program with the bug, and the learner's beside it; None before a first run."""

    broken: Judged
    now: Judged | None = None


def judgement(
    exercise: Exercise, code: str | None, stop: Callable[[], bool] | None = None
) -> BugJudgement | None:
    """Return what judges a program beside the cases; None where the exercise has no such judge.

    It waits for child processes, and is meant for a thread.
    """
    if not exercise.judge:
        return None
    broken = _broken(exercise)
    return BugJudgement(broken, None if code is None else judged(exercise, code, stop))


def judged(exercise: Exercise, code: str, stop: Callable[[], bool] | None = None) -> Judged:
    """Run the judge of an exercise on a program."""
    case = Case("the judge", False, _BEFORE + exercise.judge, {}, {})
    asked = replace(exercise, returns=_NAMES)
    tried = attempt(asked, code, [case], stop, trusted=exercise.trusted)
    answer = next(iter(tried.answers), None)
    error = tried.error or (answer.error if answer else None)
    if answer is None or error or set(answer.values) != set(_NAMES):
        told = tried.message or (error.sentence if error else "")
        return Judged(fault=told or "It gives back nothing that can be judged.")
    costs, slopes, nudges, measure = (answer.values[name] for name in _NAMES)
    try:
        costs = tuple(map(float, costs))
        return Judged(costs, _arrays(slopes), _arrays(nudges), measure=str(measure))
    except (TypeError, ValueError, AttributeError):
        return Judged(fault="What the judge measured are no numbers.")


def agree(slope: NDArray[np.float64], nudge: NDArray[np.float64]) -> bool:
    """Tell whether a slope is what nudging measures."""
    if slope.shape != nudge.shape:
        return False
    size = max(float(np.linalg.norm(slope)), float(np.linalg.norm(nudge)), 1e-12)
    return bool(np.linalg.norm(slope - nudge) / size < NEAR)


def tells_apart(broken: Judged, right: Judged) -> bool:
    """Tell whether the judge sees a difference between a broken and a right program."""
    wrong = any(not agree(broken.slopes[name], broken.nudges[name]) for name in broken.slopes)
    return wrong or bool(broken.fault) or not np.allclose(broken.costs, right.costs, rtol=1e-3)


@lru_cache(maxsize=16)
def _broken(exercise: Exercise) -> Judged:
    return judged(exercise, exercise.starter)


def _arrays(values: Mapping[str, Any]) -> dict[str, NDArray[np.float64]]:
    return {name: np.asarray(value, float) for name, value in values.items()}
