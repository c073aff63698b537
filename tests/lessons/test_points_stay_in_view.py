"""A point that a learner moves along a curve does not leave the plot before a dial is turned."""

from __future__ import annotations

import numpy as np
import pytest
from lesson_runs import parts_of

from tutor.course.index import shipped_course
from tutor.course.kept_index import read_index

LESSONS = [lesson.id for lesson in read_index(shipped_course()).lessons]
A_DOT = 0.01  # of the height: less than the point's own size


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_curve_with_a_point_stays_within_its_plot(lesson: str) -> None:
    for plot in parts_of(lesson, "plot"):
        if plot.range is None or plot.point is None:
            continue
        low, high = plot.range
        room = A_DOT * (high - low)
        dials = {name: dial.value for name, dial in plot.parameters.items()}
        places = np.linspace(*plot.domain, 101)
        for title, curve in plot.compiled().items():
            heights = curve(places, dials)
            assert np.nanmin(heights) >= low - room, title
            assert np.nanmax(heights) <= high + room, title
