"""Runs of lessons' own live parts, and copies of them as other processors would compute them.

Processors round differently in the last digit. So a copy's first weights are changed by about
1e-12 of their size: a figure that a lesson states has to hold in the copies too.

    @copies
    def test_the_fit_ends_as_the_text_says(copy):
        assert last_of("2-11-vectorized-logistic", copy=copy).accuracy == approx(0.92, abs=0.01)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

from engine.experiment import Experiment
from engine.network import Network
from engine.training import Snapshot, Training
from tutor.course.index import shipped_course
from tutor.course.loader import load_lesson
from tutor.course.model import Lesson

copies = pytest.mark.parametrize(
    "copy", [*range(3), *(pytest.param(copy, marks=pytest.mark.slow) for copy in range(3, 20))]
)
"""Gives a test the argument `copy`: 0 is the run itself, the others those of other processors."""

sweeps = pytest.mark.parametrize(
    ("seeds", "copy"),
    [(1, 0), *(pytest.param(None, copy, marks=pytest.mark.slow) for copy in range(3))],
)
"""Gives a test the arguments `seeds` and `copy` of `swept`: one seed is quick, all are slow."""


def text_of(lesson_id: str) -> str:
    """The lesson as its author wrote it."""
    return (shipped_course() / lesson_id / "lesson.md").read_text(encoding="utf-8")


@cache
def _lesson(lesson_id: str) -> Lesson:
    return load_lesson(shipped_course(), lesson_id)


def parts_of(lesson_id: str, name: str) -> list[Any]:
    """The options of all live parts of this name in the lesson, in their order."""
    parts = (part for page in _lesson(lesson_id).pages for part in page.parts.values())
    return [part.options for part in parts if part.name == name]


def change(network: Network, copy: int) -> None:
    """Make the network's weights those of this copy.

    Zeros stay, so that units which begin alike stay alike; but a single layer at 0 begins beside 0.
    """
    if copy:
        normal = np.random.default_rng(copy).standard_normal(network.parameters.shape)
        network.parameters *= 1 + 1e-12 * normal
        if len(network.layers) == 1 and not network.parameters.any():
            network.parameters += 1e-12 * normal


def ended(settings: Mapping[str, Any], copy: int = 0) -> tuple[Training, Snapshot]:
    """A run with these settings that has come to its end, and how it stands there."""
    run = Experiment.of(**settings).start()
    change(run.network, copy)
    *_, last = run
    return run, last


def last_of(
    lesson_id: str, part: str = "fit", index: int = 0, copy: int = 0, **changed: Any
) -> Snapshot:
    """The end of a run of the lesson's live part, with some of its settings changed."""
    settings = parts_of(lesson_id, part)[index].changed_settings()
    return ended({**settings, **changed}, copy)[1]


def swept(
    lesson_id: str, index: int = 0, copy: int = 0, seeds: int | None = None
) -> dict[tuple[Any, ...], list[Snapshot]]:
    """The ends of the runs of a sweep, by the values that vary: one for each seed, or each of the
    first `seeds`.
    """
    found: dict[tuple[Any, ...], list[Snapshot]] = {}
    for trial in parts_of(lesson_id, "sweep")[index].plan().trials():
        ends = found.setdefault(tuple(trial.choice.values()), [])
        if seeds is None or len(ends) < seeds:
            ends.append(ended(trial.settings, copy)[1])
    return found


def mean_of(ends: Iterable[Snapshot], figure: str) -> float:
    """The mean of a figure over the ends of runs."""
    return float(np.mean([getattr(end, figure) for end in ends]))
